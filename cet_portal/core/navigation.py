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
    """What this person sees, in order: title, url, active. One at most is active: of `/register/`
    and `/register/accounts/` the longer one that fits."""
    found = sorted(_entries, key=lambda entry: entry.order)
    own = [(entry.title, reverse(entry.url_name)) for entry in found if entry.is_for(request.actor)]
    fitting = [url for _title, url in own if _is_at(url, request.path)]
    here = max(fitting, key=len, default="")
    return [{"title": title, "url": url, "active": url == here} for title, url in own]


def _is_at(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
