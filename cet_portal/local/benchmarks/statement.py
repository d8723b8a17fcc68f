"""Statements: `python -m cet_portal.local.benchmarks.statement`, or `make bench-statement`.

Milliseconds and queries of a statement of ten years and 600 entries, of one with 5,000 pending
lines, of accepting 200 in one request; the register's import; and 50 people at once who accept
line after line for 30 seconds against gunicorn with two workers. Uses a database and a queue of
its own and removes them again.
"""

import argparse
import json
import logging
import os
import tempfile
from datetime import datetime
from statistics import median
from time import perf_counter

import django

FILES = tempfile.TemporaryDirectory(prefix="mycet-benchmark-")
os.environ["STORED_FILES_ROOT"] = FILES.name
django.setup()

from django.db import connection  # noqa: E402 the apps have to be there first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cet_portal.core import clock  # noqa: E402
from cet_portal.local.benchmarks import (  # noqa: E402
    measuring,
    places,
    register_import,
    statement_people,
    statement_world,
)
from registrants.models import PointEntry  # noqa: E402

PAGE, ACCEPT = "/statement/", "/statement/accept/"
ENTRIES, FEW, MANY_PENDING, AT_ONCE, TIMES = 600, 60, 5_000, 200, 5
MOST_MS, MOST_MS_OF_MANY, MOST_MS_FOR_200, LEAST_A_SECOND = 60, 100, 500, 100


def main() -> None:
    """Fill, measure, print; the last line is JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=50)
    arguments.add_argument("--seconds", type=int, default=30)
    arguments.add_argument("--register", type=int, default=register_import.PEOPLE)
    given = arguments.parse_args()
    logging.disable(logging.WARNING)
    with FILES, places.own_queue(), places.own_database() as name:
        figures = run(given.people, given.seconds, given.register, name)
    print(json.dumps(report(figures)), flush=True)


def run(people: int, seconds: int, register: int, database: str) -> dict:
    """Every measurement, one after the other."""
    at = clock.now()
    figures: dict = {
        "statement": page(ENTRIES, 0, at, first=20_000),
        "statement_of_few": page(FEW, 0, at, first=20_001),
        "statement_with_5000_pending": page(FEW, MANY_PENDING, at, first=20_002),
        "accept_200": accept_all(AT_ONCE, at, first=25_000),
        "accept_1": accept_all(1, at, first=26_000),
    }
    for name, values in figures.items():
        print(f"{name}: {values}", flush=True)
    figures["register_import"] = register_import.measure(register)
    print(f"register_import: {figures['register_import']}", flush=True)
    crowd = statement_world.registrants(people, first=30_000)
    statement_world.write_pending(crowd, lines_for_each(people, seconds), at)
    figures["at_once"] = statement_people.accept_at_once(crowd, seconds, database)
    print(f"at_once: {figures['at_once']}", flush=True)
    return figures


def lines_for_each(people: int, seconds: int) -> int:
    """More than they can accept in the time."""
    return max(50, 400 * seconds // people)


def page(entries: int, pending: int, at: datetime, *, first: int) -> dict[str, float]:
    """The statement of somebody with so many lines."""
    [person] = statement_world.registrants(1, first)
    statement_world.write_record(person, entries, at)
    statement_world.write_pending([person], pending, at)
    found = measuring.page(statement_world.browser_of(person), PAGE)
    return {
        "ms": round(found.median, 1),
        "own_ms": round(found.own, 1),
        "p95_ms": round(found.p95, 1),
        "queries": found.queries,
    }


def accept_all(number: int, at: datetime, *, first: int) -> dict[str, float]:
    """So many lines in one request, by some people one after the other."""
    people = statement_world.registrants(TIMES + 1, first)
    statement_world.write_pending(people, number, at)
    times, queries = [], 0
    for place, person in enumerate(people):
        client = statement_world.browser_of(person)
        with CaptureQueriesContext(connection) as captured:
            began = perf_counter()
            client.post(ACCEPT, {"what": "all"})
            if place:  # the first one warms up
                times.append((perf_counter() - began) * 1000)
            queries = len(captured)
    left = PointEntry.objects.filter(registrant__in=people, status="PENDING").count()
    if left:
        raise RuntimeError(f"{left} lines were not accepted")
    return {"ms": round(median(times), 1), "worst_ms": round(max(times), 1), "queries": queries}


def report(figures: dict) -> dict:
    """The figures, and for each aim whether it is met."""
    aims = {
        f"statement_of_600_entries_under_{MOST_MS}_ms": figures["statement"]["ms"] < MOST_MS,
        "queries_do_not_grow": figures["statement"]["queries"]
        == figures["statement_of_few"]["queries"],
        f"5000_pending_under_{MOST_MS_OF_MANY}_ms": figures["statement_with_5000_pending"]["ms"]
        < MOST_MS_OF_MANY,
        f"accept_200_under_{MOST_MS_FOR_200}_ms": figures["accept_200"]["ms"] < MOST_MS_FOR_200,
        "register_imported_in_well_under_a_minute": figures["register_import"]["seconds"]
        < register_import.MOST_SECONDS / 2,
        f"{LEAST_A_SECOND}_acceptances_a_second": figures["at_once"]["a_second"] >= LEAST_A_SECOND,
    }
    return {"bench": "statement", "figures": figures, "aims": aims}


if __name__ == "__main__":
    main()
