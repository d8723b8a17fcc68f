"""One worker process of a run: `python -m cet_portal.local.benchmarks.compliance_worker`.

Says "ready", waits for the key of a run on a line, works as the Celery task does, and prints one
line of JSON.
"""

import json
import logging
import sys
from time import perf_counter, process_time

import django
from celery import current_app

django.setup()

from django.db import connection  # noqa: E402 the apps have to be there first

from cet_portal.local.benchmarks.memory import most_memory  # noqa: E402
from cet_portal.local.benchmarks.places import own_queue  # noqa: E402
from compliance import tasks  # noqa: E402


def main() -> None:
    """Work on the run that is named, and say how long it took and the most memory."""
    logging.disable(logging.WARNING)
    # As a worker of Celery does when it starts.
    current_app.loader.import_default_modules()
    connection.ensure_connection()
    print("ready", flush=True)
    for line in sys.stdin:
        began, worked = perf_counter(), process_time()
        with own_queue():
            tasks.work_on_run(run_id=int(line), place=0)
        figures = {
            "seconds": round(perf_counter() - began, 2),
            "own_seconds": round(process_time() - worked, 2),
            "peak_mb": round(most_memory() / 1_000_000),
        }
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
