"""Approvals under load: `python -m cet_portal.local.benchmarks.approvals`, or
`make bench-approvals`.

Fills a database of its own, measures pages at a tenth and at all of the applications, the
assignment of submissions and the sweep of unanswered requests, and removes the database again.
"""

import argparse
import json
import logging

import django

django.setup()

from django.db import connection  # noqa: E402

from approvals.models import CetApplication  # noqa: E402
from cet_portal.core import clock, holidays  # noqa: E402
from cet_portal.local.benchmarks import acts, measuring, people  # noqa: E402
from cet_portal.local.benchmarks.filling import Filling  # noqa: E402
from cet_portal.local.benchmarks.places import own_database, own_queue  # noqa: E402

# What the issue asks for.
MOST_MS = 100
MOST_RATIO = 5
PAGES = {
    "queue": ("approver", "/queue/"),
    "queue_decided": ("approver", "/queue/?show=decided"),
    "staff_list": ("manager", "/overview/applications/"),
    "search": (
        "manager",
        "/overview/applications/?text=glaucoma&status=APPROVED&unit=O1&sort=-due",
    ),
    "search_of_nothing": ("manager", "/overview/applications/?text=unheard+of"),
    "search_of_everything": ("manager", "/overview/applications/?text=C-1&sort=provider"),
    "review": ("approver", "/queue/{number}/"),
    "precedents": ("approver", "/queue/{number}/precedents/"),
    "precedents_by_words": ("approver", "/queue/{number}/precedents/?text=glaucoma+referral"),
}


def main() -> None:
    """Fill, measure, print; the last line is JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--applications", type=int, default=20_000)
    arguments.add_argument("--approvers", type=int, default=60)
    arguments.add_argument("--submissions", type=int, default=500)
    arguments.add_argument("--due", type=int, default=10_000)
    arguments.add_argument("--runs", type=int, default=measuring.RUNS)
    given = arguments.parse_args()
    logging.disable(logging.WARNING)
    with own_database(), own_queue():
        print(json.dumps(report(run(given))), flush=True)


def run(given: argparse.Namespace) -> dict:
    """Everything measured, by name."""
    at = clock.now()
    providers = max(given.applications // 100, 3)
    who = people.write(providers=providers, approvers=given.approvers, at=at)
    filling = Filling(who, at, holidays.current())
    figures: dict = {
        "applications": given.applications,
        "approvers": given.approvers,
        # Whether a commit waits for the disk, as it does in production.
        "fsync": _setting("fsync"),
        "synchronous_commit": _setting("synchronous_commit"),
    }
    few = given.applications // 10
    filling.write(1, "IN_REVIEW", approver=who.approver())
    filling.write(few - 1)
    figures["pages_at_a_tenth"] = pages(filling, few, given.runs)
    filling.write(given.applications - few)
    figures["pages"] = pages(filling, given.applications, given.runs)
    drafts = filling.write(given.submissions, "DRAFT")
    figures["assignment"] = acts.submit(drafts, filling)
    print(f"assignment of {given.submissions} submissions: {figures['assignment']}", flush=True)
    figures["sweep"] = acts.sweep(filling, given.due)
    print(f"sweep: {figures['sweep']}", flush=True)
    return figures


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def pages(filling: Filling, applications: int, runs: int) -> dict:
    """Each page: median and 95th percentile of server milliseconds, and queries."""
    clients = {
        "approver": measuring.signed_in(filling.people.approver()),
        "manager": measuring.signed_in(filling.people.manager),
    }
    mine = CetApplication.objects.filter(approver=filling.people.approver(), status="IN_REVIEW")
    case = mine.earliest("pk")
    found = {}
    print(f"{applications} applications: median ms, of this process, p95, queries", flush=True)
    for name, (who, address) in PAGES.items():
        one = measuring.page(clients[who], address.format(number=case.c_number), runs=runs)
        times = f"{one.median:7.1f} {one.own:7.1f} {one.p95:7.1f}"
        print(f"  {name:22} {times} {one.queries:4}", flush=True)
        found[name] = {
            "ms": round(one.median, 1),
            "own_ms": round(one.own, 1),
            "p95_ms": round(one.p95, 1),
            "queries": one.queries,
        }
    return found


def report(figures: dict) -> dict:
    """The figures, and for each aim whether it is met."""
    now, before = figures["pages"], figures["pages_at_a_tenth"]
    aims = {f"page_under_100_ms_{name}": now[name]["ms"] < MOST_MS for name in PAGES}
    aims["queries_do_not_grow"] = all(
        now[name]["queries"] <= before[name]["queries"] for name in PAGES
    )
    aims["sweep_at_most_5_times_bare"] = figures["sweep"]["ratio"] <= MOST_RATIO
    return {"bench": "approvals", "figures": figures, "aims": aims}


if __name__ == "__main__":
    main()
