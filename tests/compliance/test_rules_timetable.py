"""The dates of the end of a cycle, by scheme version (domain.md 3.14 and 4.2)."""

from datetime import date

import pytest

from compliance.enums import EndStep
from compliance.rules import Period
from compliance.rules import timetable as rules

OLD = Period("2007-2009", date(2007, 1, 1), date(2009, 12, 31), "SUBSEQUENT_2007")
ENHANCED = Period("2016-2018", date(2016, 1, 1), date(2018, 12, 31), "ENHANCED_2016")


def days(period):
    return {each.key: (each.opens, each.due) for each in rules.timetable(period)}


def test_the_2005_rules_say_every_date():
    assert days(OLD) == {
        "ACCEPTANCE": (date(2007, 1, 1), date(2009, 12, 31)),
        "RUN": (date(2010, 1, 1), date(2010, 1, 14)),
        "DISPUTES": (date(2010, 1, 1), date(2010, 1, 14)),
        "MET": (date(2010, 1, 1), date(2010, 1, 21)),
        "SHORTFALL": (date(2010, 1, 1), date(2010, 1, 21)),
        # The worked date of domain.md 4.2: 14 January, 11 February, 24 February 2010.
        "DOCUMENTS": (date(2010, 1, 1), date(2010, 2, 11)),
        "DETERMINATIONS": (date(2010, 1, 1), date(2010, 2, 24)),
        "LATE": (date(2010, 1, 1), date(2010, 3, 15)),
        "EXCEPTIONS": (date(2010, 1, 1), date(2010, 3, 15)),
        "MAKE_UP": (date(2010, 1, 1), date(2010, 3, 15)),
        "RETENTION": (date(2010, 1, 1), date(2010, 3, 31)),
        "REMOVALS": (date(2010, 4, 1), None),
        "RESTORATIONS": (date(2010, 4, 1), None),
    }


def test_the_enhanced_scheme_warns_two_months_before_and_has_no_time_to_make_up():
    found = days(ENHANCED)

    assert found["POSSIBLE_SHORTFALL"] == (date(2018, 10, 31), date(2018, 10, 31))
    assert found["SHORTFALL"] == (date(2019, 1, 1), date(2019, 1, 14))
    assert found["DISPUTES"] == (date(2019, 1, 1), date(2019, 2, 28))
    assert found["REMOVALS"] == (date(2019, 1, 1), None)
    assert [key for key in found if key.startswith("ANNUAL")] == [
        "ANNUAL-2016",
        "ANNUAL-2017",
        "ANNUAL-2018",
    ]
    assert "MAKE_UP" not in found
    assert rules.make_up_until(ENHANCED) is None


def test_the_first_cycle_of_18_months_has_the_same_days():
    first = Period("2005-2006", date(2005, 7, 1), date(2006, 12, 31), "INITIAL_2005")

    assert rules.make_up_until(first) == date(2007, 3, 15)
    assert rules.removal_from(first) == date(2007, 4, 1)
    assert rules.possible_shortfall_on(first) is None


def test_steps_stand_in_the_order_of_their_last_days():
    ends = [each.due or date.max for each in rules.timetable(OLD)]

    assert ends == sorted(ends)


def test_of_a_year_that_was_waived_nobody_is_asked():
    cycle = Period("2019-2021", date(2019, 1, 1), date(2021, 12, 31), "ENHANCED_2019")

    assert rules.milestone(cycle, EndStep.ANNUAL, 2019) is not None
    assert rules.milestone(cycle, EndStep.ANNUAL, 2020) is None


def test_every_step_cites_a_rule_and_shows_its_sum():
    for period in (OLD, ENHANCED):
        for each in rules.timetable(period):
            assert each.rule
            assert each.arithmetic


def test_the_sum_of_the_notice_names_both_days():
    notice = rules.milestone(ENHANCED, EndStep.POSSIBLE_SHORTFALL)

    assert notice.arithmetic == "Two months before 31 December 2018: 31 October 2018."


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2018, 12, 31), 2, date(2018, 10, 31)),
        (date(2018, 4, 30), 2, date(2018, 2, 28)),
        (date(2018, 1, 31), 2, date(2017, 11, 30)),
    ],
)
def test_months_before_keep_to_the_end_of_a_shorter_month(day, months, before):
    assert rules.months_before(day, months) == before


def test_a_step_is_open_from_its_first_day_to_the_end_of_its_last():
    disputes = rules.milestone(OLD, EndStep.DISPUTES)

    assert not disputes.is_open(date(2009, 12, 31))
    assert disputes.is_open(date(2010, 1, 14))
    assert disputes.is_past(date(2010, 1, 15))
    assert rules.milestone(OLD, EndStep.REMOVALS).is_open(date(2030, 1, 1))


def test_exceptions_are_heard_after_the_end_only():
    assert rules.exceptions_between(ENHANCED) == (date(2019, 1, 1), date(2019, 2, 28))
    assert rules.exceptions_between(OLD) == (date(2010, 1, 1), date(2010, 3, 15))


def test_the_points_of_a_year_are_made_up_until_15_march():
    assert rules.milestone(ENHANCED, EndStep.ANNUAL, 2017).due == date(2018, 3, 15)
