"""Who may join two people of the register, what is refused, and what goes to staff."""

from datetime import date

import pytest

from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.models import (
    AccountRequest,
    FormerSurname,
    Registrant,
)
from tests import builders
from tests.registrants.building import WINTER
from tests.registrants.joining import DAY, join, join_own
from tests.registrants.opening import BORN, without_number

pytestmark = pytest.mark.django_db


def test_unknown_wrong_and_closed_are_one_sentence():
    reference, other = without_number(born=DAY), without_number("bryn@example.org")
    builders.registrant("01-20001", account=False)
    said = set()
    for number in ("01-29999", "01-20001") * 6:
        for _time in range(2):
            with pytest.raises(Refused) as refused:
                join_own(reference, number, DAY)
            said.add(str(refused.value))
    with pytest.raises(Refused) as refused:
        join_own(other, "01-20001", BORN)
    said.add(str(refused.value))

    assert len(said) == 1
    assert queries.closed_until("01-20001", clock.now())


def test_nobody_becomes_somebody_with_another_date_of_birth():
    reference = without_number(born=DAY)
    ada = builders.registrant("01-20001", account=False)

    for number in ("01-20001", "01-29999"):
        with pytest.raises(Refused, match="not the date of birth that you gave"):
            join_own(reference, number, BORN)

    ada.refresh_from_db()
    assert ada.user is None
    tries = AccountRequest.objects.filter(number="01-20001", outcome="WRONG_DATE")
    assert tries.count() == 1


def test_another_surname_goes_to_staff_and_changes_nothing():
    reference = without_number()
    ada = builders.registrant("01-20001", "Field", account=False)
    desk = builders.staff()

    assert join_own(reference, "01-20001") is None
    assert join_own(reference, "01-20001") is None

    [asked] = queries.requests_to_join()
    assert (asked.registrant, asked.other, asked.number) == (reference, ada, "01-20001")
    ada.refresh_from_db()
    assert ada.user is None
    assert AuditEvent.objects.filter(verb="register.ask_to_join").count() == 1
    told = OutboxMessage.objects.get(kind="join_to_decide", to=desk.email)
    assert f"/register/join-requests/{asked.pk}/" in told.body
    assert "01-20001" in told.body


def test_a_former_surname_is_as_good():
    reference = without_number()
    ada = builders.registrant("01-20001", "Field", account=False)
    FormerSurname.objects.create(
        registrant=ada, surname="Marsh", surname_key="marsh", until=date(2025, 1, 1)
    )

    assert join_own(reference, "01-20001") == ada


def test_another_register_than_the_one_they_join_goes_to_staff():
    reference = without_number(joining="DISPENSING_OPTICIAN")
    builders.registrant("01-20001", account=False)

    assert join_own(reference, "01-20001") is None
    assert queries.requests_to_join().count() == 1


def test_staff_who_join_the_two_have_answered_the_request():
    reference = without_number()
    ada = builders.registrant("01-20001", "Field", account=False)
    join_own(reference, "01-20001")

    join(ada, reference)

    assert not queries.requests_to_join().exists()


def test_staff_who_refuse_say_why_and_the_person_is_told():
    reference = without_number()
    builders.registrant("01-20001", "Field", account=False)
    join_own(reference, "01-20001")
    [asked] = queries.requests_to_join()

    services.refuse_to_join(
        asked=asked, reason="The register has another name.", actor=builders.MANAGER, at=WINTER
    )

    assert not queries.requests_to_join().exists()
    told = OutboxMessage.objects.get(kind="join_refused")
    assert told.to == "ada@example.org"
    assert "The register has another name." in told.body
    with pytest.raises(Refused, match="answered already"):
        services.refuse_to_join(asked=asked, reason="x", actor=builders.MANAGER, at=WINTER)


def test_a_students_number_joins_nothing():
    reference = without_number()
    builders.registrant("SO-20001", profession="STUDENT_OPTOMETRIST", account=False)

    with pytest.raises(Refused, match="Students collect no CET points"):
        join_own(reference, "SO-20001")


def test_the_one_on_the_register_stays():
    reference, ada = without_number(), builders.registrant("01-20001")

    with pytest.raises(Refused, match="must stay"):
        join(reference, ada)


def test_nobody_joins_others():
    reference, ada = without_number(), builders.registrant("01-20001", account=False)
    stranger = builders.registrant()

    with pytest.raises(Refused, match="Only you yourself"):
        join(ada, reference, actor=builders.actor_of(stranger.user, "registrant"))
    assert not Registrant.objects.filter(joined_to__isnull=False).exists()


def test_joined_once():
    reference, ada = without_number(), builders.registrant("01-20001")
    join(ada, reference)

    for kept, joined in ((ada, reference), (builders.registrant(), reference), (ada, ada)):
        with pytest.raises(Refused, match="joined already"):
            join(kept, joined)


def test_who_was_joined_to_somebody_who_is_joined_follows():
    reference, ada = without_number(), builders.registrant("01-20001")
    join(ada, reference)
    other = builders.registrant("01-20002")

    join(other, ada)

    reference.refresh_from_db()
    assert reference.joined_to == other
    assert queries.u_references(other) == ["U-10001"]


def test_staff_see_who_may_be_the_same():
    reference = without_number()
    same = builders.registrant("01-20001", "MARSH", account=False)
    builders.registrant("01-20002", "Other", account=False)

    assert list(queries.maybe_the_same(reference)) == [same]
    assert list(queries.without_number()) == [reference]
