"""Two at once: two tabs plan the same, one cancels while the other changes."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.models import Change, Event, Session
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World
from tests.sessions_events.test_plans import keep, plan_all, plans_of, row, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db) -> World:
    builders.reference()
    return World()


def test_two_tabs_plan_the_same_rows_once(world):
    plans = plans_of(world, row(world), row(world, 14, town="York"))

    made = together(lambda: plan_all(world, plans), lambda: plan_all(world, plans))

    assert sorted(map(len, made)) == [0, 2]
    assert (Event.objects.count(), Session.objects.count()) == (2, 2)


def test_a_list_taken_twice_at_once_plans_once(world):
    kept = keep(world, row(world), row(world, 14, town="York"))

    made = together(lambda: take(world, kept), lambda: take(world, kept))

    assert sorted(map(len, made)) == [0, 2]
    kept.refresh_from_db()
    assert len(kept.planned) == Event.objects.count() == 2


def test_a_change_and_a_cancellation_leave_one_story(world):
    event = world.event(clock.london_date(world.at) + timedelta(days=7))

    changed, cancelled = together(
        lambda: services.change_event(
            event=event, version=1, values={"price": "£1"}, actor=world.admin, at=world.at
        ),
        lambda: services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at),
    )

    assert cancelled.status == "CANCELLED"
    event.refresh_from_db()
    assert event.status == "CANCELLED"
    was_changed = not isinstance(changed, Refused)
    assert Change.objects.exists() is was_changed
    assert (event.price == "£1") is was_changed
    assert not event.duties.open().exists()


def test_two_editors_at_once_the_second_is_told(world):
    event = world.event(clock.london_date(world.at) + timedelta(days=7))

    def change(price):
        return services.change_event(
            event=event, version=1, values={"price": price}, actor=world.admin, at=world.at
        )

    outcomes = together(lambda: change("£1"), lambda: change("£2"))

    assert sum(isinstance(each, services.ChangedMeanwhile) for each in outcomes) == 1


def test_an_event_is_not_put_on_a_day_that_the_session_loses(world):
    days = [clock.london_date(world.at) + timedelta(days=n) for n in (7, 9)]
    session = world.session(start=days[0], end=days[1])

    together(
        lambda: services.change_session(
            session=Session.objects.get(pk=session.pk),
            version=1,
            values={"start": days[1], "end": days[1]},
            actor=world.admin,
            at=world.at,
        ),
        lambda: world.into(session),
    )

    session.refresh_from_db()
    assert all(
        session.start <= clock.london_date(event.starts_at) <= session.end
        for event in session.events.all()
    )
