"""What the worker does with one file, in a process of its own:
`python -m cet_portal.local.benchmarks.upload_worker EV-90001 file.csv`; prints one line of JSON.
"""

import json
import logging
import sys
from pathlib import Path
from time import perf_counter

import django

django.setup()

from django.core.files.uploadedfile import UploadedFile  # noqa: E402 the apps have to be there first
from django.db import connection  # noqa: E402

from cet_portal.accounts.contexts import contexts_of  # noqa: E402
from cet_portal.accounts.models import User  # noqa: E402
from cet_portal.core import clock  # noqa: E402
from cet_portal.local.benchmarks.memory import most_memory  # noqa: E402
from cet_portal.local.benchmarks.places import own_queue  # noqa: E402
from sessions_events import queries, services  # noqa: E402
from sessions_events.models import Event  # noqa: E402


def main() -> None:
    """Receive, read and take the file; say how long each took, and the most memory."""
    number, path = sys.argv[1:3]
    logging.disable(logging.WARNING)
    event = Event.objects.get(ev_number=number)
    user = User.objects.get(email="admin@benchmark.example.org")
    actor = contexts_of(user)[0].actor(user)
    connection.ensure_connection()
    with Path(path).open("rb") as file, own_queue():
        began = perf_counter()
        sent = services.receive_file(
            event=event,
            file=UploadedFile(file, Path(path).name, size=Path(path).stat().st_size),
            actor=actor,
            at=clock.now(),
        )
        sent = services.read_upload(upload=sent, at=clock.now())
        read = perf_counter()
        sent = services.take(upload=sent, actor=actor, at=clock.now())
        taken = perf_counter()
    figures = {
        "preview": round(read - began, 3),
        "commit": round(taken - read, 3),
        "peak_mb": round(most_memory() / 1_000_000),
        "boxes": queries.boxes_of(sent),
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
