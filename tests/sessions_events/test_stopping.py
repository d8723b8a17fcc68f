"""What happens to events when the approval of their CET ends."""

from datetime import timedelta

import pytest

from approvals import services as approval_services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from registrants import queries as register_queries
from sessions_events import permissions, queries, services
from sessions_events.views.provider.history import timeline_entries
from sessions_events.workflow import event as workflow
from tests import builders
from tests.delivered import declaration

pytestmark = pytest.mark.django_db

REASON = "The content is out of date."


def ended(world, manager):
    """Staff withdraw the approval now."""
    world.application = approval_services.withdraw_approval(
        application=world.application, reason=REASON, actor=manager, at=world.at
    )


@pytest.fixture
def manager():
    return builders.actor_of(builders.staff(Role.CET_MANAGER))


def in_days(world, number):
    return clock.london_date(world.at) + timedelta(days=number)


def test_planned_events_are_cancelled_by_whoever_ended_the_approval_with_the_reason(world, manager):
    soon, later = world.event(in_days(world, 1)), world.event(in_days(world, 8))
    ended(world, manager)

    for event in (soon, later):
        event.refresh_from_db()
        assert event.status == "CANCELLED"
        change = StatusChange.objects.get(case_id=event.pk, case_type="sessions_events.Event")
        assert (change.step, change.actor_role, change.reason) == ("stop", "CET_MANAGER", REASON)


def test_the_provider_reads_of_all_of_them_in_one_message(world, manager):
    events = [world.event(in_days(world, number)) for number in (1, 8, 15)]
    ended(world, manager)

    message = OutboxMessage.objects.get(kind="events_stopped")
    assert message.to == world.user.email
    assert message.subject == f"{world.application.c_number}: 3 planned events are stopped"
    assert all(event.ev_number in message.body for event in events)
    assert REASON in message.body


def test_whoever_delivers_events_is_told_with_an_address_that_they_can_open(world, manager):
    world.event(in_days(world, 1))
    deliverer = builders.member(world.provider, Role.EVENT_DELIVERER)
    ended(world, manager)

    message = OutboxMessage.objects.get(kind="events_stopped", to=deliverer.email)
    assert builders.client_for(deliverer).get(message.path).status_code == 200


def test_the_page_of_a_stopped_event_says_why(world, manager):
    event = world.event(in_days(world, 1))
    ended(world, manager)

    page = builders.client_for(world.user).get(f"/events/{event.ev_number}/").content.decode()

    assert "The event was stopped because the approval was withdrawn" in page
    assert page.count(REASON) == 2  # what comes next, and the history
    assert "Stopped: the approval ended" in page


def test_the_page_of_an_event_stopped_by_the_end_of_the_cycle_says_so(world):
    event = world.event(in_days(world, 1))
    world.application.approval_ends = in_days(world, -1)
    world.application.save()
    approval_services.expire(application=world.application, actor=CLOCK, at=world.at)

    page = builders.client_for(world.user).get(f"/events/{event.ev_number}/").content.decode()

    assert "The event was stopped because the approval ended" in page
    assert "The approval ended with the CET cycle." in page


def test_a_step_without_words_does_not_break_the_history():
    change = StatusChange(step="of_before", at=clock.now(), actor_name="Somebody", reason="")

    assert timeline_entries([change])[0]["title"] == "of_before"


def test_staff_read_which_events_will_be_stopped_before_they_withdraw(world, staff, marsh):
    events = [world.event(in_days(world, number)) for number in (8, 1)]
    begun = world.event()
    address = f"/overview/applications/{world.application.c_number}/withdraw-approval/"

    page = staff.get(address).content.decode()

    assert "2 events:" in page
    assert page.index(events[1].ev_number) < page.index(events[0].ev_number)
    assert begun.ev_number not in page


def test_without_planned_events_there_is_no_message(world, manager):
    ended(world, manager)

    assert not OutboxMessage.objects.filter(kind="events_stopped").exists()


