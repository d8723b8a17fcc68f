"""Choosing an approver, from plain values."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules import choosing
from approvals.rules.choosing import Candidate, Waiting

TODAY, DUE = date(2026, 3, 2), date(2026, 3, 16)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def waiting(**changed):
    values = {"reference": "C-1", "provider_id": 1, "professions": {"OPTOMETRIST"}, "due_on": DUE}
    return Waiting(**(values | changed))


def somebody(user_id=1, **changed):
    values = {"user_id": user_id, "name": f"Approver {user_id}", "profession": "OPTOMETRIST"}
    return Candidate(**(values | changed))


def said(case, candidate):
    found = choosing.objections(case, candidate, today=TODAY)
    return [(str(one.sentence), one.bar) for one in found]


def test_nothing_stands_against_one_who_fits():
    assert said(waiting(), somebody()) == []


@pytest.mark.parametrize(
    "case, candidate, sentence, binds_staff",
    [
        ({}, {"providers": {1}}, "Belongs to this provider.", True),
        ({}, {"interests": {1}}, "Declared an interest in this provider.", True),
        ({"written_by": {1}}, {}, "Wrote, submitted or presents this CET.", True),
        (
            {"names": {"ada  MARSH "}},
            {"name": " Ada Marsh"},
            "Wrote, submitted or presents this CET.",
            True,
        ),
        ({"had_by": {1}, "had_first": {1}}, {}, "Had it before the appeal.", True),
        ({"approver_id": 1, "had_by": {1}}, {}, "Has it now.", True),
        ({"had_by": {1}}, {}, "Had it before.", False),
        ({}, {"profession": ""}, "No profession is set for them.", False),
        (
            {},
            {"profession": "DISPENSING_OPTICIAN"},
            "Their profession is none of its audiences.",
            False,
        ),
    ],
)
def test_each_objection_has_a_sentence_and_conflicts_bind_staff_too(
    case, candidate, sentence, binds_staff
):
    assert said(waiting(**case), somebody(**candidate)) == [(sentence, binds_staff)]


@pytest.mark.parametrize(
    "first, last, away",
    [
        (date(2026, 2, 1), date(2026, 3, 1), False),  # over since yesterday
        (date(2026, 2, 1), TODAY, True),
        (date(2026, 3, 5), date(2026, 3, 6), True),  # in between
        (DUE, date(2026, 4, 1), True),
        (date(2026, 3, 17), date(2026, 4, 1), False),  # after the last day
    ],
)
def test_away_is_every_day_up_to_the_due_date(first, last, away):
    assert bool(said(waiting(), somebody(absences=[(first, last)]))) == away


def test_the_days_away_are_said():
    absent = somebody(absences=[(date(2026, 3, 5), date(2026, 3, 6))])

    assert said(waiting(), absent) == [("Away from 5 March 2026 to 6 March 2026.", False)]


def test_of_a_late_case_only_today_counts():
    late = waiting(due_on=date(2026, 2, 20))

    assert said(late, somebody(absences=[(date(2026, 2, 20), date(2026, 2, 27))])) == []
    assert said(late, somebody(absences=[(TODAY, TODAY)])) != []


def test_of_several_with_as_few_cases_the_one_who_waited_longest_gets_it():
    yesterday = datetime(2026, 3, 1, tzinfo=UTC)
    people = [
        somebody(1, last_given=AT),
        somebody(2, last_given=yesterday),
        somebody(3, open_cases=1),
    ]

    assert choosing.choose(waiting(), people, today=TODAY).user_id == 2


def test_nobody_fits_is_nobody():
    assert choosing.choose(waiting(), [somebody(providers={1})], today=TODAY) is None
    assert choosing.choose(waiting(), [], today=TODAY) is None


days = st.dates(date(2026, 2, 20), date(2026, 3, 25))
people = st.lists(
    st.builds(
        Candidate,
        user_id=st.integers(1, 6),
        name=st.sampled_from(["Ada Marsh", "Bo Lund", "Cy Park"]),
        profession=st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN", ""]),
        open_cases=st.integers(0, 4),
        last_given=st.integers(1, 28).map(lambda day: datetime(2026, 2, day, tzinfo=UTC)),
        absences=st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=2),
        providers=st.sets(st.integers(1, 3), max_size=2),
        interests=st.sets(st.integers(1, 3), max_size=1),
    ),
    max_size=6,
    unique_by=lambda one: one.user_id,
)
cases = st.builds(
    Waiting,
    reference=st.just("C-1"),
    provider_id=st.integers(1, 3),
    professions=st.sets(st.sampled_from(["OPTOMETRIST", "DISPENSING_OPTICIAN"]), min_size=1),
    due_on=days,
    written_by=st.sets(st.integers(1, 6), max_size=1),
    names=st.sets(st.sampled_from(["ada marsh", "Somebody Else"]), max_size=1),
    had_by=st.sets(st.integers(1, 6), max_size=2),
)


@given(cases, people)
def test_the_chosen_one_fits_and_nobody_who_fits_has_fewer_open_cases(case, known):
    chosen = choosing.choose(case, known, today=TODAY)

    fitting = [one for one in known if not choosing.objections(case, one, today=TODAY)]
    if not fitting:
        assert chosen is None
    else:
        assert chosen in fitting
        assert chosen.open_cases == min(one.open_cases for one in fitting)


@given(st.lists(cases, max_size=8), people)
def test_cases_shared_out_lie_evenly_on_those_who_fit(several, known):
    chosen = choosing.share_out(several, known, today=TODAY, at=AT)

    load = {one.user_id: one.open_cases for one in known}
    for case, one in zip(several, chosen, strict=True):
        fitting = [
            each.user_id for each in known if not choosing.objections(case, each, today=TODAY)
        ]
        assert (one is None) == (not fitting)
        if one is not None:
            assert load[one.user_id] == min(load[user_id] for user_id in fitting)
            load[one.user_id] += 1


def test_who_gives_a_case_away_has_one_fewer_for_the_next():
    busy, free = somebody(1, open_cases=3), somebody(2, open_cases=2)
    theirs = [waiting(approver_id=1, had_by={1}), waiting(), waiting()]

    chosen = choosing.share_out(theirs, [busy, free], today=TODAY, at=AT)

    assert [one.user_id for one in chosen] == [2, 1, 1]
