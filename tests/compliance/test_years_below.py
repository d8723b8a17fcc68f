"""Who is below the annual minimum of a year is kept with each result, and looked for there."""

import json
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from compliance.models import ComplianceRun, RunResult
from compliance.queries import addressees
from compliance.queries.annual import below_in
from compliance.queries.runs import narrowed, results_of
from compliance.services import running
from tests import builders
from tests.compliance import running as world
from tests.compliance.chosen_results import annual, met, sealed_run, short

pytestmark = pytest.mark.django_db
FILL = import_module("compliance.migrations.0031_years_below").FILL
OFF = "ALTER TABLE compliance_runresult DISABLE TRIGGER USER;"
ON = "ALTER TABLE compliance_runresult ENABLE TRIGGER USER;"
BLANK = f"{OFF} UPDATE compliance_runresult SET years_below = '{{}}'; {ON}"
# What was found of everybody, asked for a year: how it was looked for before.
BY_WHAT_WAS_FOUND = """
SELECT id FROM compliance_runresult
WHERE run_id = %s AND standing <> 'apart'
    AND NULLIF(result, '')::jsonb->'requirements' @> %s ORDER BY number, id
"""
# Points that wait do not count: some have too few in one year, others in two.
TOO_FEW = """
UPDATE registrants_pointentry SET status = 'PENDING'
WHERE registrant_id % 5 = 0 AND event_date < '2026-01-01'
    OR registrant_id % 4 = 0 AND event_date BETWEEN '2026-01-01' AND '2026-12-31'
"""
YEARS = (2025, 2026, 2027)


@pytest.fixture
def run():
    """Of 60 people, one listed apart; some are below the minimum of several years."""
    world.fill(60, 17)
    with connection.cursor() as cursor:
        cursor.execute(TOO_FEW)
    world.overlapping(7)
    return world.done(apart=True)


def by_what_was_found(run, year):
    asked = [{"code": "ANNUAL_MINIMUM", "year": year, "met": False}]
    with connection.cursor() as cursor:
        cursor.execute(BY_WHAT_WAS_FOUND, [run.pk, json.dumps(asked)])
        return [key for (key,) in cursor.fetchall()]


def of_each(run):
    return list(RunResult.objects.filter(run=run).order_by("pk").values_list("pk", "years_below"))


def test_the_same_people_are_found_as_by_what_was_found_of_everybody(run):
    for year in (*YEARS, 1999):
        expected = by_what_was_found(run, year)
        assert list(below_in(run, year).values_list("pk", flat=True)) == expected
        there = addressees.concerned(run, "ANNUAL", year).order_by("number", "pk")
        assert list(there.values_list("pk", flat=True)) == expected
        assert bool(expected) == (year in YEARS)
    assert {len(years) for _key, years in of_each(run)} >= {0, 1, 2}
    apart = RunResult.objects.filter(run=run, standing="apart")
    assert list(apart.values_list("years_below", flat=True)) == [[]]


def test_without_a_year_nobody_is_below_it(run):
    assert not addressees.concerned(run, "ANNUAL").exists()


def test_everybody_before_letters_is_sorted_out_by_it():
    people = [builders.registrant(surname=each) for each in ("Marsh", "Reed", "Fell", "Lund")]
    marsh, reed, fell, lund = people
    found = sealed_run(
        met(marsh, annual(2023, 2), annual(2024, 3)),
        short(reed, 30, annual(2023, 6), annual(2024, 1)),
        met(fell, annual(2023, 0), annual(2024, 6)),
        (lund, "apart", [annual(2023, 0)]),
    )

    def places(year):
        rows = addressees.sorted_out(found, "ANNUAL", year)
        return dict(rows.values_list("registrant__surname", "addressed"))

    assert places(2023) == {"Marsh": "WRITE", "Reed": "OTHERS", "Fell": "WRITE", "Lund": "APART"}
    assert places(2024) == {"Marsh": "WRITE", "Reed": "WRITE", "Fell": "OTHERS", "Lund": "APART"}
    before = addressees.preview(found, "ANNUAL", 2024)
    assert before.counts == {"WRITE": 2, "OTHERS": 1, "APART": 1}
    for place, number in before.counts.items():
        assert before.people(place).count() == number


def test_nothing_that_was_found_is_read_for_it(run):
    with CaptureQueriesContext(connection) as captured:
        assert narrowed(results_of(run), annual=2026).order_by().values_list("pk").exists()
        assert addressees.preview(run, "ANNUAL", 2026).total
    assert not any('"result"' in read["sql"] or "json" in read["sql"] for read in captured)


def test_verifying_sees_that_they_are_anothers(run):
    assert running.verify_run(run=run).holds
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"{OFF} UPDATE compliance_runresult SET years_below = '{{2020}}'; {ON}")
    found = running.verify_run(run=run)
    assert found.wrong == 60
    assert all("the years below the annual minimum" in each for each in found.differences)


def test_results_of_before_get_theirs_from_the_database_and_stay_sealed(run):
    by_workers = of_each(run)
    assert any(years for _key, years in by_workers)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(BLANK)
        assert not any(years for _key, years in of_each(run))
        cursor.execute(FILL)
    assert of_each(run) == by_workers
    assert running.verify_run(run=run).holds
    for table, act, words in (
        (RunResult, "UPDATE compliance_runresult SET years_below = '{}'", "never changed"),
        (RunResult, "DELETE FROM compliance_runresult", "a sealed run"),
        (ComplianceRun, "DELETE FROM compliance_compliancerun", "a sealed run"),
    ):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            connection.cursor().execute(act)
        assert table.objects.exists()
