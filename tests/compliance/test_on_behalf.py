"""What is the same of disputes and exceptions in which staff act for somebody on their word."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from compliance import services, tasks
from compliance.enums import DisputeForThem, ForThem
from registrants import services as register_services
from tests import builders
from tests.compliance.cases import JANUARY, WEIGHED, cycle, own
from tests.compliance.for_them import asked_for, lodged_for, of, seen, told, wrote
from tests.core.sent_files import PDF
from tests.racing import together
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


def dismiss(case, by):
    return services.dismiss(dispute=case, reason="x", actor=of(by), at=JANUARY)


def uphold(case, by):
    return services.uphold(
        dispute=case, period=cycle(), reason="x", accept=[1], actor=of(by), at=JANUARY
    )


def excuse(case, by):
    return services.decide_exception(
        request=case, period=cycle(), step="excuse", factors=WEIGHED, reason="x", actor=of(by),
        at=JANUARY,
    )  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A dispute, or an exception: what it is called, and what is done about it."""

    name: str
    begin: Callable
    begins_as: str
    add_file: Callable
    send: Callable
    withdraw: Callable
    ends: tuple[Callable, ...]
    ended_as: str
    told_end: str
    close_at_night: Callable
    waits_as: str
    papers: str
    another: str

    def own(self, case) -> dict:
        """The case, as its services call it."""
        return {"dispute" if self.name == "dispute" else "request": case}


DISPUTE = Kind(
    name="dispute",
    begin=lodged_for,
    begins_as=DisputeForThem.LODGE,
    add_file=services.add_file,
    send=services.send,
    withdraw=services.withdraw,
    ends=(uphold, dismiss),
    ended_as="DISMISSED",
    told_end="dispute_determined",
    close_at_night=tasks.close_documents,
    waits_as="DECIDING",
    papers="documents",
    another="Another CET manager determines it",
)
EXCEPTION = Kind(
    name="exception",
    begin=asked_for,
    begins_as=ForThem.ASK,
    add_file=services.add_evidence,
    send=services.send_exception,
    withdraw=services.withdraw_exception,
    ends=(excuse,),
    ended_as="EXCUSED",
    told_end="exception_decided",
    close_at_night=tasks.close_evidence,
    waits_as="WITH_MANAGER",
    papers="evidence",
    another="Another CET manager decides it",
)


@pytest.fixture(params=[DISPUTE, EXCEPTION], ids=lambda each: each.name)
def kind(request, db) -> Kind:
    builders.reference()
    return request.param


@pytest.fixture
def marsh(kind):
    """Without an account."""
    return builders.registrant(surname="Marsh", account=False)


@pytest.fixture
def dan(kind):
    return builders.staff()


def test_who_has_an_account_is_mailed_and_sees_it(kind, dan, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    fell = builders.registrant(surname="Fell")
    case = kind.begin(fell, dan, on=wrote(fell, dan, way="PHONE"))

    message = OutboxMessage.objects.get(kind=f"{kind.name}_for_them", to=fell.user.email)
    assert "on their call of 4 January 2028" in message.body
    assert "hospital" not in message.subject + message.body
    page = seen(builders.client_for(fell.user, "registrant"), f"/{kind.name}s/{case.pk}/")
    assert "on their call of 4 January 2028" in page
    assert str(dan) not in page


def test_the_clocks_run_as_in_any_other(kind, marsh, dan, time_machine):
    case = kind.begin(marsh, dan)
    later = london(2028, 2, 3)
    time_machine.move_to(later, tick=False)
    with pytest.raises(Refused, match=f"The last day for {kind.papers} was 2 February 2028"):
        kind.add_file(
            **kind.own(case), file=SimpleUploadedFile("c.txt", b"c"), on=wrote(marsh, dan),
            actor=of(dan), at=later,
        )  # fmt: skip
    kind.close_at_night()
    case.refresh_from_db()
    assert (case.status, case.due_on) == (kind.waits_as, date(2028, 2, 15))


def test_it_is_withdrawn_for_them(kind, marsh, dan):
    case = kind.begin(marsh, dan)
    call = wrote(marsh, dan, way="PHONE")
    kind.withdraw(**kind.own(case), on=call, actor=of(dan), at=JANUARY)
    reason = StatusChange.objects.get(case_id=case.pk, step="withdraw").reason
    assert "on their call of 4 January 2028" in reason


def test_who_acted_for_them_does_not_end_it(kind, marsh):
    """Who began it, who added to it, and who wrote down the call."""
    ruth, kim, ann, free = (builders.staff(Role.CET_MANAGER) for _each in range(4))
    call = wrote(marsh, ann, way="PHONE")
    case = kind.begin(marsh, ruth, on=call)
    case = kind.send(**kind.own(case), on=call, actor=of(kim), at=JANUARY)

    for boss in (ruth, kim, ann):
        for end in kind.ends:
            with pytest.raises(Refused, match=kind.another):
                end(case, boss)
    assert kind.ends[-1](case, free).status == kind.ended_as


def test_whoever_has_an_account_is_told_themselves(kind, dan):
    fell = builders.registrant(surname="Fell")
    case = kind.send(**kind.own(kind.begin(fell, dan)), actor=own(fell), at=JANUARY)
    kind.ends[-1](case, builders.staff(Role.CET_MANAGER))
    assert told(f"{kind.name}_by_post") == []
    assert told(kind.told_end) == [fell.user.email]


def test_it_is_begun_once_for_somebody(kind, marsh, dan):
    case = kind.begin(marsh, dan)
    assert kind.begin(marsh, dan) == case
    with pytest.raises(IntegrityError), transaction.atomic():
        case.for_them.create(
            assisted=wrote(marsh, dan), act=kind.begins_as, done_by=dan, done_at=JANUARY
        )


@pytest.mark.django_db(transaction=True)
def test_two_of_staff_begin_it_at_once(kind, marsh):
    one, other = builders.staff(), builders.staff()
    letters = {each.pk: wrote(marsh, each) for each in (one, other)}

    made = together(
        *(lambda by=by: kind.begin(marsh, by, on=letters[by.pk]) for by in (one, other))
    )

    assert made[0] == made[1]
    assert type(made[0]).objects.count() == 1
    assert made[0].for_them.count() == 1


def test_acts_go_along_when_two_people_are_one(kind, marsh, dan):
    case = kind.begin(builders.registrant(surname="Marsh", account=False), dan)
    register_services.join_people(kept=marsh, joined=case.registrant, actor=of(dan), at=JANUARY)
    case.refresh_from_db()
    assert (case.registrant, case.for_them.get().assisted.registrant) == (marsh, marsh)


def test_when_it_is_sent_only_withdrawing_is_offered(kind, marsh, dan, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    case, on = kind.begin(marsh, dan), wrote(marsh, dan)
    desk = builders.client_for(dan)
    address = f"/register/requests/{on.pk}/{kind.name}s/{case.pk}/"
    assert 'value="ADD"' in seen(desk, address)
    kind.send(**kind.own(case), on=on, actor=of(dan), at=JANUARY)
    page = seen(desk, address)
    assert 'value="WITHDRAW"' in page
    for gone in ('value="ADD"', 'value="SEND"', 'type="file"', 'name="start_day"'):
        assert gone not in page
    late = seen(desk, address, {"act": "ADD", "file": SimpleUploadedFile("a.pdf", PDF)})
    assert "There is a problem" in late
    assert "was sent to the " in late
    assert "Done." in seen(desk, address, {"act": "WITHDRAW"})
