"""Who has met what, week by week: counted each night, reckoned afterwards, forecast."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.permissions import Refused
from compliance import queries, services
from compliance.models import WeekFigure
from compliance.queries import weeks as reads
from compliance.rules import Entry, Period, Person, Point, assess
from compliance.rules.forecast import Figure, Forecast, against_forecast
from compliance.rules.weeks import (
    ALL,
    Asked,
    Tally,
    first_weeks,
    last_day_of,
    met_in,
    week_of,
    weeks_in,
)
from tests import builders
from tests.registrants.building import WINTER, accept, offer

PERIOD = Period("2025-2027", date(2025, 1, 1), date(2027, 12, 31), "ENHANCED_2019")
GENERAL = Asked("GENERAL_POINTS")
CROWD = ["OPTOMETRIST"]


def test_weeks_begin_with_the_first_day_of_the_cycle_and_the_last_one_is_short():
    assert week_of(PERIOD, date(2025, 1, 1)) == 1
    assert week_of(PERIOD, date(2025, 1, 7)) == 1
    assert week_of(PERIOD, date(2025, 1, 8)) == 2
    assert weeks_in(PERIOD) == 157
    assert last_day_of(PERIOD, 157) == date(2027, 12, 31)
    assert week_of(PERIOD, date(2030, 1, 1)) == 157


def optometrist(*points: Point) -> Person:
    return Person(entries=(Entry("OPTOMETRIST", "01-1", date(2020, 1, 1)),), points=points)


def point(number: int, total: int, unit: int = 1) -> Point:
    return Point(
        reference=str(number),
        event_date=date(2026, 3, 1),
        accepted=True,
        number="01-1",
        kind="GENERAL",
        specialty=None,
        total=total,
        interactive=total,
        units=(f"O{unit}",),
        peer_review=True,
        reflection=True,
    )


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(1, 157)), max_size=12))
def test_the_first_week_is_the_one_that_judging_every_week_would_find(drawn):
    points = [point(place, total, unit) for place, (total, unit, _week) in enumerate(drawn)]
    known = {str(place): week for place, (_total, _unit, week) in enumerate(drawn)}

    first = first_weeks(optometrist(*points), PERIOD, known)

    for week in {1, 157, *known.values()}:
        there = [each for each in points if known[each.reference] <= week]
        judged = met_in(assess(optometrist(*there), PERIOD))
        assert judged == {
            asked: met_from is not None and met_from <= week for asked, met_from in first.items()
        }


def test_a_tally_adds_up_week_by_week():
    tally = Tally(weeks=4)
    tally.add("OPTOMETRIST", {ALL: 2})
    tally.add("OPTOMETRIST", {ALL: 4})
    tally.add("OPTOMETRIST", {ALL: None})

    assert tally.people["OPTOMETRIST", ALL] == 3
    assert tally.met("OPTOMETRIST", ALL) == [0, 1, 1, 2]


def test_the_forecast_is_the_part_that_stayed_short_in_the_cycle_before():
    found = Forecast(now=Figure(510, 80), then=Figure(500, 88), end=Figure(500, 485))

    assert found.stays_short == Fraction(364, 10_000)
    assert (found.short, found.met) == (16, 494)
    assert found.sums(week=99, previous="2022 to 2024") == [
        "In week 99 of 2022 to 2024, 412 of 500 had not met it yet: 82.4%.",
        "At the end of 2022 to 2024, 15 of 500 had not met it: 3.0%.",
        "15/500 divided by 412/500 is 3.64%: that part of those who were short stayed short.",
        "Now 430 of 510 have not met it.",
        "3.64% of 430 is 15.65, rounded 16. So 494 of 510 (96.9%) would have met it at the end.",
    ]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 499), st.integers(1, 500))
def test_a_forecast_never_loses_anybody_who_has_met_it_nor_invents_people(met, people, then, end):
    now = Figure(max(met, people), min(met, people))
    found = Forecast(now, then=Figure(500, then), end=Figure(500, end))

    assert now.met <= found.met <= now.people


@pytest.mark.parametrize(
    "then, end, why",
    [
        (None, None, "no figures of the cycle before"),
        (Figure(500, 0), Figure(500, 0), "nobody is known to have met this"),
        (Figure(9, 3), Figure(9, 8), "fewer than 10 people"),
        (Figure(500, 500), Figure(500, 490), "everybody had met it"),
    ],
)
def test_without_figures_to_learn_from_there_is_no_forecast(then, end, why):
    assert why in against_forecast(Figure(100, 50), then, end)


def test_with_figures_to_learn_from_there_is_one():
    assert against_forecast(Figure(100, 50), Figure(500, 88), Figure(500, 485)) == ""


def period_at(at: datetime) -> Period:
    today = at.astimezone(LONDON).date()
    return queries.period_on(today, queries.periods(today))


@pytest.mark.django_db
def test_the_night_counts_the_present_week_once_however_often_it_runs():
    done = builders.registrant()
    accept(offer(done, 1, total=36))
    offer(builders.registrant(), 2, total=36)
    for _twice in range(2):
        services.count_figures(period=period_at(WINTER), actor=CLOCK, at=WINTER)

    found = WeekFigure.objects.get(code="GENERAL_POINTS")

    assert (found.week, found.group) == (week_of(PERIOD, WINTER.date()), "OPTOMETRIST")
    assert (found.people, found.met, found.reckoned) == (2, 1, False)


@pytest.mark.django_db
def test_weeks_that_were_not_counted_are_reckoned_from_the_days_of_acceptance():
    person = builders.registrant()
    accepted_on = datetime(2027, 6, 1, 12, tzinfo=LONDON)
    accept(offer(person, 1, total=36, day=date(2027, 3, 4)), at=accepted_on)
    period = period_at(WINTER)
    missing = queries.weeks_not_counted(period, WINTER.date())

    services.reckon_weeks(period=period, weeks=missing, actor=CLOCK, at=WINTER)

    figures = reads.by_week(period, GENERAL, CROWD)
    week = week_of(period, accepted_on.date())
    assert missing == list(range(1, week_of(period, WINTER.date())))
    assert (figures[week - 1].met, figures[week].met) == (0, 1)
    assert queries.weeks_not_counted(period, WINTER.date()) == []


@pytest.mark.django_db
def test_only_the_portal_reckons_and_counts():
    builders.reference()
    period = period_at(WINTER)

    for act in (
        lambda: services.reckon_weeks(period=period, weeks=[1], actor=NOBODY, at=WINTER),
        lambda: services.count_last_week(period=period, actor=NOBODY, at=WINTER),
        lambda: services.count_uptake(period=period, actor=NOBODY, at=WINTER),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.django_db
def test_a_night_after_the_end_counts_the_old_cycles_last_week_again_while_it_settles():
    accept(offer(builders.registrant(), 1, total=36))
    in_january = datetime(2028, 1, 20, 2, tzinfo=LONDON)
    in_june = datetime(2028, 6, 20, 2, tzinfo=LONDON)

    services.count_at_night(actor=CLOCK, at=in_january)
    last = WeekFigure.objects.get(cycle="2025-2027", week=157, code="GENERAL_POINTS")
    services.count_at_night(actor=CLOCK, at=in_june)
    then = WeekFigure.objects.get(cycle="2025-2027", week=157, code="GENERAL_POINTS")

    assert (last.met, last.reckoned, last.counted_on) == (1, False, date(2028, 1, 20))
    assert then.pk == last.pk


@pytest.mark.django_db
def test_the_first_night_reckons_the_weeks_before_it_and_the_next_one_none():
    accept(offer(builders.registrant(), 1, total=36))

    services.count_at_night(actor=CLOCK, at=WINTER)
    reckoned = set(WeekFigure.objects.filter(reckoned=True).values_list("pk", flat=True))
    services.count_at_night(actor=CLOCK, at=WINTER)

    assert reckoned
    assert set(WeekFigure.objects.filter(reckoned=True).values_list("pk", flat=True)) == reckoned
    assert WeekFigure.objects.filter(cycle="2022-2024", week=157).exists()
