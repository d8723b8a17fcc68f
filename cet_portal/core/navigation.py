"""The entries of the service navigation. Apps add theirs when they start.

A person sees eight entries at most. Whoever works with more pages finds them in groups: the
service navigation shows the group, its page (`home:section`) lists the pages with a sentence
each, and on a wide screen they stand in a second row while one of them is open.

How a page gets into a group: one line in `apps.py`, as for any entry, that names the group's key:

    navigation.add(
        _("Late points"), "compliance:late", Permission.CASE_SETTLE, order=64, group="cycle",
        about=_("Points that arrived after the cycle: settle or refuse them."),
    )

`about` is the sentence on the group's page. The keys are those of `cet_portal/home/sections.py`;
a new group goes there. Only those with the group's own permission see the group; for everybody
else its entries stand alone, and so does an entry that is the only one somebody sees of a group.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from cet_portal.core.actor import Actor


@dataclass(frozen=True)
class Entry:
    """Shown to those whose role carries `permission` (None: to everybody).

    `tenants`: True for those who act for a tenant alone, False for those who do not. `holds`: names
    of further pages that belong to it, though their addresses do not begin with its own.
    """

    title: str | Promise
    url_name: str
    permission: str | None
    order: int
    tenants: bool | None = None
    group: str | None = None
    about: str | Promise = ""
    holds: tuple[str, ...] = ()

    def is_for(self, actor: Actor) -> bool:
        if self.tenants is not None and self.tenants != (actor.tenant_id is not None):
            return False
        return self.permission is None or actor.may(self.permission)

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Group:
    """Pages under one entry, for those whose role carries `permission`.

    `url_name`: the page that lists them; it takes the key.
    """

    key: str
    title: str | Promise
    url_name: str
    permission: str
    order: int

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.key])


_entries: list[Entry] = []
_groups: dict[str, Group] = {}


def add(
    title: str | Promise,
    url_name: str,
    permission: str | None,
    *,
    order: int,
    tenants: bool | None = None,
    group: str | None = None,
    about: str | Promise = "",
    holds: tuple[str, ...] = (),
) -> None:
    """Called once per entry from an app's `ready`."""
    _entries.append(Entry(title, url_name, permission, order, tenants, group, about, holds))


def add_group(
    key: str, title: str | Promise, url_name: str, permission: str, *, order: int
) -> None:
    """Called once per group from an app's `ready`."""
    _groups[key] = Group(key, title, url_name, permission, order)


def entries(request) -> list[dict]:
    """What this person sees, in order: title, url, active, key of the group, its `pages` (title,
    url, active, about). One page at most is active, of `/register/` and `/register/accounts/` the
    longer one that fits, unless the page is named as one that an entry holds; its group with it."""
    seen = _seen_by(request.actor)
    urls = [item["url"] for item in seen] + [page["url"] for item in seen for page in item["pages"]]
    here = _holder(request) or max(
        (url for url in urls if _is_at(url, request.path)), key=len, default=""
    )
    for item in seen:
        for page in item["pages"]:
            page["active"] = page["url"] == here
        item["active"] = item["url"] == here or any(page["active"] for page in item["pages"])
    return seen


def _holder(request) -> str:
    """The address of the entry that holds this page by its name."""
    match = getattr(request, "resolver_match", None)
    held = (
        each.url
        for each in _entries
        if match and match.view_name in each.holds and each.is_for(request.actor)
    )
    return next(held, "")


def _seen_by(actor: Actor) -> list[dict]:
    """Groups and entries that stand alone, in one order."""
    alone: list[tuple[int, dict]] = []
    grouped: dict[str, list[Entry]] = {}
    for entry in sorted(_entries, key=lambda entry: entry.order):
        if not entry.is_for(actor):
            continue
        group = _groups.get(entry.group or "")
        if group and actor.may(group.permission):
            grouped.setdefault(group.key, []).append(entry)
        else:
            alone.append((entry.order, _alone(entry)))
    for key, found in grouped.items():
        if len(found) == 1:
            alone.append((_groups[key].order, _alone(found[0])))
        else:
            alone.append((_groups[key].order, _together(_groups[key], found)))
    return [item for _order, item in sorted(alone, key=lambda each: each[0])]


def _alone(entry: Entry) -> dict:
    return {"title": entry.title, "url": entry.url, "key": None, "pages": []}


def _together(group: Group, found: list[Entry]) -> dict:
    pages = [{"title": each.title, "url": each.url, "about": each.about} for each in found]
    return {"title": group.title, "url": group.url, "key": group.key, "pages": pages}


def _is_at(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
