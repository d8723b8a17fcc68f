"""Send every file through the door in a process of its own, and say the most memory it held:
`python -m tests.sessions_events.corpus.sending EV-10001 provider:1 1 folder`.
"""

import sys
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import UploadedFile  # noqa: E402 the apps come first

from cet_portal.accounts.models import User  # noqa: E402
from cet_portal.core import clock  # noqa: E402
from cet_portal.local.benchmarks.memory import most_memory  # noqa: E402
from sessions_events import services  # noqa: E402
from sessions_events.enums import UploadStatus  # noqa: E402
from sessions_events.models import Event  # noqa: E402
from tests.builders import actor_of  # noqa: E402


def main() -> None:
    """One file after the other, each with what it adds to the peak."""
    number, key, user, folder = sys.argv[1:5]
    event = Event.objects.get(ev_number=number)
    actor = actor_of(User.objects.get(pk=user), key)
    for path in sorted(Path(folder).iterdir()):
        with path.open("rb") as file:
            sent = UploadedFile(file, path.name, size=path.stat().st_size)
            upload = services.receive_file(event=event, file=sent, actor=actor, at=clock.now())
        upload = services.read_upload(upload=upload, at=clock.now())
        if upload.status == UploadStatus.PREVIEWED:
            services.take(upload=upload, actor=actor, at=clock.now())
        print(f"{most_memory() // 1_000_000} {path.name}", flush=True)


if __name__ == "__main__":
    main()
