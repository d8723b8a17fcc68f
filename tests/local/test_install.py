"""Set-up: one clear line for what is missing, and no second work."""

import os
import subprocess
import sys

import pytest

from cet_portal.local import system
from cet_portal.local.services import ROOT

INSTALL = ROOT / "cet_portal" / "local" / "install.py"
WITH_OLD_PYTHON = f"""
import runpy, sys
sys.version_info, sys.version = (3, 9, 18), "3.9.18 (main)"
runpy.run_path({str(INSTALL)!r}, run_name="__main__")
"""


def test_old_python_is_told_so_in_one_line():
    done = subprocess.run(
        [sys.executable, "-c", WITH_OLD_PYTHON], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == (
        "MyCET needs Python 3.11 or later; this is 3.9.18. "
        "Name another: make setup PYTHON=python3.12\n"
    )


def test_this_machine_has_what_the_tests_need():
    assert system.missing(tests=True) == []


def test_missing_library_without_root_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(system.Missing) as told:
        system.require([system.PANGO, system.CHROMIUM])

    assert str(told.value) == (
        "Missing: Pango (draws the PDF certificates), Chromium (browser tests). "
        "Type: sudo apt-get update && sudo apt-get install -y libpangoft2-1.0-0 chromium"
    )


def test_missing_library_without_apt_names_the_packages(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(system.Missing, match="Install what Debian calls: libpangoft2-1.0-0"):
        system.require([system.PANGO])


def test_named_chromium_is_taken_before_any_other(tmp_path, monkeypatch):
    mine = tmp_path / "my-chromium"
    mine.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(mine))

    assert system.find_chromium() == str(mine)