def test_what_was_held_stays_and_can_be_declared_and_uploaded(world, manager, marsh):
    event = world.event()
    ended(world, manager)
    event.refresh_from_db()
    assert event.status == "PLANNED"

    event = services.declare(event=event, values=declaration(), actor=world.admin, at=world.at)
    number = marsh.entries.get().number
    services.upload(
        event=event,
        cells=[(1, number, marsh.surname)],
        source="TYPED",
        actor=world.admin,
        at=world.at,
    )

    event.refresh_from_db()
    assert event.status == "UPLOADED"
    assert register_queries.uploaded_for(event.ev_number) == {marsh.pk}


def test_points_that_people_have_stay(world, manager, marsh):
    event = world.event()
    services.declare(event=event, values=declaration(), actor=world.admin, at=world.at)
    cells = [(1, marsh.entries.get().number, marsh.surname)]
    services.upload(event=event, cells=cells, source="TYPED", actor=world.admin, at=world.at)
    before = list(marsh.points.values_list("status", "total"))
    ended(world, manager)

    assert list(marsh.points.values_list("status", "total")) == before


def test_an_event_that_has_begun_is_not_stopped(world, manager):
    event = world.event(in_days(world, 1))
    refusal = workflow.refusal(
        event, "stop", actor=manager, at=event.starts_at + timedelta(minutes=1)
    )
    assert str(refusal) == "The CET is approved, so its events go on."
    world.application = approval_services.withdraw_approval(
        application=world.application,
        reason=REASON,
        actor=manager,
        at=event.starts_at + timedelta(minutes=1),
    )
    event.refresh_from_db()

    assert event.status == "PLANNED"


def test_when_the_cycle_ends_the_portal_stops_what_is_planned(world):
    event = world.event(in_days(world, 1))
    expired = builders.application_at("EXPIRED", provider=world.provider)
    event.refresh_from_db()
    assert event.status == "PLANNED"  # of another CET
    assert queries.to_stop(expired, world.at).count() == 0


def test_only_staff_and_the_portal_stop_events(world, manager):
    event = world.event(in_days(world, 1))
    for actor in (world.admin, builders.actor_of(builders.approver())):
        refusal = permissions.may_stop(actor, event, at=world.at)
        assert str(refusal) == "Only GOC staff can stop events."


@pytest.mark.parametrize(
    "status, sentence",
    [
        ("UNDER_APPEAL", "under appeal"),
        ("EXPIRED", "has expired. Ask for re-approval"),
        ("APPROVAL_WITHDRAWN", "has withdrawn the approval"),
        ("REJECTED", "Only approved CET"),
        ("IN_REVIEW", "Only approved CET"),
    ],
)
def test_planning_is_refused_with_the_reason(world, status, sentence):
    session = world.session(in_days(world, 1))
    world.application = builders.application_at(status, provider=world.provider)

    with pytest.raises(Refused, match=sentence):
        world.into(session)


@pytest.mark.parametrize("status", ["UNDER_APPEAL", "EXPIRED", "APPROVAL_WITHDRAWN", "REJECTED"])
def test_the_directory_shows_approved_cet_alone(world, status):
    other = builders.application_at(status, provider=world.provider, title="Something else")

    found = [row.c_number for row in queries.directory(at=world.at)]

    assert world.application.c_number in found
    assert other.c_number not in found


def test_peer_review_is_what_was_approved_for_the_audience(world, marsh):
    """The provider asked for peer review and the approver did not grant it, or the other way."""
    approval = world.application.approvals.get()
    approval.peer_review = not world.application.peer_review
    approval.save()
    event = world.event()
    services.declare(event=event, values=declaration(), actor=world.admin, at=world.at)
    cells = [(1, marsh.entries.get().number, marsh.surname)]
    services.upload(event=event, cells=cells, source="TYPED", actor=world.admin, at=world.at)

    assert marsh.points.get().peer_review == approval.peer_review
