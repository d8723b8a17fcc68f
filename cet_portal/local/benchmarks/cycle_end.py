"""The end of a cycle: `python -m cet_portal.local.benchmarks.cycle_end`, or
`make bench-cycle-end`.

Everything that touches many people at once, over 30,000 people with 1,200,000 lines: what is
counted at night, notices, letters and their file for the post, late points, removals, the pages
and files around them; first over a tenth of the register, so that what grows is seen. A worker
process does each step through its task, a web process answers; a step is set beside the same
rows written by bare statements. Fills databases of its own and removes them again.
"""

import argparse
import json
import logging
import os
import tempfile
from time import perf_counter
from typing import Any

import django

FILES = tempfile.TemporaryDirectory(prefix="mycet-benchmark-")
os.environ["STORED_FILES_ROOT"] = FILES.name
django.setup()

from cet_portal.local.benchmarks import cycle_end_world, places  # noqa: E402 the apps come first
from cet_portal.local.benchmarks.cycle_end_steps import Steps, line_of  # noqa: E402

MODULE = "cet_portal.local.benchmarks.cycle_end_worker"
PEOPLE, SMALLER, RUNS = 30_000, 10, 10
# Of the house: a page is there at once, a process is small, and what is done in sets needs as many
# statements for a set however many sets there are.
MOST_MS, MOST_MB = 100, 300


def main() -> None:
    """Fill, measure, print; the last line is JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=PEOPLE)
    arguments.add_argument("--runs", type=int, default=RUNS)
    given = arguments.parse_args()
    logging.disable(logging.WARNING)
    found = []
    with FILES:
        for people in (given.people // SMALLER, given.people):
            with places.own_queue(), places.own_database() as database:
                found.append(measure(people, database, given.runs))
    print(json.dumps(report(*found)), flush=True)


def measure(people: int, database: str, runs: int) -> Steps:
    """Fill a register of so many, and let its cycle end."""
    began = perf_counter()
    world = cycle_end_world.fill(people)
    print(f"{people} people, filled in {perf_counter() - began:.0f} s", flush=True)
    with places.child(MODULE, database) as worker, places.child(MODULE, database) as web:
        line_of(worker), line_of(web)
        steps = Steps(world, worker, web, runs)
        steps.all()
    return steps


def report(small: Steps, large: Steps) -> dict:
    """The figures, and for each aim whether it is met."""
    aims = {
        f"page_under_{MOST_MS}_ms_{name}": one["ms"] < MOST_MS for name, one in large.pages.items()
    }
    aims["queries_of_pages_do_not_grow"] = all(
        one["queries"] <= small.pages[name]["queries"] for name, one in large.pages.items()
    )
    aims["queries_of_a_set_do_not_grow"] = all(
        one["queries_a_set"] <= small.figures[name]["queries_a_set"]
        for name, one in large.figures.items()
        if "queries_a_set" in one
    )
    aims[f"memory_under_{MOST_MB}_mb"] = all(
        one["peak_mb"] < MOST_MB for one in large.figures.values()
    )
    aims[f"memory_of_pages_under_{MOST_MB}_mb"] = large.page_mb < MOST_MB
    figures: dict[str, Any] = {"people": large.world.people, "page_mb": large.page_mb}
    figures |= {"pages": large.pages, "steps": large.figures}
    smaller = {"people": small.world.people, "pages": small.pages, "steps": small.figures}
    return {"bench": "cycle-end", "figures": {**figures, "smaller": smaller}, "aims": aims}


if __name__ == "__main__":
    main()
