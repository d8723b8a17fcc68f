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


# What became of the only line of each person between two runs, and what is said of it.
BEFELL = {
    ("PENDING", "ACCEPTED"): "1 line accepted since: {line}",
    ("PENDING", "LAPSED"): "1 line lapsed since: {line}",
    ("PENDING", "DECLINED"): "1 line objected to, taken back or settled since: {line}",
    ("PENDING", "QUERIED"): "1 line objected to, taken back or settled since: {line}",
    ("LATE", "ACCEPTED"): "1 line settled since, so that it counts: {line}",
    ("LAPSED", "ACCEPTED"): "1 line settled since, so that it counts: {line}",
    ("DECLINED", "PENDING"): "1 line can be accepted again: {line}",
    ("ACCEPTED", "REVERSED"): "1 line not accepted any more: {line}",
    ("ACCEPTED", "PENDING"): "1 line not accepted any more: {line}",
    ("LATE", "LAPSED"): None,
}


def set_statuses(which: int) -> None:
    with connection.cursor() as cursor:
        for person, each in enumerate(BEFELL, start=1):
            cursor.execute(
                "UPDATE registrants_pointentry SET status = %s WHERE registrant_id = %s",
                [each[which], person],
            )


def test_it_is_said_of_each_line_what_became_of_it():
    world.fill(len(BEFELL) + 1, lines=1)
    set_statuses(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT registrant_id, event_date, total FROM registrants_pointentry")
        lines = {person: f"{day:%-d %B %Y} ({total})" for person, day, total in cursor}
    before = world.done()
    set_statuses(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_pointentry SET total = total + 1 WHERE registrant_id = %s",
            [len(BEFELL) + 1],
        )
    after = world.done(by=builders.staff())

    found = {row.either.registrant_id: row.reasons for row in Comparison(before, after)}

    for person, ((was, now), said) in enumerate(BEFELL.items(), start=1):
        wanted = [said.format(line=lines[person])] if said else []
        assert [each for each in found.get(person, []) if "line" in each] == wanted, (was, now)
    (corrected,) = [each for each in found[len(BEFELL) + 1] if "line" in each]
    assert corrected.startswith("1 line corrected: ")


def test_what_befell_many_lines_is_said_together_and_apart_from_the_others():
    """The lines of a cycle that lapsed are not said to have been accepted."""
    world.fill(4, lines=8)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registrants_pointentry SET status = 'PENDING'")
    before = world.done()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registrants_pointentry SET status = 'LAPSED'")
        cursor.execute(
            "UPDATE registrants_pointentry SET status = 'ACCEPTED' WHERE id IN"
            " (SELECT min(id) FROM registrants_pointentry WHERE registrant_id = 2)"
        )
    after = world.done(by=builders.staff())

    with CaptureQueriesContext(connection) as captured:
        rows = list(Comparison(before, after))
    found = {row.either.registrant_id: " / ".join(row.reasons) for row in rows}

    assert len(captured) == 4, "which of them lapsed is asked once"
    assert "8 lines lapsed since: " in found[1]
    assert "and 5 more" in found[1]
    assert "accepted since" not in found[1]
    assert "1 line accepted since: " in found[2]
    assert "7 lines lapsed since: " in found[2]


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
