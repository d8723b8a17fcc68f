"""From the register and the ledger to the rules, in a fixed number of queries."""

from datetime import date

import pytest

from cet_portal.core.actor import CLOCK
from compliance import queries
from compliance.enums import Standing
from registrants import services as register_services
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer, offer_all

pytestmark = pytest.mark.django_db
TODAY = date(2027, 11, 15)


def cycle(name="2025-2027"):
    builders.reference()
    return queries.period_named(name, queries.periods(date(2028, 1, 1)))


def statement_of(owner, today=TODAY, name="2025-2027"):
    actor = builders.actor_of(owner.user, "registrant")
    return queries.statement(actor, cycle(name), today=today)


def test_cycles_begun_newest_first():
    builders.reference()
    names = [each.name for each in queries.periods(date(2010, 1, 1))]
    assert names == ["2010-2012", "2007-2009", "2005-2006"]
    begun = queries.periods(TODAY)
    assert queries.period_on(date(2026, 5, 5), begun).name == "2025-2027"
    assert queries.period_on(date(2004, 5, 5), begun) is None
    assert queries.period_named("1999-2001", begun) is None


def test_a_statement_counts_what_is_accepted_and_foretells_the_rest():
    owner = builders.registrant()
    accept(offer(owner, 1, total=30))
    offer(owner, 2, total=4)
    found = statement_of(owner)
    general = found.outlook.progress[0]
    assert (general.now.required, general.now.obtained, general.pending) == (36, 30, 4)
    assert general.then == 34
    assert found.pending_points == 4
    assert [line.entry.total for line in found.pending] == [4]


def test_a_statement_holds_one_cycle_by_year_and_the_pending_lines_apart():
    owner = builders.registrant()
    accept(offer(owner, 1, day=date(2025, 2, 1), total=2))
    accept(offer(owner, 2, day=date(2027, 2, 1), total=3))
    offer(owner, 3, day=date(2027, 3, 1), total=9)
    offer(owner, 4, day=date(2024, 3, 1))
    years = statement_of(owner).years
    assert [(year.number, len(year.lines), year.accepted) for year in years] == [
        (2027, 1, 3),
        (2025, 1, 2),
    ]
    assert [line.entry.total for line in statement_of(owner).pending] == [9]
    assert [line.entry.event_date.year for line in statement_of(owner, name="2022-2024").lines] == [
        2024
    ]


def test_after_the_cycle_nothing_is_pending_any_more():
    owner = builders.registrant()
    offer(owner)
    found = statement_of(owner, today=NEW_YEAR.date())
    assert found.pending == []
    assert found.outlook.progress[0].pending == 0


def test_a_line_says_why_it_does_not_count():
    owner = builders.registrant(start=date(2020, 1, 1))
    register_services.enter_on_register(
        registrant=owner,
        forenames=owner.forenames,
        surname=owner.surname,
        date_of_birth=owner.date_of_birth,
        profession="OPTOMETRIST",
        number="01-77777",
        start=date(2026, 6, 1),
        actor=CLOCK,
        at=WINTER,
    )
    owner.entries.filter(start=date(2020, 1, 1)).update(end=date(2026, 1, 31))
    accept(offer(owner, 1, day=date(2025, 5, 1), under=owner.entries.earliest("start").number))
    (line,) = statement_of(owner).lines
    assert line.reason == "while not on the register"
    assert statement_of(owner).entry_now.number == "01-77777"


def test_the_report_sorts_people_by_how_they_stand():
    met, short, only = (
        builders.registrant(surname=surname, profession="DISPENSING_OPTICIAN")
        for surname in ("Abel", "Baker", "Carr")
    )
    accept(offer_all(met, 1))
    accept(offer_all(short, 1, total=30))
    accept(offer_all(only, 1, total=30))
    offer_all(only, 2, total=6)
    report = queries.cycle_report(cycle(), today=TODAY)
    assert [(row.surname, row.standing, row.pending) for row in report.rows] == [
        ("Abel", Standing.MET, 0),
        ("Baker", Standing.NOT_MET, 0),
        ("Carr", Standing.ONLY_ACCEPTANCE, 6),
    ]
    assert (report.total(Standing.MET), report.not_met) == (1, 2)
    shown = {
        met: [row.surname for row in report.narrowed(met=met)]
        for met in ("", *Standing.values, "nonsense")
    }
    assert shown == {
        "": ["Abel", "Baker", "Carr"],
        "met": ["Abel"],
        "not-met": ["Baker", "Carr"],
        "only-acceptance": ["Carr"],
        "nonsense": [],
    }


def test_the_report_is_of_those_on_the_register_in_the_cycle():
    builders.registrant(surname="Gone")
    gone = builders.registrant(surname="Left")
    gone.entries.update(end=date(2024, 12, 31))
    builders.registrant(surname="Later", start=date(2028, 1, 1))
    assert [row.surname for row in queries.cycle_report(cycle(), today=TODAY).rows] == ["Gone"]


@pytest.mark.parametrize(
    "words, found",
    [
        ("01-55501", ["O'Neil"]),
        ("0155501", ["O'Neil"]),
        ("5550", ["O'Neil", "Ünal"]),
        ("oneil", ["O'Neil"]),
        ("unal", ["Ünal"]),
        ("'; drop", []),
        ("  ", ["O'Neil", "Ünal"]),
    ],
)
def test_the_report_is_searched_by_number_or_surname(words, found):
    builders.registrant("01-55501", "O'Neil")
    builders.registrant("01-55502", "Ünal")
    rows = queries.cycle_report(cycle(), today=TODAY).narrowed(words=words)
    assert [row.surname for row in rows] == found


def test_the_report_is_sorted_both_ways():
    accept(offer(builders.registrant(surname="Abel"), 1, total=1))
    accept(offer(builders.registrant(surname="Baker"), 1, total=9))
    report = queries.cycle_report(cycle(), today=TODAY)
    for sort, first in (("obtained", "Abel"), ("-obtained", "Baker"), ("nonsense", "Abel")):
        assert report.narrowed(sort=sort)[0].surname == first


@pytest.mark.parametrize("lines", [1, 30])
def test_a_statement_takes_the_same_queries(lines, django_assert_num_queries):
    owner = builders.registrant()
    for number in range(lines):
        accept(offer(owner, number, total=1))
    actor, period = builders.actor_of(owner.user, "registrant"), cycle()
    with django_assert_num_queries(11):
        found = queries.statement(actor, period, today=TODAY)
        assert sum(len(year.lines) for year in found.years) == lines


@pytest.mark.parametrize("people", [1, 30])
def test_the_report_takes_four_queries(people, django_assert_num_queries):
    for _number in range(people):
        offer(builders.registrant(account=False), 1)
    period = cycle()
    with django_assert_num_queries(4):
        assert len(queries.cycle_report(period, today=TODAY).rows) == people
