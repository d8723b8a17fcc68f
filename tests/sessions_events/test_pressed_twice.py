"""The button of a "new" form pressed several times at once makes one session, one event."""

from datetime import timedelta

import pytest

from cet_portal.core import clock
from sessions_events import services
from sessions_events.models import Event, Session
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db(transaction=True)
AGAIN = timedelta(seconds=31)


def plan(world, *, name="Leeds evening", actor=None, at=None):
    day = clock.london_date(world.at)
    return services.plan_session(
        provider_id=world.provider.pk,
        name=name,
        start=day,
        end=day,
        online=True,
        actor=actor or world.admin,
        at=at or clock.now(),
    )


def add(world, session, *, price="", at=None):
    day = session.start
    return services.add_event(
        session=session,
        application=world.application,
        starts_at=london(day.year, day.month, day.day, 18),
        ends_at=london(day.year, day.month, day.day, 20),
        price=price,
        actor=world.admin,
        at=at or clock.now(),
    )


def test_four_presses_at_once_plan_one_session():
    world = World()
    actor = world.admin

    outcomes = together(*[lambda: plan(world, actor=actor)] * 4)

    assert set(outcomes) == {Session.objects.get()}


def test_four_presses_at_once_add_one_event():
    world = World()
    session = plan(world)

    outcomes = together(*[lambda: add(world, session)] * 4)

    assert set(outcomes) == {Event.objects.get()}


def test_other_values_another_person_or_later_is_another_session():
    world = World()
    colleague = builders.member(world.provider, "SYSTEM_ADMINISTRATOR")
    first = plan(world)

    others = [
        plan(world, name="York evening"),
        plan(world, actor=builders.actor_of(colleague)),
        plan(world, at=clock.now() + AGAIN),
    ]

    assert len({first, *others}) == 4


def test_other_values_later_or_after_a_cancellation_is_another_event():
    world = World()
    session = plan(world, at=world.before)
    first = add(world, session, at=world.before)

    services.cancel_event(event=first, reason="Wrong.", actor=world.admin, at=world.before)
    others = [
        add(world, session, at=world.before),
        add(world, session, at=world.before, price="£25"),
        add(world, session, at=world.before + AGAIN),
    ]

    assert len({first, *others}) == 4
