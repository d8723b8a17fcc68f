"""What is worked out from plain values."""

from registrants.rules.identity import (
    holds_number,
    looks_like_number,
    normalise_number,
    surname_key,
)
from registrants.rules.opening import closed_until, digest_of

__all__ = [
    "closed_until",
    "digest_of",
    "holds_number",
    "looks_like_number",
    "normalise_number",
    "surname_key",
]
