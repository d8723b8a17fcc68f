"""Many events at once: how a list is read, what becomes of its rows, and nothing twice."""

import io
from datetime import date, time, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from cet_portal.core.reading.lines import Unreadable
from sessions_events import services
from sessions_events.forms.plans.rows import read_row
from sessions_events.models import Event, PlanList, Session
from sessions_events.rules import plan_tables
from sessions_events.rules.plans import Judged, Plan
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
HEADINGS = "C-number,Session name,Day,Start,End,Venue,Town"


def table(text: str):
    return plan_tables.read_text(text)


def plans_of(world, *rows: str, headings: str = HEADINGS) -> list[Plan | Judged]:
    read = table("\n".join([headings, *rows]))
    today = clock.london_date(world.at)
    return [read_row(line, cells, read.layout, today) for line, cells in read.rows]


def day(world, days: int) -> str:
    return (clock.london_date(world.at) + timedelta(days=days)).strftime("%d/%m/%Y")


def row(world, days=7, *, c_number="", name="Roadshow", start="18:30", venue="Hall", town="Leeds"):
    number = c_number or world.application.c_number
    return f"{number},{name},{day(world, days)},{start},20:00,{venue},{town}"


def plan_all(world, plans):
    return services.plan_events(
        provider_id=world.provider.pk, plans=plans, actor=world.admin, at=world.at
    )


def judge(world, plans):
    return services.judge_plans(
        provider_id=world.provider.pk, plans=plans, actor=world.admin, at=world.at
    )


# Reading


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_with_any_separator_is_read(separator):
    text = (
        "Roadshow\n\nCET;Date;Begins;Finishes;Location;City\nC-10001;1/2/2027;9am;10am;Hall;Leeds"
    )

    read = plan_tables.read_file(io.BytesIO(text.replace(";", separator).encode("utf-16")))

    assert list(read.layout) == ["cet", "day", "starts", "ends", "venue", "town"]
    assert read.rows == [(4, ["C-10001", "1/2/2027", "9am", "10am", "Hall", "Leeds"])]


