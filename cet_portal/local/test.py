"""Run pytest on real services: `python -m cet_portal.local.test [pytest's arguments]`."""

import os
import sys
import tempfile

from cet_portal.local import children, running, services, stopping
from cet_portal.local.postgres import Failed

SETTINGS = "cet_portal.settings.test"


def main(arguments: list[str]) -> int:
    """Start services for tests, run pytest, stop them; pytest's exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    try:
        with (
            stopping.on_signals(),
            tempfile.TemporaryDirectory(prefix="mycet-test-") as files,
            services.for_tests() as addresses,
        ):
            environment = running.environment_for(
                addresses, DJANGO_SETTINGS_MODULE=SETTINGS, STORED_FILES_ROOT=files
            )
            # Warnings are pytest's business here: it makes errors of them.
            environment.pop("PYTHONWARNINGS")
            return children.run_in_front(command, environment=environment)
    except stopping.Stopped as stopped:
        return stopped.status or 130
    except Failed as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    os.chdir(services.ROOT)
    sys.exit(main(sys.argv[1:]))
