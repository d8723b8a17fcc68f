"""Where a session lies."""

from typing import Any

from cet_portal.scheme import places
from sessions_events.models import Session


def located(
    *, online: bool, town: str, region: str, latitude: float | None, longitude: float | None
) -> dict[str, Any]:
    """Region and coordinates as they are stored: what was not typed comes from the town.

    Online there are none. A town that nobody knows, or that is ambiguous, gives nothing.
    """
    if online:
        return {"region": "", "latitude": None, "longitude": None}
    place = places.find(town).place if latitude is None or not region else None
    if place and latitude is None:
        latitude, longitude = place.latitude, place.longitude
    if place and not region:
        region = place.region
    return {"region": region, "latitude": latitude, "longitude": longitude}


def typed_place(session: Session) -> dict[str, Any]:
    """Region and coordinates as far as they were typed, and are not those of the town."""
    stored = {name: getattr(session, name) for name in ("region", "latitude", "longitude")}
    place = places.find(session.town).place if session.town else None
    if place and stored["region"] == place.region:
        stored["region"] = ""
    if place and (stored["latitude"], stored["longitude"]) == (place.latitude, place.longitude):
        stored["latitude"] = stored["longitude"] = None
    return stored