def test_a_workbook_is_read_with_its_days_and_times():

    book = openpyxl.Workbook()
    book.active.append(["C-number", "Day", "Start", "End", "Venue", "Town"])
    book.active.append(["C-10001", date(2027, 2, 1), time(18, 30), 0.8125, "Hall", "Leeds"])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)

    read = plan_tables.read_file(file)
    plan = read_row(*read.rows[0], read.layout, TODAY)

    assert isinstance(plan, Plan), plan
    assert plan.starts_at.isoformat() == "2027-02-01T18:30:00+00:00"
    assert plan.ends_at.isoformat() == "2027-02-01T19:30:00+00:00"


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "empty"),
        ("C-number,Day,Start,End", "no rows below"),
        ("C-number,Day\nC-10001,1/2/2027", "Start, End"),
        ("C-number,Day,Start,End" + "\nC-1,1/1/2027,9,10" * 501, "more than 500 rows"),
        ("\x00\x00\x00", "empty"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        table(text)


@pytest.mark.parametrize(
    "cells, sentence",
    [
        ("C-99999999999,1/2/2027,9am,10am,Hall,Leeds", "Enter a C-number"),
        ("S-10001,1/2/2027,9am,10am,Hall,Leeds", "Enter a C-number"),
        ("C-10001,30/2/2027,9am,10am,Hall,Leeds", "real date"),
        ("C-10001,1/2/1999,9am,10am,Hall,Leeds", "within the last year"),
        ("C-10001,1/2/2027,25:00,10am,Hall,Leeds", "Start"),
        ("C-10001,1/2/2027,10am,9am,Hall,Leeds", "End must be later"),
        ("C-10001,1/2/2027,9am,10am,,Leeds", "Enter the venue"),
        ("C-10001,1/2/2027,9am,10am,Hall,", "Enter the town"),
        ("=1+1,1/2/2027,9am,10am,Hall,Leeds", "Enter a C-number"),
        (f"C-10001,1/2/2027,9am,10am,{'x' * 900},Leeds", "“Venue” is too long: use 200"),
        ("٣,١,٢,٣,٤,٥", "Enter a C-number"),
        (",,,,,x", "Enter the C-number"),
    ],
)
def test_a_row_that_will_not_do_says_why(cells, sentence):
    read = table(f"C-number,Day,Start,End,Venue,Town\n{cells}")

    judged = read_row(*read.rows[0], read.layout, TODAY)

    assert isinstance(judged, Judged)
    assert sentence in judged.problem


@pytest.mark.parametrize("number", ["C-10001", "c 10001", "10001", "C–10001", "C010001"])
def test_a_c_number_is_known_in_other_spellings(number):
    read = table(f"C-number,Day,Start,End,Venue\n{number},1/2/2027,9am,10am,Online")

    plan = read_row(*read.rows[0], read.layout, TODAY)

    assert plan.c_number == "C-10001"
    assert plan.where.online


def test_optional_columns_are_read():
    read = table(
        "C-number;Day;Start;End;Venue;Town;Lat;Long;Places;Price;Open to all;Region;Notes\n"
        "C-10001;1/2/2027;9am;10am;Hall;Leeds;53.8;-1.55;40;£20;invited only;Wales;x"
    )

    plan = read_row(*read.rows[0], read.layout, TODAY)

    assert (plan.where.latitude, plan.where.longitude, plan.where.region) == (53.8, -1.55, "WALES")
    assert plan.details["capacity"] == 40
    assert plan.details["open_to_all"] is False


@pytest.mark.parametrize("position", ["53.8", "x,y", "95, 0", "0, 181", "nan, nan", "1e3, 2"])
def test_half_a_position_is_no_position(position):
    read = table(
        f"C-number;Day;Start;End;Venue;Town;Position\n"
        f"C-10001;1/2/2027;9am;10am;Hall;Leeds;{position}"
    )

    assert isinstance(read_row(*read.rows[0], read.layout, TODAY), Judged)


# Planning


def test_a_roadshow_has_a_session_for_each_place(world):
    plans = plans_of(world, row(world, 7), row(world, 14, town="York"), row(world, 30))

    events = plan_all(world, plans)

    assert len(events) == 3
    assert sorted(Session.objects.values_list("town", flat=True)) == ["Leeds", "Leeds", "York"]
    assert all(event.due_on and event.duties.exists() for event in events)


def test_a_conference_is_one_session_on_days_that_follow_one_another(world):
    plans = plans_of(
        world, row(world, 7), row(world, 8), row(world, 8, start="14:00"), row(world, 9)
    )

    plan_all(world, plans)

    session = Session.objects.get()
    assert (session.end - session.start).days == 2
    assert session.events.count() == 4


def test_sessions_without_a_name_get_the_town_and_the_title(world):
    plan_all(world, plans_of(world, row(world, name="")))

    assert Session.objects.get().name == f"Leeds: {world.application.title}"


def test_the_same_rows_again_plan_nothing(world):
    rows = [row(world, 7), row(world, 14, town="York")]
    plan_all(world, plans_of(world, *rows))

    again = plan_all(world, plans_of(world, *rows, row(world, 21, town="Hull")))

    assert [event.session.town for event in again] == ["Hull"]
    assert Event.objects.count() == 3


def test_a_row_added_later_joins_the_session_that_holds_its_day(world):
    plan_all(world, plans_of(world, row(world, 7), row(world, 8)))

    plan_all(world, plans_of(world, row(world, 7, start="10:00")))

    assert Session.objects.get().events.count() == 3


def test_a_session_number_adds_to_that_session(world):
    session = world.session(clock.london_date(world.at) + timedelta(days=7))
    headings = "C-number,Day,Start,End,Session number"
    number = world.application.c_number
    good, outside, foreign = plans_of(
        world,
        f"{number},{day(world, 7)},9am,10am,{session.s_number}",
        f"{number},{day(world, 8)},9am,10am,{session.s_number}",
        f"{number},{day(world, 8)},9am,10am,S-999999",
        headings=headings,
    )

    judged = judge(world, [good, outside, foreign])

    assert [each.is_good for each in judged] == [True, False, False]
    assert "alone." in judged[1].problem
    assert "not a session of your provider" in judged[2].problem
    plan_all(world, [good])
    assert session.events.count() == 1


def test_one_that_cannot_be_planned_stops_all_of_a_form(world):
    other = World()
    plans = plans_of(world, row(world), row(world, 8, c_number=other.application.c_number))

    with pytest.raises(services.SomeCannot) as cannot:
        plan_all(world, plans)

    assert "not a CET of your provider" in cannot.value.judged[1].problem
    assert not Event.objects.exists()


def test_rows_judge_approval_and_doubles(world):
    world.application.refresh_from_db()
    after = (world.application.approval_ends - clock.london_date(world.at)).days + 1
    plans = plans_of(world, row(world), row(world, after), row(world, town="LEEDS", venue="hall"))

    judged = judge(world, plans)

    assert judged[0].is_good
    assert "The approval ends" in judged[1].problem
    assert judged[2].problem == "The same CET, time and place as line 2."


def test_the_end_of_the_cycle_is_shown(world):
    ends = world.application.approval_ends
    plans = plans_of(world, row(world, (ends - clock.london_date(world.at)).days), row(world))

    late, early = judge(world, plans)

    assert late.is_good
    assert late.cycle_end == ends
    assert early.cycle_end is None


def test_a_town_nobody_knows_is_remarked_and_planned_all_the_same(world):
    plans = plans_of(
        world,
        row(world, 7, town="Cardif"),
        row(world, 8, town="Newport"),
        row(world, 9, town="Cardiff"),
        row(world, 10, venue="Online", town=""),
    )

    unknown, several, known, online = judge(world, plans)

    assert unknown.is_good
    assert "We do not know the place “Cardif”. Did you mean Cardiff" in unknown.remarks[0]
    assert "nobody finds the event by distance" in unknown.remarks[0]
    assert "There are several places called Newport" in several.remarks[0]
    assert known.remarks == online.remarks == ()
    assert len(plan_all(world, plans)) == 4


def test_who_gives_latitude_and_longitude_needs_no_known_town(world):
    headings = f"{HEADINGS},Region,Latitude,Longitude"
    (plan,) = plans_of(world, f"{row(world, town='Cardif')},Wales,51.48,-3.18", headings=headings)

    (judged,) = judge(world, [plan])
    (event,) = plan_all(world, [plan])

    assert judged.remarks == ()
    assert (event.session.region, event.session.latitude) == ("WALES", 51.48)


def test_many_rows_are_judged_in_as_many_queries_as_one(world):
    few = plans_of(world, row(world, town="T"))
    many = plans_of(world, *(row(world, 7 + n, town=f"T{n}") for n in range(40)))

    counts = []
    for plans in (few, many):
        with CaptureQueriesContext(connection) as queries:
            judge(world, plans)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_somebody_elses_plans_are_refused(world):
    other = World()

    with pytest.raises(Refused):
        services.plan_events(
            provider_id=world.provider.pk, plans=[], actor=other.admin, at=world.at
        )


# Lists


def keep(world, *rows):
    return services.keep_plan_list(
        provider_id=world.provider.pk,
        name="plans.csv",
        table=table("\n".join([HEADINGS, *rows])),
        actor=world.admin,
        at=world.at,
    )


def take(world, kept):
    today = clock.london_date(world.at)
    rows = [read_row(r["line"], r["cells"], kept.layout, today) for r in kept.rows]
    plans = [each for each in rows if isinstance(each, Plan)]
    return services.plan_listed(plan_list=kept, plans=plans, actor=world.admin, at=world.at)


def test_a_bad_row_costs_no_good_one(world):
    kept = keep(world, row(world), row(world, start="??"), row(world, 14, town="York"))

    events = take(world, kept)

    kept.refresh_from_db()
    assert len(events) == 2
    assert sorted(kept.planned) == ["2", "4"]


def test_the_same_list_is_the_same_list_and_makes_no_doubles(world):
    take(world, keep(world, row(world)))
    services.cancel_event(event=Event.objects.get(), reason="Ill.", actor=world.admin, at=world.at)

    again = keep(world, row(world))

    assert PlanList.objects.count() == 1
    assert take(world, again) == []


def test_another_providers_list_is_not_there(world):
    kept, other = keep(world, row(world)), World()

    assert other.client.get(f"/sessions/from-a-file/{kept.pk}/").status_code == 404
