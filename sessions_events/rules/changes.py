"""What was changed in a plan: kept as values that JSON can hold, said in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.clock import LONDON
from cet_portal.core.typed import say_time
from sessions_events.enums import Region

LABELS = {
    "name": gettext_lazy("Name"),
    "online": gettext_lazy("Where"),
    "venue": gettext_lazy("Venue"),
    "address": gettext_lazy("Address"),
    "town": gettext_lazy("Town or city"),
    "region": gettext_lazy("Region"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "start": gettext_lazy("First day"),
    "end": gettext_lazy("Last day"),
    "starts_at": gettext_lazy("Begins"),
    "ends_at": gettext_lazy("Ends"),
    "capacity": gettext_lazy("Places"),
    "price": gettext_lazy("Price"),
    "booking_link": gettext_lazy("Booking link"),
    "contact": gettext_lazy("Contact"),
    "open_to_all": gettext_lazy("Who can come"),
}
# What somebody who wants to come has to know.
FOR_VISITORS = frozenset(
    {"online", "venue", "address", "town", "starts_at", "ends_at", "price", "open_to_all"}
)

Values = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """One changed value in words. Empty where there was, or is, none."""

    label: str
    before: str
    after: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[Any]]:
    """[field, before, after] for each value of `after` that is another one."""
    return [
        [name, _kept(before[name]), _kept(value)]
        for name, value in after.items()
        if before[name] != value
    ]


def for_visitors(values: Values) -> bool:
    """Does it touch what people who want to come have to know?"""
    return any(name in FOR_VISITORS for name, _before, _after in values)


def told_visitors(values: Values) -> str:
    """The part of a change that people who want to come have to know, on one line."""
    return one_line([each for each in values if each[0] in FOR_VISITORS])


def in_words(values: Values) -> list[Said]:
    """For people to read."""
    return [
        Said(str(LABELS[name]), said(name, before), said(name, after))
        for name, before, after in values
    ]


def one_line(values: Values) -> str:
    """ "Venue: Town Hall (before: Civic Hall). Price: £20 (before: none)." """
    parts: Iterable[str] = (
        _("%(label)s: %(after)s (before: %(before)s).")
        % {
            "label": each.label,
            "after": each.after or _("none"),
            "before": each.before or _("none"),
        }
        for each in in_words(values)
    )
    return " ".join(parts)


def said(name: str, value: Any) -> str:
    """One value in words."""
    if value is None or value == "":
        return ""
    if name == "online":
        return _("Online") if value else _("At a venue")
    if name == "open_to_all":
        return _("Everybody") if value else _("Invited people only")
    if name == "region":
        return str(Region(value).label)
    if name in ("starts_at", "ends_at"):
        london = _instant(value).astimezone(LONDON)
        return f"{date_format(london, 'l j F Y')}, {say_time(london.time())}"
    if name in ("start", "end"):
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return date_format(day, "j F Y")
    return str(value)


def _instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
