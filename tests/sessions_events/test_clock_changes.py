"""The nights in which the clocks change: an hour that is not there, and one that comes twice."""

from datetime import UTC, date, datetime, time

import pytest

from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.models import Event
from tests.sessions_events.building import World
from tests.sessions_events.planning_pages import rows, text_of
from tests.sessions_events.test_plans import keep, plans_of, take

pytestmark = pytest.mark.django_db

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)
NO_SUCH = "There is no 1:30am on 28 March 2027: the clocks go forward from 1am to 2am"
TWICE = "The clocks go back on 31 October 2027, so 1:30am comes twice: the first is meant"


@pytest.fixture
def world(db, time_machine) -> World:
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=UTC))
    return World()


def typed(world, day, starts, ends, **others):
    return {
        "cet": world.application.c_number,
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "starts": starts,
        "ends": ends,
        "open_to_all": "yes",
        **others,
    }


@pytest.mark.parametrize("hour", [time(0, 59), time(2), time(23, 59)])
def test_an_hour_of_the_night_is_one_instant(hour):
    instant = clock.london_instant(FORWARD, hour)

    assert instant.astimezone(clock.LONDON).time() == hour
    assert not clock.comes_twice(FORWARD, hour)


def test_an_hour_that_the_clocks_leave_out_is_no_instant():
    for hour in (time(1), time(1, 59)):
        with pytest.raises(clock.NoSuchTime):
            clock.london_instant(FORWARD, hour)


def test_of_an_hour_that_comes_twice_it_is_the_first():
    assert clock.london_instant(BACK, time(1, 30)) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert clock.comes_twice(BACK, time(1, 30))
    assert not clock.comes_twice(BACK, time(2))


@pytest.mark.parametrize("starts, ends", [("1:30am", "2:30am"), ("12:30am", "1:30am")])
def test_an_event_in_the_hour_that_is_left_out_is_refused_at_its_field(world, starts, ends):
    session = world.session(FORWARD)

    answer = world.client.post(
        f"/sessions/{session.s_number}/add/", typed(world, FORWARD, starts, ends)
    )

    assert answer.status_code == 200
    assert NO_SUCH in text_of(answer)
    assert f'value="{starts}"' in text_of(answer)
    assert not Event.objects.exists()


def test_an_event_is_not_changed_into_the_hour_that_is_left_out(world):
    event = world.event(FORWARD)
    address = f"/events/{event.ev_number}/change/"

    answer = world.client.post(address, typed(world, FORWARD, "1:30am", "2:30am", version=1))

    assert NO_SUCH in text_of(answer)
    event.refresh_from_db()
    assert event.version == 1


def test_a_row_in_the_hour_that_is_left_out_costs_no_good_row(world):
    number = world.application.c_number
    line = f"{number},Night,28/3/2027,{{}},{{}},Hall,Leeds"
    kept = keep(world, line.format("9am", "10am"), line.format("1:30am", "2:30am"))

    page = world.client.get(f"/sessions/from-a-file/{kept.pk}/")
    assert NO_SUCH in text_of(page)
    assert "Plan 1 event" in text_of(page)

    world.client.post(f"/sessions/from-a-file/{kept.pk}/plan/")
    assert Event.objects.get().starts_at == datetime(2027, 3, 28, 8, tzinfo=UTC)


def test_the_form_for_many_dates_names_the_row(world):
    answer = world.client.post(
        "/sessions/repeat/",
        rows(world, day_2="28/3/2027", starts_2="1:30am", ends_2="2:30am", act="check"),
    )

    assert f"Row 2: {NO_SUCH}" in text_of(answer)


def test_an_hour_that_comes_twice_is_noted(world):
    number = world.application.c_number
    line = f"{number},Night,31/10/2027,1:30am,2:30am,Hall,Leeds"
    (judged,) = services.judge_plans(
        provider_id=world.provider.pk,
        plans=plans_of(world, line),
        actor=world.admin,
        at=world.at,
    )
    assert judged.is_good
    assert judged.remarks[0].startswith(TWICE)

    session = world.session(BACK)
    answer = world.client.post(
        f"/sessions/{session.s_number}/add/",
        typed(world, BACK, "1:30am", "2:30am"),
        follow=True,
    )
    assert TWICE in text_of(answer)
    assert Event.objects.get().starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_no_event_ends_before_it_starts_whoever_asks(world):
    session = world.session(FORWARD)
    hour = datetime(2027, 3, 28, 9, tzinfo=UTC)

    with pytest.raises(Refused):
        services.add_event(
            session=session,
            application=world.application,
            starts_at=hour,
            ends_at=hour,
            actor=world.admin,
            at=world.at,
        )


def test_two_rows_of_one_list_are_planned_once(world):
    number = world.application.c_number
    kept = keep(world, f"{number},Night,28/3/2027,2am,3am,Hall,Leeds")

    take(world, kept)
    take(world, kept)

    assert Event.objects.count() == 1
