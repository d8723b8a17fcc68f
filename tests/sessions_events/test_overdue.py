"""The ladder, from the first reminder to the hold: who is told what on which day, and when a
provider can submit."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from approvals import permissions as approval_permissions
from approvals import services as approval_services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock, deadlines, holidays
from cet_portal.core.models import AuditEvent, ClockShift, OutboxMessage, SweepRun
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import add_working_days, working_days_before
from providers import permissions as provider_permissions
from sessions_events import permissions, services, tasks
from sessions_events.models import Duty, Hold
from tests import builders
from tests.racing import together
from tests.sessions_events.building import DECLARATION, World

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def manager(db):
    return builders.staff(Role.CET_MANAGER)


@pytest.fixture
def contact(world):
    """The provider's principal contact, who is told when it comes to a hold."""
    return builders.member(world.provider, Role.PRINCIPAL_CONTACT)


@pytest.fixture
def event(world):
    return world.event()


def on(day, timer=tasks.tell_overdue, hour=9):
    """What this timer writes when it runs on `day`: pairs of address and kind, sorted."""
    at = datetime.combine(day, time(hour), tzinfo=clock.LONDON)
    seconds = int((at - timezone.now()).total_seconds())
    ClockShift.objects.update_or_create(only_row=True, defaults={"seconds": seconds})
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    timer()
    new = OutboxMessage.objects.exclude(pk__in=before)
    return sorted(new.values_list("to", "kind"))


def late(event, days):
    """So many working days after the due date."""
    return add_working_days(event.due_on, days, holidays.current())


def before(event, days):
    return working_days_before(event.due_on, days, holidays.current())


def noon(day):
    return datetime.combine(day, time(12), tzinfo=clock.LONDON)


def may_submit(world, day):
    draft = builders.application_at("DRAFT", provider=world.provider, at=world.at)
    return approval_permissions.may_submit(world.admin, draft, at=noon(day))


def done(world, event, day):
    """Declare, and say that nobody completed it."""
    values = {**DECLARATION, "attendees": 0, "completers": 0}
    return services.declare(event=event, values=values, actor=world.admin, at=noon(day))


def test_the_whole_ladder_of_one_event(world, event, manager, contact):
    admin = world.user.email

    assert on(before(event, 4)) == []
    assert on(before(event, 3)) == [(admin, "events_due")]
    assert on(before(event, 3), hour=11) == []
    assert on(before(event, 1)) == []
    assert on(event.due_on) == [(admin, "events_due")]
    assert on(event.due_on + ONE_DAY) == [(admin, "event_overdue")]
    assert on(late(event, 4)) == []
    assert on(late(event, 5)) == [(admin, "event_overdue")]
    assert on(late(event, 9)) == []
    assert on(late(event, 10)) == sorted(
        [
            (admin, "submissions_held"),
            (contact.email, "submissions_held"),
            (manager.email, "provider_held"),
        ]
    )
    assert on(late(event, 11)) == []
    assert on(late(event, 15)) == [(admin, "event_overdue")]
    assert on(late(event, 20)) == [(admin, "event_overdue")]


def test_the_mail_names_event_title_day_and_the_sum_of_the_due_date(world, event):
    on(before(event, 3))

    message = OutboxMessage.objects.get(kind="events_due")
    assert event.ev_number in message.subject
    assert message.path == f"/events/{event.ev_number}/"
    for part in (
        event.ev_number,
        event.application.title,
        "Declare and upload",
        "10 working days after",
        "CET guide, Declaration and Upload",
        f"/events/{event.ev_number}/",
    ):
        assert part in message.body


def test_many_events_of_a_day_are_one_message(world):
    session = world.session()
    events = [world.into(session, price=f"£{number}") for number in range(35)]

    on(before(events[0], 3))

    message = OutboxMessage.objects.get(kind="events_due")
    assert message.subject.startswith("35 events are due by")
    assert message.path == "/events/?standing=due"
    assert message.body.count("Rule: 10 working days after") == 30
    assert "and 5 more" in message.body
    assert not Duty.objects.filter(told=0).exists()
    assert AuditEvent.objects.filter(verb="event.remind").count() == 35


