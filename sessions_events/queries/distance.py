"""How far a session lies from a place: plain SQL on its latitude and longitude, no extension."""

from math import asin, cos, degrees, radians, sin

from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from cet_portal.scheme.models import Place

EARTH_IN_MILES = 3958.7613  # mean radius
_SLACK = 1.001  # the box must never be tighter than the circle in it


def miles_from(place: Place):
    """The great-circle distance of an event's session in miles (haversine formula); NULL
    without a position."""
    latitude, longitude = F("session__latitude"), F("session__longitude")
    half_north = Sin(Radians(latitude - Value(place.latitude)) / 2.0)
    half_east = Sin(Radians(longitude - Value(place.longitude)) / 2.0)
    across = Value(cos(radians(place.latitude)), output_field=FloatField()) * Cos(Radians(latitude))
    angle = Power(half_north, 2.0) + across * Power(half_east, 2.0)
    # Rounding may lift the angle of two antipodes above 1, where ASIN has no answer.
    root = Sqrt(Least(Value(1.0), angle))
    return Value(2 * EARTH_IN_MILES, output_field=FloatField()) * ASin(
        root, output_field=FloatField()
    )


def in_box(place: Place, miles: float) -> Q:
    """Within the degrees that hold the circle: what an index can answer."""
    angle = _SLACK * miles / EARTH_IN_MILES
    north = degrees(angle)
    east = degrees(asin(min(1.0, sin(angle) / cos(radians(place.latitude)))))
    return Q(
        session__latitude__range=(place.latitude - north, place.latitude + north),
        session__longitude__range=(place.longitude - east, place.longitude + east),
    )
