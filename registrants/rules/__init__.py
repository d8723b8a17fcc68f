"""What is worked out from plain values."""

from registrants.rules.identity import (
    holds_number,
    looks_like_number,
    normalise_number,
    surname_key,
)

__all__ = ["holds_number", "looks_like_number", "normalise_number", "surname_key"]
