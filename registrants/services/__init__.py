"""Writes of registrants."""

from registrants.services.accepting import accept, accept_all
from registrants.services.ledger import (
    Occasion,
    PointOffer,
    keep_late,
    lapse,
    offer_points,
    reverse,
)
from registrants.services.register import (
    add_specialty,
    change_surname,
    connect_account,
    enter_on_register,
)

__all__ = [
    "Occasion",
    "PointOffer",
    "accept",
    "accept_all",
    "add_specialty",
    "change_surname",
    "connect_account",
    "enter_on_register",
    "keep_late",
    "lapse",
    "offer_points",
    "reverse",
]
