"""Libraries and programs that pip cannot bring: what is missing, and how it is had.

Standard library only: install.py uses it before .venv exists.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


class Missing(Exception):
    """Something is missing and cannot be installed from here; the text says what to type."""


@dataclass(frozen=True)
class Need:
    """One need: what it is, and its package name in Debian and Ubuntu."""

    name: str
    package: str


PANGO = Need("Pango (draws the PDF certificates)", "libpangoft2-1.0-0")
HARFBUZZ = Need("HarfBuzz subset (embeds fonts in the PDF)", "libharfbuzz-subset0")
FONT = Need("the DejaVu font (letters of the PDF)", "fonts-dejavu-core")
CHROMIUM = Need("Chromium (browser tests)", "chromium")
VENV = Need("Python's venv module", "python3-venv")

# The names that WeasyPrint tries, in its order of need.
LIBRARIES = {
    PANGO: (
        ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
        ("libpango-1.0.so.0", "libpango-1.0.dylib"),
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        ("libfontconfig.so.1", "libfontconfig.1.dylib"),
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ),
    HARFBUZZ: (("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),),
}
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
BREW = "brew install pango && brew install --cask font-dejavu"


def missing(*, tests: bool) -> list[Need]:
    """The needs that this machine does not meet; those of browser tests only when asked."""
    needs = [
        need
        for need, libraries in LIBRARIES.items()
        if not all(_loads(names) for names in libraries)
    ]
    if not _has_font():
        needs.append(FONT)
    if tests and find_chromium() is None:
        needs.append(CHROMIUM)
    return needs


def require(needs: Sequence[Need]) -> None:
    """Install the needs where apt and root are at hand; otherwise say what to type (Missing)."""
    if not needs:
        return
    names = ", ".join(need.name for need in needs)
    packages = [need.package for need in needs]
    if shutil.which("apt-get") is None:
        raise Missing(_advice(names, needs))
    if os.geteuid() != 0:
        typed = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
        raise Missing(f"Missing: {names}. Type: {typed}")
    print(f"Installing {names} ...", flush=True)
    _apt("update")
    _apt("install", "-y", "--no-install-recommends", *packages)


def find_chromium() -> str | None:
    """The Chromium that browser tests drive: $CHROMIUM when set, else the system's, else None."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else CHROMIUMS))
    return next((path for path in found if path), None)


def _advice(names: str, needs: Sequence[Need]) -> str:
    if shutil.which("brew"):
        browser = " && brew install --cask chromium" if CHROMIUM in needs else ""
        return f"Missing: {names}. Type: {BREW}{browser}"
    packages = " ".join(need.package for need in needs)
    return f"Missing: {names}. Install what Debian calls: {packages}"


def _apt(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise Missing(f"apt-get {' '.join(words)} failed: {lines[-1] if lines else 'no reason'}")


def _loads(names: Sequence[str]) -> bool:
    """Whether the loader finds one of these; asking it is surer than asking a package list."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _has_font() -> bool:
    folders = (*FONT_FOLDERS, os.path.expanduser("~/.fonts"), os.path.expanduser("~/Library/Fonts"))
    return any(
        file.lower() == "dejavusans.ttf"
        for folder in folders
        for _, _, files in os.walk(folder)
        for file in files
    )