def test_two_steps_of_one_day_are_two_messages(world):
    first = world.event(world.at.date() - ONE_DAY * 5)
    second = world.event()
    day = max(first.due_on + ONE_DAY, before(second, 3))

    assert [kind for _to, kind in on(day)] == ["event_overdue", "events_due"]
    steps = {duty.event_id: duty.told for duty in Duty.objects.all()}
    assert steps[first.pk] == 3
    assert steps[second.pk] >= 1


def test_after_an_outage_only_the_latest_step_is_told(world, event):
    assert on(late(event, 7)) == [(world.user.email, "event_overdue")]
    assert on(late(event, 7) + ONE_DAY, hour=1) == []
    assert Duty.objects.get().told == 4


def test_after_a_long_outage_the_hold_is_told_all_the_same_and_once(world, event, manager, contact):
    assert len(on(late(event, 33))) == 3
    assert on(late(event, 34)) == []
    assert on(late(event, 35)) == [(world.user.email, "event_overdue")]
    assert AuditEvent.objects.filter(verb="provider.hold").count() == 1


def test_the_timer_run_again_tells_nobody_anew(world, event):
    on(event.due_on)

    assert on(event.due_on) == []
    assert SweepRun.objects.get().moved == [event.ev_number]


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once():
    builders.reference()
    world = World()
    event = world.event()
    day = event.due_on + ONE_DAY
    seconds = int((noon(day) - timezone.now()).total_seconds())
    ClockShift.objects.update_or_create(only_row=True, defaults={"seconds": seconds})

    together(tasks.tell_overdue, tasks.tell_overdue)

    assert OutboxMessage.objects.filter(kind="event_overdue").count() == 1
    assert Duty.objects.get().told == 3


def test_what_is_done_or_lies_with_the_manager_is_not_reminded_of(world):
    finished, held = world.event(), world.event()
    done(world, finished, held.due_on)
    world.declare(held, as_approved=False, what_differed="Another room.")

    assert on(late(held, 12)) == []
    assert may_submit(world, late(held, 12)) is None


def test_submissions_are_held_from_the_tenth_working_day_late_until_it_is_done(world, event):
    held_on = late(event, 10)

    assert may_submit(world, held_on - ONE_DAY) is None
    refusal = may_submit(world, held_on)
    assert event.ev_number in str(refusal)
    assert refusal.links == (
        (f"{event.ev_number} {event.application.title}", f"/events/{event.ev_number}/"),
    )
    done(world, event, held_on + ONE_DAY)
    assert may_submit(world, held_on + ONE_DAY) is None


def test_a_held_provider_may_write_schedule_declare_and_upload(world, event):
    at = noon(late(event, 30))
    draft = builders.application_at("DRAFT", provider=world.provider, at=world.at)

    assert approval_permissions.may_submit(world.admin, draft, at=at) is not None
    assert approval_permissions.may_write(world.admin, draft, at=at) is None
    assert permissions.may_plan(world.admin, world.provider.pk, at=at) is None
    assert permissions.may_declare(world.admin, event, at=at) is None
    assert provider_permissions.may_submit_and_schedule(world.provider.pk, at=at) is None


def test_the_service_refuses_too_and_another_provider_is_not_touched(world, event):
    other = World(at=world.at)
    at = noon(late(event, 10))
    draft = builders.application_at("DRAFT", provider=world.provider, at=world.at)

    with pytest.raises(Refused, match="New submissions are held"):
        approval_services.submit(application=draft, actor=world.admin, at=at)
    assert provider_permissions.may_submit(other.provider.pk, at=at) is None


def test_three_events_are_named_and_the_rest_counted(world):
    session = world.session()
    events = [world.into(session, price=f"£{number}") for number in range(5)]

    refusal = may_submit(world, late(events[0], 10))

    assert "and 2 more" in str(refusal)
    assert len(refusal.links) == 5


def test_the_end_of_a_hold_is_noted_and_told(world, event, manager, contact):
    held_on = late(event, 10)
    on(held_on)
    hold = Hold.objects.get()
    assert (hold.placed_on, hold.lifted_on) == (held_on, None)

    assert on(held_on + ONE_DAY, tasks.lift_holds) == []
    done(world, event, held_on + ONE_DAY)
    on(held_on + ONE_DAY, tasks.lift_holds, hour=13)

    told = OutboxMessage.objects.filter(kind="hold_lifted")
    assert sorted(told.values_list("to", flat=True)) == sorted([world.user.email, contact.email])
    hold.refresh_from_db()
    assert hold.lifted_on == held_on + ONE_DAY
    assert AuditEvent.objects.filter(verb="provider.lift_hold").count() == 1
    assert on(held_on + 2 * ONE_DAY, tasks.lift_holds) == []


