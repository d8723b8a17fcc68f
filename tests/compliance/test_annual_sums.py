"""How many of a run are below the annual minimum: counted range by range, kept with the run."""

from importlib import import_module

import pytest
from django.db import connection

from compliance.models import ComplianceRun, RunRange, RunResult
from compliance.queries.annual import below_in, sum_of
from compliance.rules.annual_sums import added_up
from compliance.rules.letters import outcome_of
from tests import builders
from tests.compliance import running as world

pytestmark = pytest.mark.django_db
FILL = import_module("compliance.migrations.0026_annual_sums").FILL
TABLE = "ALTER TABLE compliance_compliancerun"
BLANK = f"""
{TABLE} DISABLE TRIGGER USER;
UPDATE compliance_compliancerun SET annual = '{{}}';
{TABLE} ENABLE TRIGGER USER;
"""


@pytest.mark.parametrize("size", [1, 3, 100])
def test_they_are_those_of_the_results_however_the_register_is_divided(size, monkeypatch):
    monkeypatch.setattr("compliance.services.running.starting.SMALLEST", size)
    world.fill()
    world.overlapping(7)

    run = world.done(apart=True)

    assert len(run.annual) == 3
    for year in map(int, run.annual):
        asked = [found for each in judged(run) for found in outcome_of(each.result).of_year(year)]
        counted = sum_of(run, year)
        assert counted.asked == len(asked) > 0
        assert counted.below == sum(not each.met for each in asked) == below_in(run, year).count()
    assert added_up(RunRange.objects.filter(run=run).values_list("annual", flat=True)) == run.annual


def test_a_year_that_no_run_asked_for_has_none():
    world.fill(2)
    assert sum_of(world.done(), 1999).asked == 0


def test_runs_of_before_get_theirs_from_the_database_as_new_ones_do():
    world.fill()
    world.overlapping(7)
    run = world.done(apart=True)
    begun = world.start(by=builders.staff())
    by_workers = run.annual
    RunRange.objects.filter(run=begun).update(done_at=world.AFTER)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing waits for the end of the test
        cursor.execute(BLANK)
        cursor.execute(FILL)

    assert ComplianceRun.objects.get(pk=run.pk).annual == by_workers
    assert RunRange.objects.filter(run=begun).first().annual == {}


def judged(run):
    return RunResult.objects.filter(run=run).exclude(standing="apart")
