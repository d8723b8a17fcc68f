"""What is worked out from plain values."""

from registrants.rules.assisting import (
    said,
)
from registrants.rules.identity import (
    holds_number,
    is_u_reference,
    looks_like_number,
    normalise_number,
    surname_key,
)
from registrants.rules.opening import closed_until, digest_of
from registrants.rules.reminding import WEEK, is_recent, next_reminder

__all__ = [
    "WEEK",
    "is_recent",
    "said",
    "closed_until",
    "digest_of",
    "holds_number",
    "is_u_reference",
    "looks_like_number",
    "next_reminder",
    "normalise_number",
    "surname_key",
]
