"""Benchmarks on few rows: that they run, not how fast."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest

from cet_portal.local.services import ROOT

pytestmark = pytest.mark.processes

FEW = ["--applications=200", "--approvers=6", "--submissions=6", "--due=20", "--runs=2"]


def last_line(name, *arguments, timeout):
    """What a benchmark says last. Each has a database named after it, as two may run at once."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    done = subprocess.run(
        [sys.executable, "-m", f"cet_portal.local.benchmarks.{name}", *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "cet_portal.settings.dev",
            "DATABASE_URL": urlunsplit(address),
        },
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_benchmark_of_approvals_ends_with_a_line_of_json():
    found = last_line("approvals", *FEW, timeout=120)

    assert found["bench"] == "approvals"
    assert found["figures"]["assignment"]["assigned"] == 6
    assert found["aims"]["queries_do_not_grow"]
    assert {f"page_under_100_ms_{page}" for page in found["figures"]["pages"]} < set(found["aims"])


def test_the_benchmark_of_a_cycles_end_ends_with_a_line_of_json():
    found = last_line("cycle_end", "--people=100", "--runs=2", timeout=600)

    assert found["bench"] == "cycle-end"
    steps = found["figures"]["steps"]
    assert steps["met_letters"]["letters"] == steps["real_run"]["met"]
    assert steps["removals"]["moved"] > 0
    assert {f"page_under_100_ms_{page}" for page in found["figures"]["pages"]} < set(found["aims"])
