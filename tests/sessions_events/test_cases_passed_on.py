"""Cases about points: passed on by the clock, disputed, their days."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import tasks
from sessions_events.services import cases
from tests import builders
from tests.sessions_events.building import World, london
from tests.sessions_events.points_cases import disputed, missing, own, staff, told

pytestmark = pytest.mark.django_db


def test_the_clock_passes_it_on_and_staff_have_ten_working_days_more(marsh):
    world = World(at=london(2026, 3, 27))
    case = missing(world, world.declared(), marsh)
    goc = builders.staff()

    with pytest.raises(Refused):
        cases.pass_on_overdue(case=case, actor=CLOCK, at=london(2026, 4, 14, 23, 59))
    case = cases.pass_on_overdue(case=case, actor=CLOCK, at=london(2026, 4, 15, 0, 5))

    assert case.status == "OPEN_STAFF"
    assert case.due_on == date(2026, 4, 29)
    assert told("case_passed_on") == {marsh.user.email, world.user.email, goc.email}


@pytest.mark.parametrize(
    "day, task, kind",
    [
        (date(2026, 4, 8), tasks.remind_of_cases, None),
        (date(2026, 4, 9), tasks.remind_of_cases, "case_due_soon"),
        (date(2026, 4, 15), tasks.pass_on_cases, "case_passed_on"),
    ],
)
def test_timers(marsh, time_machine, day, task, kind):
    world = World(at=london(2026, 3, 27))
    missing(world, world.declared(), marsh)
    time_machine.move_to(london(day.year, day.month, day.day), tick=False)

    task()
    task()  # twice changes nothing

    for each in ("case_due_soon", "case_passed_on"):
        found = OutboxMessage.objects.filter(kind=each, to__in=[marsh.user.email, world.user.email])
        assert found.exists() is (each == kind)
        assert found.count() == found.values("to").distinct().count()


def test_the_cet_manager_is_told_once_that_staff_are_late(marsh, time_machine):
    world, manager = World(at=london(2026, 3, 27)), builders.staff(Role.CET_MANAGER)
    case = missing(world, world.declared(), marsh)
    cases.pass_on(case=case, reason="Not ours.", actor=world.admin, at=world.at)
    time_machine.move_to(london(2026, 4, 15), tick=False)

    tasks.tell_of_late_cases()
    tasks.tell_of_late_cases()

    assert OutboxMessage.objects.filter(kind="case_late", to=manager.email).count() == 1


def test_a_refusal_can_be_disputed_for_twenty_working_days(marsh):
    world = World(at=london(2026, 3, 27))
    case = missing(world, world.declared(), marsh)
    case = cases.refuse(case=case, reason="Not on the list.", actor=world.admin, at=world.at)
    assert case.due_on == date(2026, 4, 28)

    with pytest.raises(Refused, match="is past"):
        cases.dispute(case=case, words="I was.", actor=own(marsh), at=london(2026, 4, 29))
    case = cases.dispute(
        case=case, words="I was.", actor=own(marsh), at=london(2026, 4, 28, 23, 59)
    )

    assert (case.status, case.due_on) == ("DISPUTED", date(2026, 5, 13))


def test_an_upheld_dispute_writes_its_line_itself(world, marsh):
    case = disputed(world, marsh)

    case = cases.uphold(
        case=case, reason="The list shows it.", actor=staff(Role.CET_MANAGER), at=world.at
    )

    assert (case.status, case.entry.status) == ("UPHELD", "PENDING")
    assert AuditEvent.objects.filter(verb="point.offer", subject_id=case.entry_id).exists()


def test_a_dismissed_dispute_changes_nothing(world, marsh):
    case = cases.dismiss(
        case=disputed(world, marsh),
        reason="Another evening.",
        actor=staff(Role.CET_MANAGER),
        at=world.at,
    )

    assert case.status == "DISMISSED"
    assert not PointEntry.objects.exists()


def test_whoever_refused_does_not_decide_the_dispute(world, marsh):
    manager = staff(Role.CET_MANAGER)
    case = disputed(world, marsh, refused_by=manager)

    with pytest.raises(Refused, match="somebody else"):
        cases.dismiss(case=case, reason="No.", actor=manager, at=world.at)
    with pytest.raises(Refused, match="Only the CET manager"):
        cases.dismiss(case=case, reason="No.", actor=staff(), at=world.at)
