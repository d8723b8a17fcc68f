"""A held declaration that is released: the days it was held are not the provider's."""

from datetime import timedelta

import pytest

from cet_portal.core import holidays
from cet_portal.core.clock import london_date
from cet_portal.core.workdays import add_working_days
from sessions_events import services
from sessions_events.queries import lateness
from tests import builders
from tests.delivered import declaration

pytestmark = pytest.mark.django_db
DIFFERED = {"as_approved": False, "what_differed": "Another room."}


def held(world, **changed):
    values = declaration(**DIFFERED, **changed)
    return services.declare(event=world.event(), values=values, actor=world.admin, at=world.at)


def released(world, event, *, after):
    return services.release_declaration(
        event=event,
        reason="The room does not matter.",
        actor=builders.actor_of(builders.staff("CET_MANAGER")),
        at=world.at + after,
    )


def test_the_provider_has_ten_working_days_from_the_release(world):
    later = timedelta(days=60)
    event = released(world, held(world), after=later)
    day = london_date(world.at + later)

    assert event.status == "DECLARED"
    assert event.due_on == add_working_days(day, 10, holidays.current())
    assert "counted from the release" in event.deadline.rule
    assert not lateness.providers_to_tell(day).exists()


def test_nothing_is_left_to_do_when_nobody_completed_it(world):
    event = released(world, held(world, completers=0), after=timedelta(days=1))

    assert event.status == "UPLOADED"
