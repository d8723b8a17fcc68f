"""The entries of the service navigation. Apps add theirs when they start."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """Shown to those whose role carries `permission` (None: to everybody)."""

    title: str | Promise
    url_name: str
    permission: str | None
    order: int


_entries: list[Entry] = []


def add(title: str | Promise, url_name: str, permission: str | None, *, order: int) -> None:
    """Called once per entry from an app's `ready`."""
    _entries.append(Entry(title, url_name, permission, order))


def entries(request) -> list[dict]:
    """What this person sees, in order: title, url, active."""
    shown = []
    for entry in sorted(_entries, key=lambda entry: entry.order):
        if entry.permission is None or request.actor.may(entry.permission):
            url = reverse(entry.url_name)
            active = request.path == url or (url != "/" and request.path.startswith(url))
            shown.append({"title": entry.title, "url": url, "active": active})
    return shown
