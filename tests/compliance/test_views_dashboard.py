"""The dashboard of a cycle."""

import csv
import io
from datetime import date

import pytest
import time_machine

from cet_portal.core.actor import CLOCK
from compliance import services
from compliance.models import WeekFigure
from tests import builders
from tests.registrants.building import WINTER, accept, offer

pytestmark = pytest.mark.django_db
PAGE = "/cycles/"
# The week of WINTER, and the last one.
WEEK, LAST = 150, 157
QUERIES = 13


def look(path=PAGE, **query):
    staff = builders.staff()
    with time_machine.travel(WINTER, tick=False):
        return builders.client_for(staff).get(path, query)


def figure(cycle, week, met, *, people=500, group="OPTOMETRIST", code="EVERYTHING", year=0):
    """A row as the night leaves it."""
    return WeekFigure.objects.create(
        cycle=cycle,
        week=week,
        group=group,
        code=code,
        year=year,
        people=people,
        met=met,
        counted_on=date(2027, 11, 15),
    )


def two_cycles():
    builders.reference()
    figure("2025-2027", WEEK, 80, people=510)
    figure("2025-2027", WEEK, 12, people=510, code="ONLY_ACCEPTANCE")
    figure("2022-2024", WEEK, 88)
    figure("2022-2024", LAST, 485)


def test_the_night_fills_the_page():
    accept(offer(builders.registrant("01-60001", "Abel"), 1, total=36))
    builders.registrant("01-60002", "Carr")
    services.count_at_night(actor=CLOCK, at=WINTER)

    said = look().content.decode()

    assert "Week 150 of 157, as counted on 15 November 2027." in said
    assert "people in this cycle" in said
    assert "General points, by" not in said
    assert "All requirements, by profession and specialty" in said
    assert "General points, by profession" in look(requirement="GENERAL_POINTS").content.decode()


def test_the_cycle_stands_against_the_one_before_with_its_forecast_and_the_sum():
    two_cycles()

    response = look()
    said = response.content.decode()

    assert [each["number"] for each in response.context["figures"]] == [510, 80, 12, 494]
    assert "Same week of 2022-2024" in said
    assert "In week 150 of 2022 to 2024, 412 of 500 had not met it yet: 82.4%." in said
    assert "So 494 of 510 (96.9%) would have met it at the end." in said


def test_without_a_cycle_before_there_is_no_forecast_and_the_page_says_why():
    builders.reference()
    figure("2025-2027", WEEK, 80)

    said = look().content.decode()

    assert "this requirement has no figures of the cycle before" in said
    assert "Forecast for the end" in said


def test_the_initial_period_is_half_as_long_and_not_compared():
    builders.reference()
    figure("2007-2009", LAST, 400)
    figure("2005-2006", 79, 400)

    said = look("/cycles/2007-2009/").content.decode()

    assert "there is no cycle of the same length before this one" in said
    assert "Same week of" not in said


def test_the_annual_minimum_is_compared_with_the_same_year_of_the_cycle_before():
    builders.reference()
    figure("2025-2027", WEEK, 300, code="ANNUAL_MINIMUM", year=2027)
    figure("2022-2024", WEEK, 350, code="ANNUAL_MINIMUM", year=2024)
    figure("2022-2024", LAST, 450, code="ANNUAL_MINIMUM", year=2024)

    (row,) = look().context["rows"]

    assert row["standing"].label == "Points in 2027"
    assert (row["share"], row["then"]) == ("60.0%", "70.0%")


def test_a_year_that_is_over_has_no_forecast():
    builders.reference()
    figure("2025-2027", WEEK, 300, code="ANNUAL_MINIMUM", year=2026)
    figure("2022-2024", WEEK, 350, code="ANNUAL_MINIMUM", year=2023)
    figure("2022-2024", LAST, 450, code="ANNUAL_MINIMUM", year=2023)

    response = look(requirement="ANNUAL_MINIMUM:2026")

    assert [row["forecast"] for row in response.context["rows"]] == [""]
    assert "There is no forecast: the year is over." in response.content.decode()


def test_a_group_shows_those_alone():
    two_cycles()
    figure("2025-2027", WEEK, 5, people=20, group="CONTACT_LENS_OPTICIAN")

    assert look(group="contact-lens").context["rows"][0]["standing"].now.people == 20
    assert look().context["rows"][0]["standing"].now.people == 530
    assert look(group="nonsense").context["rows"][0]["standing"].now.people == 530
    assert "Nobody of this group" in look(group="without-contact-lens").content.decode()


def test_a_cycle_that_was_never_counted_says_so():
    builders.reference()

    old = look("/cycles/2010-2012/").content.decode()
    assert "This cycle has not been counted." in old
    assert "so no figures will appear here" in old
    assert "after the next one" not in old
    assert look("/cycles/2031-2033/").status_code == 404
    assert look("/cycles/1999-2001/").status_code == 404


def test_every_figure_as_a_file():
    two_cycles()

    response = look(format="csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Requirement"], row["People"], row["Met"]) for row in rows] == [
        ("EVERYTHING", "510", "80"),
        ("ONLY_ACCEPTANCE", "510", "12"),
    ]


def test_the_same_queries_for_one_week_and_for_many(django_assert_num_queries):
    two_cycles()
    with time_machine.travel(WINTER, tick=False):
        staff = builders.client_for(builders.staff())
        staff.get(PAGE)
        with django_assert_num_queries(QUERIES):
            staff.get(PAGE)
        for week in range(1, 100):
            figure("2025-2027", week, week, people=510)
            figure("2022-2024", week, week)
        with django_assert_num_queries(QUERIES):
            staff.get(PAGE)


def test_it_is_for_staff_alone():
    client = builders.client_for(builders.registrant().user)

    assert client.get(PAGE).status_code == 403
