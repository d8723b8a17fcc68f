"""A removal and a disputed record: nobody is off the register while it is open."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage
from compliance import services
from compliance.models import CycleDispute, Removal
from registrants.models import RegisterEntry
from tests import builders
from tests.compliance.cases import JANUARY, cycle, manager, own
from tests.compliance.removing import held_back, remove
from tests.compliance.sealed import sealed
from tests.racing import together
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

FEBRUARY = date(2028, 2, 1)


@pytest.fixture
def fell():
    """Somebody with an account, since 2015 on the register and short in the run."""
    builders.reference()
    return builders.registrant(surname="Fell", start=date(2015, 1, 1))


def recorded(person, of_day=FEBRUARY):
    """The run, and the removal that rests on it."""
    run = sealed(cycle(), person, at=JANUARY)
    assert remove(run, person, at=JANUARY, of_day=of_day).moved == 1
    return run, Removal.objects.get(registrant=person)


def lodged(person, at=JANUARY) -> CycleDispute:
    return services.lodge(period=cycle(), words="EV-1 is missing.", actor=own(person), at=at)


def upheld(dispute: CycleDispute, line, at=JANUARY) -> CycleDispute:
    services.send(dispute=dispute, actor=own(dispute.registrant), at=at)
    return services.uphold(
        dispute=dispute, period=cycle(), reason="It came late.", accept=[line.pk], actor=manager(),
        at=at,
    )  # fmt: skip


def test_a_removal_that_is_not_in_force_is_taken_back_when_the_record_is_disputed(fell):
    boss = builders.staff(Role.CET_MANAGER)
    run, removal = recorded(fell)

    dispute = lodged(fell)

    removal.refresh_from_db()
    assert (removal.status, fell.entries.get().end) == ("RESTORED", None)
    told = OutboxMessage.objects.get(kind="removal_taken_back", to=fell.user.email)
    assert f"your dispute {dispute.reference}" in told.body
    assert f"/disputes/{dispute.pk}/" in told.body
    staff_told = OutboxMessage.objects.get(kind="dispute_lodged", to=boss.email)
    assert removal.reference in staff_told.body
    assert "is taken back until it is determined" in staff_told.body
    assert held_back(run, fell, at=JANUARY, of_day=FEBRUARY) == "DISPUTE"


def test_dismissed_they_can_be_removed_anew(fell):
    run, _removal = recorded(fell)
    dispute = services.send(dispute=lodged(fell), actor=own(fell), at=JANUARY)
    services.dismiss(dispute=dispute, reason="It is right.", actor=manager(), at=JANUARY)
    assert held_back(run, fell, at=JANUARY, of_day=FEBRUARY) is None
    assert remove(run, fell, at=JANUARY, of_day=FEBRUARY).moved == 1


def test_an_upheld_dispute_takes_back_a_removal_that_was_recorded_beside_it(fell):
    """As disputes of before, beside which a removal stayed."""
    _run, removal = recorded(fell)
    dispute = lodged(fell)
    late = offer(fell, 2, at=london(2028, 1, 2))
    RegisterEntry.objects.filter(registrant=fell).update(end=date(2028, 1, 31))
    Removal.objects.update(status="REMOVED", restored_on=None)
    OutboxMessage.objects.all().delete()

    upheld(dispute, late)

    removal.refresh_from_db()
    assert (removal.status, fell.entries.get().end) == ("RESTORED", None)
    assert OutboxMessage.objects.filter(kind="removal_taken_back", to=fell.user.email).exists()


@pytest.fixture
def in_force(fell, time_machine):
    """The dispute of somebody who is off the register since yesterday."""
    boss = builders.staff(Role.CET_MANAGER)
    _run, removal = recorded(fell, of_day=date(2028, 1, 6))
    late = offer(fell, 1, at=london(2028, 1, 6, 12))
    later = london(2028, 1, 7)
    time_machine.move_to(later, tick=False)
    return boss, removal, lodged(fell, at=later), late


def test_a_removal_in_force_stays_and_everybody_is_told(fell, in_force):
    boss, removal, dispute, _late = in_force
    removal.refresh_from_db()
    assert removal.status == "REMOVED"
    told = OutboxMessage.objects.get(kind="removal_stands", to=fell.user.email)
    assert "is in force since Thursday 6 January 2028" in told.body
    staff_told = OutboxMessage.objects.get(kind="dispute_lodged", to=boss.email)
    assert f"{removal.reference} is in force since Thursday 6 January 2028" in staff_told.body
    page = builders.client_for(fell.user, "registrant").get(f"/disputes/{dispute.pk}/")
    assert "is in force since Thursday 6 January 2028" in page.content.decode()
    page = builders.client_for(boss, "staff").get(f"/disputes/{dispute.pk}/").content.decode()
    assert f"/removals/made/{removal.pk}/" in page


def test_after_an_upheld_dispute_it_is_to_be_undone_by_one_act(fell, in_force):
    boss, removal, dispute, late = in_force
    client = builders.client_for(boss, "staff")
    assert removal.reference not in client.get("/removals/made/?status=undo").content.decode()

    upheld(dispute, late, at=london(2028, 1, 7))

    told = OutboxMessage.objects.get(kind="dispute_determined", to=fell.user.email)
    assert "is in force since Thursday 6 January 2028" in told.body
    asked = OutboxMessage.objects.get(kind="removal_to_undo", to=boss.email)
    assert removal.reference in asked.subject
    assert removal.reference in client.get("/removals/made/?status=undo").content.decode()
    page = client.get(f"/removals/made/{removal.pk}/").content.decode()
    assert dispute.reference in page
    address = f"/removals/made/{removal.pk}/restore/"
    assert f"{address}?undo=yes" in page
    form = client.get(f"{address}?undo=yes").context["form"]
    assert form.initial["start"] == removal.of_day
    assert dispute.reference in form.initial["reason"]

    services.restore(
        removal=removal, start=removal.of_day, reason="RD", actor=manager(), at=london(2028, 1, 7)
    )
    assert removal.reference not in client.get("/removals/made/?status=undo").content.decode()


def test_the_form_of_a_dispute_says_what_becomes_of_a_removal(fell, time_machine):
    time_machine.move_to(JANUARY, tick=False)
    recorded(fell)
    page = builders.client_for(fell.user, "registrant").get("/statement/wrong/?cycle=2025-2027")
    assert "it is taken back at once" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_record_is_disputed_while_the_removal_runs():
    """Whichever comes first: nobody leaves the register whose dispute is open."""
    builders.reference()
    someone = builders.registrant(start=date(2015, 1, 1))
    run, boss = sealed(cycle(), someone, at=JANUARY), manager()
    act, dispute = together(
        lambda: remove(run, someone, by=boss, at=JANUARY, of_day=FEBRUARY), lambda: lodged(someone)
    )
    assert isinstance(dispute, CycleDispute), dispute
    assert Removal.objects.count() == act.moved
    assert not Removal.objects.filter(status="REMOVED").exists()
    assert someone.entries.get().end is None
