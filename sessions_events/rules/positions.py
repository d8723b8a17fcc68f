"""Latitude and longitude as people copy them from a map."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

_NUMBER = r"([+\-\u2212]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*([NSEW])?"
_PAIR = re.compile(rf"^\(?\s*{_NUMBER}\s*(?:[,;]\s*|\s+){_NUMBER}\s*\)?$", re.IGNORECASE)
LONGEST = 80


class Wrong(Exception):
    """Why no position could be read, in a sentence."""


def read(text: str) -> tuple[float, float] | None:
    """ "53.7997, -1.5492" or "53.7997 N, 1.5492 W": degrees; None if empty. Raises `Wrong`."""
    plain = text.strip()
    if not plain:
        return None
    found = _PAIR.match(plain[:LONGEST])
    if found is None or len(plain) > LONGEST:
        raise Wrong(
            _(
                "Enter latitude and longitude in degrees with decimals, for example "
                "53.7997, -1.5492, or leave this empty"
            )
        )
    latitude, longitude = _degrees(found[1], found[2]), _degrees(found[3], found[4])
    if (found[2] or "").upper() in ("E", "W") or (found[4] or "").upper() in ("N", "S"):
        raise Wrong(_("Enter the latitude first, then the longitude"))
    if not -90 <= latitude <= 90:
        raise Wrong(_("The latitude must be from -90 to 90 degrees"))
    if not -180 <= longitude <= 180:
        raise Wrong(_("The longitude must be from -180 to 180 degrees"))
    return latitude, longitude


def say(latitude: float | None, longitude: float | None) -> str:
    """The same as it is typed; empty where there is none."""
    if latitude is None or longitude is None:
        return ""
    return ", ".join(f"{Decimal(repr(degrees)):f}" for degrees in (latitude, longitude))


def _degrees(figures: str, side: str | None) -> float:
    degrees = float(figures.replace("\u2212", "-"))
    return -degrees if (side or "").upper() in ("S", "W") else degrees
