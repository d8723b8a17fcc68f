"""Install everything the project needs: `python3 cet_portal/local/install.py [--tests]`.

Runs before .venv exists, so it uses the standard library only. Each step leaves a stamp
of what it was made from; a second run compares the stamps and takes no time.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 this line is for those who run an older one
    sys.exit(
        f"MyCET needs Python 3.11 or later; this is {sys.version.split()[0]}. "
        "Name another: make setup PYTHON=python3.12"
    )

import argparse
import hashlib
import importlib.util
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import system  # beside this file: the package itself cannot be imported before .venv exists

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.txt"
# What `npm run build` reads and what it writes.
FRONT_END = ("package.json", "package-lock.json", ".npmrc", "static")
BUILT = ROOT / "static" / "dist"


def main() -> None:
    """Bring the virtual environment, the front end and the system libraries up to date."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tests", action="store_true", help="also what browser tests need")
    tests = arguments.parse_args().tests
    try:
        system.require(system.missing(tests=tests))
        _step("Python packages", VENV / "packages.stamp", [LOCK], _install_packages)
        _step("front-end packages", VENV / "npm.stamp", _files(FRONT_END[:3]), _install_npm)
        _step("front end", BUILT / ".stamp", _files(FRONT_END), _build_front_end)
    except system.Missing as problem:
        sys.exit(str(problem))
    except subprocess.CalledProcessError as problem:
        command = " ".join(str(word) for word in problem.cmd)
        sys.exit(f"This failed, see above: {command}")


def _step(name: str, stamp: Path, made_from: Iterable[Path], work: Callable[[], None]) -> None:
    """Do the work unless the stamp says that it was done from the very same files."""
    fingerprint = _fingerprint(made_from)
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print(f"{name} ...", flush=True)
    started = time.monotonic()
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)
    print(f"{name}: {time.monotonic() - started:.0f} seconds", flush=True)


def _fingerprint(files: Iterable[Path]) -> str:
    """A hash of names and contents, and of the interpreter that will run them."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(names: Iterable[str]) -> list[Path]:
    found = []
    for name in names:
        path = ROOT / name
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in inside if file.is_file() and BUILT not in file.parents]
    return found


def _install_packages() -> None:
    """Make .venv anew from the hashed lock file; what the lock dropped must not linger."""
    if importlib.util.find_spec("ensurepip") is None:
        system.require([system.VENV])
    if VENV.exists():
        shutil.rmtree(VENV)
    _run(sys.executable, "-m", "venv", VENV)
    pip = (VENV / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    _run(*pip, "install", "-qq", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)


def _install_npm() -> None:
    _run(VENV / "bin" / "npm", "ci", "--no-progress", "--loglevel=error")


def _build_front_end() -> None:
    _run(VENV / "bin" / "npm", "run", "--silent", "build")


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
