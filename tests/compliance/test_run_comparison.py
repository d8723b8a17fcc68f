"""Two runs beside each other: what is read of thousands of people, and of those shown."""

from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.models import RunResult
from compliance.queries.run_comparison import Comparison
from compliance.services import running
from tests import builders
from tests.compliance import running as world

pytestmark = pytest.mark.django_db
FILL = import_module("compliance.migrations.0022_figures_of_results").FILL
OFF = "ALTER TABLE compliance_runresult DISABLE TRIGGER USER;"
ON = "ALTER TABLE compliance_runresult ENABLE TRIGGER USER;"
BLANK = f"{OFF} UPDATE compliance_runresult SET figures_digest = ''; {ON}"


def test_what_was_judged_and_found_is_not_read_to_find_who_differs():
    world.fill()
    before = world.done()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registrants_pointentry SET status = 'ACCEPTED', total = total + 1")
    after = world.done(by=builders.staff())
    with CaptureQueriesContext(connection) as captured:
        found = Comparison(before, after)
    assert sum(found.counts.values()) == 40
    (read,) = captured
    assert not any(wide in read["sql"] for wide in ("inputs", "result,", ".result", "json"))
    with CaptureQueriesContext(connection) as captured:
        assert len(list(found)) == 40
    assert len(captured) == 2


def test_results_of_before_get_their_figures_from_the_database_as_new_ones_do():
    world.fill()
    world.overlapping(7)
    run = world.done(apart=True)
    rows = RunResult.objects.filter(run=run).order_by("pk")
    worked_out = list(rows.values_list("figures_digest", flat=True))
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(BLANK)
        cursor.execute(FILL)
    assert list(rows.values_list("figures_digest", flat=True)) == worked_out
    assert len(set(worked_out)) > 2
    assert [each.registrant_id for each in rows if not each.figures_digest] == [7]


def test_verifying_sees_that_the_digest_of_the_figures_is_anothers():
    world.fill()
    run = world.done()
    assert running.verify_run(run=run).holds
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"{OFF} UPDATE compliance_runresult SET figures_digest = 'f'; {ON}")
    found = running.verify_run(run=run)
    assert found.wrong == 40
    assert all("the digest of the figures" in each for each in found.differences)
