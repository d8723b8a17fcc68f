"""Benchmarks on few rows: that they run, not how fast."""

import json
import os
import subprocess
import sys

import pytest

from cet_portal.local.services import ROOT

pytestmark = pytest.mark.processes

FEW = ["--applications=200", "--approvers=6", "--submissions=6", "--due=20", "--runs=2"]


def test_the_benchmark_of_approvals_ends_with_a_line_of_json():
    done = subprocess.run(
        [sys.executable, "-m", "cet_portal.local.benchmarks.approvals", *FEW],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cet_portal.settings.dev"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["bench"] == "approvals"
    assert found["figures"]["assignment"]["assigned"] == 6
    assert found["aims"]["queries_do_not_grow"]
    assert {f"page_under_100_ms_{page}" for page in found["figures"]["pages"]} < set(found["aims"])


def test_the_benchmark_of_a_cycles_end_ends_with_a_line_of_json():
    done = subprocess.run(
        [sys.executable, "-m", "cet_portal.local.benchmarks.cycle_end", "--people=100", "--runs=2"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cet_portal.settings.dev"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["bench"] == "cycle-end"
    steps = found["figures"]["steps"]
    assert steps["met_letters"]["letters"] == steps["real_run"]["met"]
    assert steps["removals"]["moved"] > 0
    assert {f"page_under_100_ms_{page}" for page in found["figures"]["pages"]} < set(found["aims"])
