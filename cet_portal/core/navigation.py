"""The entries of the service navigation. Apps add theirs when they start."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from cet_portal.core.actor import Actor


@dataclass(frozen=True)
class Entry:
    """Shown to those whose role carries `permission` (None: to everybody).

    `tenants`: True for those who act for a tenant alone, False for those who do not.
    """

    title: str | Promise
    url_name: str
    permission: str | None
    order: int
    tenants: bool | None = None

    def is_for(self, actor: Actor) -> bool:
        if self.tenants is not None and self.tenants != (actor.tenant_id is not None):
            return False
        return self.permission is None or actor.may(self.permission)


_entries: list[Entry] = []


def add(
    title: str | Promise,
    url_name: str,
    permission: str | None,
    *,
    order: int,
    tenants: bool | None = None,
) -> None:
    """Called once per entry from an app's `ready`."""
    _entries.append(Entry(title, url_name, permission, order, tenants))


def entries(request) -> list[dict]:
    """What this person sees, in order: title, url, active."""
    shown = []
    for entry in sorted(_entries, key=lambda entry: entry.order):
        if entry.is_for(request.actor):
            url = reverse(entry.url_name)
            active = request.path == url or (url != "/" and request.path.startswith(url))
            shown.append({"title": entry.title, "url": url, "active": active})
    return shown
