"""Every check but the tests: `python -m cet_portal.local.check`, or `make check`.

All run, also after one has failed, so that one run shows everything that is to be put right.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping

from cet_portal.local import example_environment, running, services, stopping
from cet_portal.local.postgres import Failed

TEST = {"DJANGO_SETTINGS_MODULE": "cet_portal.settings.test"}
MANAGE = "python manage.py"
# Name, command, and whether it runs with the settings and the example environment of production.
CHECKS = (
    ("lint", "ruff check .", False),
    ("format", "ruff format --check .", False),
    ("layers", "lint-imports --no-cache", False),
    ("templates", "djhtml --check templates", False),
    ("types", "mypy", False),
    ("migrations", f"{MANAGE} makemigrations --check --dry-run", False),
    ("deployment", f"{MANAGE} check --deploy --fail-level WARNING", True),
    ("machine interface", "python -m cet_portal.local.check_schema", False),
    ("states", f"{MANAGE} states_doc --check", False),
)


def main() -> int:
    """Run the checks with a database at hand; 1 when one of them failed."""
    try:
        with stopping.on_signals(), services.for_tests() as addresses:
            failed = [check[0] for check in CHECKS if not _passes(*check, addresses)]
    except stopping.Stopped as stopped:
        return stopped.status or 130
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _passes(name: str, command: str, production: bool, addresses: Mapping[str, str]) -> bool:
    """Run one check; its output is shown when it fails."""
    settings = example_environment.filled_in() if production else TEST
    started = time.monotonic()
    done = subprocess.run(
        command.split(),
        env=running.environment_for(addresses, **{**settings, **addresses}),
        cwd=services.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "failed" if done.returncode else "ok"
    print(f"{name:18} {verdict:7} {time.monotonic() - started:.0f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


if __name__ == "__main__":
    os.chdir(services.ROOT)
    sys.exit(main())
