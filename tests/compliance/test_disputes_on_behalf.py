"""Disputes that staff lodge on behalf of somebody who wrote or called."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.enums import DisputeForThem
from compliance.models import CycleDispute
from tests import builders
from tests.compliance.cases import JANUARY, cycle, own
from tests.compliance.for_them import lodged_for, of, told, wrote
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

LETTER = "Lodged by GOC staff on behalf of Ada Marsh, on their letter received on 4 January 2028"


@pytest.fixture
def marsh():
    """Without an account."""
    builders.reference()
    return builders.registrant(surname="Marsh", account=False)


@pytest.fixture
def dan():
    return builders.staff()


def dismiss(dispute, by):
    return services.dismiss(dispute=dispute, reason="It is right.", actor=of(by), at=JANUARY)


# Lodging


def test_it_says_on_whose_behalf_on_what_and_who_recorded_it(marsh, dan):
    boss, eve = builders.staff(Role.CET_MANAGER), builders.staff()
    dispute = lodged_for(
        marsh, dan, on=wrote(marsh, eve), files=[SimpleUploadedFile("a.txt", b"a")]
    )

    assert (dispute.registrant, dispute.status) == (marsh, "DOCUMENTS")
    (done,) = dispute.for_them.all()
    assert (str(done), done.assisted.recorded_by, done.done_by) == (LETTER, eve, dan)
    kept = AuditEvent.objects.get(verb="register.assist_dispute")
    assert (kept.subject_id, kept.data["dispute"]) == (marsh.pk, dispute.reference)
    assert kept.data["act"] == "LODGE"
    assert told("dispute_lodged") == [boss.email]
    assert told("dispute_for_them") == []
    assert dispute.files.count() == 1


def test_the_day_of_the_letter_decides_whether_it_is_in_time(marsh, dan):
    """It came on the last day and is lodged later: the days for documents begin then."""
    later = london(2028, 3, 3)
    dispute = lodged_for(marsh, dan, on=wrote(marsh, dan, date(2028, 2, 28), at=later), at=later)
    assert (dispute.requested_on, dispute.due_on) == (date(2028, 3, 3), date(2028, 3, 31))
    for day, words in (
        (date(2028, 2, 29), "could be disputed until 28 February 2028"),
        (date(2027, 12, 31), "The cycle has not ended"),
    ):
        with pytest.raises(Refused, match=words):
            lodged_for(marsh, dan, on=wrote(marsh, dan, day, at=later), at=later)


ACTS = {
    DisputeForThem.FILE: lambda **said: services.add_file(
        file=SimpleUploadedFile("a.txt", b"a"), **said
    ),
    DisputeForThem.SEND: services.send,
    DisputeForThem.WITHDRAW: services.withdraw,
}


@pytest.mark.parametrize("act", ACTS)
def test_without_a_recorded_request_staff_can_do_nothing(marsh, dan, act):
    with pytest.raises(Refused, match="Record first what they asked for"):
        services.lodge(period=cycle(), words="x", actor=of(dan), at=JANUARY)
    dispute = lodged_for(marsh, dan)
    said = {"dispute": dispute, "actor": of(dan), "at": JANUARY}
    with pytest.raises(Refused, match="Record first what they asked for"):
        ACTS[act](**said)
    with pytest.raises(Refused, match="of somebody else"):
        ACTS[act](on=wrote(builders.registrant(), dan), **said)
    assert dispute.for_them.count() == 1


def people_of_every_kind(someone):
    provider, _admin = builders.provider_with()
    return {
        "the registrant": own(someone),
        "another registrant": own(builders.registrant()),
        "the clock": CLOCK,
        "an approver": of(builders.approver()),
        Role.GOC_STAFF: of(builders.staff()),
        Role.CET_MANAGER: of(builders.staff(Role.CET_MANAGER)),
        **{role: of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }


def test_who_can_act_on_a_letter(dan):
    """Staff alone; not even the person, who acts without it."""
    builders.reference()
    fell = builders.registrant(surname="Fell")
    on, can = wrote(fell, dan), {}
    dispute = lodged_for(fell, dan, on=on)
    for name, actor in people_of_every_kind(fell).items():
        said = {"on": on, "actor": actor, "at": JANUARY}
        acts = {
            "LODGE": lambda said=said: services.lodge(period=cycle(), words="x", **said),
            **{act: lambda act=act, said=said: ACTS[act](dispute=dispute, **said) for act in ACTS},
        }
        for act, do in acts.items():
            point = transaction.savepoint()
            try:
                do()
            except Refused:
                continue
            finally:
                transaction.savepoint_rollback(point)
                dispute.refresh_from_db()
            can.setdefault(str(act), set()).add(name)
    staff = {Role.GOC_STAFF, Role.CET_MANAGER}
    assert can == dict.fromkeys(("LODGE", "FILE", "SEND", "WITHDRAW"), staff)


# Acting in it


def test_what_comes_by_post_is_added_and_it_is_sent(marsh, dan):
    dispute, eve = lodged_for(marsh, dan), builders.staff()
    said = {"dispute": dispute, "on": wrote(marsh, dan), "actor": of(eve), "at": JANUARY}
    services.add_file(file=SimpleUploadedFile("b.txt", b"b"), **said)
    sent = services.send(**said)

    assert (sent.status, sent.due_on) == ("DECIDING", date(2028, 2, 15))
    done = list(dispute.for_them.values_list("act", flat=True).order_by("pk"))
    assert done == ["LODGE", "FILE", "SEND"]
    reason = StatusChange.objects.get(case_id=dispute.pk, step="send").reason
    assert reason.startswith("Sent to the registrar by GOC staff on behalf of Ada Marsh, on their")
    with pytest.raises(Refused):
        services.add_file(file=SimpleUploadedFile("c.txt", b"c"), **said)


# Determining


def test_only_who_may_determine_is_asked_to(marsh):
    ruth, kim, free = (builders.staff(Role.CET_MANAGER) for _each in range(3))
    call = wrote(marsh, kim, way="PHONE")
    dispute = lodged_for(marsh, ruth, on=call)
    services.send(dispute=dispute, on=call, actor=of(kim), at=JANUARY)
    assert told("dispute_to_decide") == [free.email]
    assert "has to be appointed" not in OutboxMessage.objects.get(kind="dispute_to_decide").body


def test_with_nobody_who_may_determine_it_all_are_told_that_somebody_is_needed(marsh):
    ruth = builders.staff(Role.CET_MANAGER)
    services.send(
        dispute=lodged_for(marsh, ruth), on=wrote(marsh, ruth), actor=of(ruth), at=JANUARY
    )
    assert told("dispute_to_decide") == [ruth.email]
    mail = OutboxMessage.objects.get(kind="dispute_to_decide")
    assert "Somebody else has to be appointed CET manager to determine it." in mail.body


def test_one_letter_serves_one_dispute_unless_there_is_still_time(marsh, dan):
    """2025-2027 can be disputed until 28 February 2028."""
    on = wrote(marsh, dan, at=JANUARY)
    for at in (JANUARY, london(2028, 1, 20)):
        dispute = lodged_for(marsh, dan, on=on, at=at)
        services.withdraw(dispute=dispute, on=on, actor=of(dan), at=at)

    with pytest.raises(Refused, match="could be disputed"):
        lodged_for(marsh, dan, on=on, at=london(2028, 6, 1))

    assert CycleDispute.objects.count() == 2
