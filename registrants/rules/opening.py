"""Secrets in mailed links, and numbers that are closed for a while."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from cet_portal.scheme import limits


def digest_of(token: str) -> str:
    """What is kept of the secret in a mailed link."""
    return hashlib.sha256(token.encode()).hexdigest()


def closed_until(wrong: Sequence[datetime]) -> datetime | None:
    """Until when a number is closed, from the instants of wrong dates of birth, in order.

    Ten within a day close it for a day from the tenth (docs/adr/0029). What was tried while it
    was closed must not be among them, or others could keep a number closed for ever.
    """
    most, closed = limits.WRONG_DATES_OF_BIRTH, timedelta(hours=limits.NUMBER_CLOSED_HOURS)
    tenths = zip(wrong, wrong[most - 1 :], strict=False)
    return max((last + closed for first, last in tenths if last - first < closed), default=None)
