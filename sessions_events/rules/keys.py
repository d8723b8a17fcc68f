"""Keys of machines: what is kept of one, whose it is, and what it opens (docs/adr/0043)."""

import hashlib
from datetime import date, timedelta

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.scheme import limits
from sessions_events.enums import KeyKind

# So that a key that leaks into a log or a repository is known for what it is.
PREFIX = "mycet_"
SHOWN = 10

# All that a key opens, whatever the person who made it may do besides.
OPENS: dict[str, frozenset[str]] = {
    KeyKind.UPLOADS: frozenset({Permission.EVENT_READ, Permission.EVENT_UPLOAD}),
    KeyKind.STATEMENT: frozenset({Permission.STATEMENT_READ_OWN}),
    KeyKind.RESULTS: frozenset({Permission.RESULTS_READ}),
}


def digest_of(secret: str) -> str:
    """What is kept of a key. It is random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def kind_for(actor: Actor) -> KeyKind | None:
    """The keys that this person makes, in the role in which they act; None if they make none."""
    if actor.tenant_id is not None:
        return KeyKind.UPLOADS if actor.may(Permission.EVENT_UPLOAD) else None
    if actor.user_id is None:
        return None
    if actor.person_id is not None:
        return KeyKind.STATEMENT if actor.may(Permission.STATEMENT_READ_OWN) else None
    return KeyKind.RESULTS if actor.may(Permission.RESULTS_READ) else None


def latest_end(today: date) -> date:
    """The furthest last day of a key that is made today, and the one it has unless another is
    chosen."""
    return today + timedelta(days=limits.KEY_DAYS)


def next_reminder(expires_on: date, *, after: date) -> date | None:
    """The first day after `after` on which the owner is told that the key ends, or has ended."""
    days = (expires_on - timedelta(days=before) for before in limits.KEY_REMIND_DAYS)
    return min((day for day in days if day > after), default=None)
