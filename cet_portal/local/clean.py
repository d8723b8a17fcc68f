"""Remove what make has made, data included. Standard library only: .venv goes as well."""

import fcntl
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = (
    ".local", ".venv", "node_modules", "static/dist", "staticfiles", ".coverage", "htmlcov",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache",
)  # fmt: skip


def main() -> None:
    """Refuse while the demonstration or a test run is on; otherwise remove it all."""
    for lock in (ROOT / ".local").glob("*.lock"):
        with lock.open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sys.exit(f"Still running: {lock.stem}. Stop it first.")
    for recorded in (ROOT / ".local").glob("*/postgres.path"):
        shutil.rmtree(recorded.read_text().strip(), ignore_errors=True)
    for name in MADE:
        path = ROOT / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for cache in ROOT.rglob("__pycache__"):
        shutil.rmtree(cache, ignore_errors=True)


if __name__ == "__main__":
    main()
