"""Run any command with services: `python -m cet_portal.local.with_services [--demo] -- make ...`.

Without --demo it gets an empty PostgreSQL and Valkey of the tests' kind; with --demo the
demonstration's data, whether the demonstration runs or not. With --durable the empty PostgreSQL
waits for the disk at each commit, as in production: for benchmarks.
"""

import argparse
import os
import sys

from cet_portal.local import children, services, stopping
from cet_portal.local.postgres import Failed

# By itself everything runs as in production; here, on one machine, with its settings.
DEV = "cet_portal.settings.dev"


def main() -> int:
    """Start the services, run the command, stop them; the command's exit status."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--demo", action="store_true", help="use the demonstration's data")
    arguments.add_argument("--durable", action="store_true", help="wait for the disk")
    arguments.add_argument("command", nargs="+")
    given = arguments.parse_args()
    chosen = services.of_demo() if given.demo else services.for_tests(durable=given.durable)
    try:
        with stopping.on_signals(), chosen as addresses:
            environment = os.environ | {"DJANGO_SETTINGS_MODULE": DEV} | addresses
            return children.run_in_front(given.command, environment=environment)
    except stopping.Stopped as stopped:
        return stopped.status
    except services.Busy:
        print("The demonstration of this checkout is just starting; try again.", file=sys.stderr)
    except Failed as problem:
        print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