def test_one_of_two_late_events_done_lifts_nothing(world):
    session = world.session()
    first, second = world.into(session), world.into(session, price="£5")
    held_on = late(first, 10)
    on(held_on)

    done(world, first, held_on)
    on(held_on, tasks.lift_holds, hour=13)
    assert Hold.objects.get().lifted_on is None
    assert may_submit(world, held_on) is not None

    done(world, second, held_on)
    on(held_on, tasks.lift_holds, hour=14)
    assert Hold.objects.get().lifted_on == held_on


def test_a_bank_holiday_moves_the_reminder_and_the_hold(world, event):
    on(event.due_on + ONE_DAY)
    duty = Duty.objects.get()
    staff = builders.actor_of(builders.staff())
    proclaimed = late(event, 3)

    deadlines.add_holiday(
        day=proclaimed, name="Proclaimed day", actor=staff, at=noon(event.due_on + ONE_DAY)
    )

    moved = Duty.objects.get()
    assert moved.due_on == duty.due_on
    assert moved.tell_on == late(event, 5) > duty.tell_on
    assert moved.hold_on == late(event, 10) > duty.hold_on
    assert may_submit(world, duty.hold_on) is None
    assert may_submit(world, moved.hold_on) is not None
    entry = AuditEvent.objects.get(verb="calendar.move_reminders")
    assert entry.data == {
        "tell_on": moved.tell_on.isoformat(),
        "hold_on": moved.hold_on.isoformat(),
    }


def test_a_hold_that_a_bank_holiday_lifts_comes_back_and_is_told_again(world, event):
    held_on = late(event, 10)
    on(held_on)
    staff = builders.actor_of(builders.staff())
    deadlines.add_holiday(day=held_on, name="Proclaimed day", actor=staff, at=noon(held_on))

    on(held_on, tasks.lift_holds, hour=13)
    assert Hold.objects.get().lifted_on == held_on
    assert may_submit(world, held_on) is None

    assert (world.user.email, "submissions_held") in on(late(event, 10))
    assert Hold.objects.filter(lifted_on__isnull=True).count() == 1


def test_late_work_is_recorded_as_late(world, event):
    on_time = world.event()
    done(world, on_time, on_time.due_on)
    done(world, event, event.due_on + ONE_DAY)

    assert [duty.event for duty in Duty.objects.done_late()] == [event]
    assert Duty.objects.get(event=event).was_late
    assert not Duty.objects.get(event=on_time).was_late


def test_a_declaration_in_time_that_was_held_past_the_due_date_is_not_late(world, event):
    differed = {"as_approved": False, "what_differed": "Another room."}
    values = {**DECLARATION, **differed, "attendees": 0, "completers": 0}
    services.declare(event=event, values=values, actor=world.admin, at=noon(event.due_on))
    services.release_declaration(
        event=event,
        reason="The room does not matter.",
        actor=builders.actor_of(builders.staff(Role.CET_MANAGER)),
        at=noon(late(event, 12)),
    )

    assert Duty.objects.get().closed_on == event.due_on
    assert not Duty.objects.done_late().exists()


def test_a_refused_declaration_is_no_late_work_and_holds_nothing(world, event):
    differed = {"as_approved": False, "what_differed": "Half the time."}
    world.declare(event, **differed)
    services.refuse_declaration(
        event=event,
        reason="Half the time is too little.",
        actor=builders.actor_of(builders.staff(Role.CET_MANAGER)),
        at=noon(late(event, 12)),
    )

    assert not Duty.objects.done_late().exists()
    assert may_submit(world, late(event, 13)) is None


def test_what_is_done_asks_at_once_whether_a_hold_is_over(
    world, event, django_capture_on_commit_callbacks
):
    held_on = late(event, 10)
    on(held_on)

    with django_capture_on_commit_callbacks() as sent:
        done(world, event, held_on)

    assert "sessions_events.lift_holds" in {getattr(send, "name", "") for send in sent}
