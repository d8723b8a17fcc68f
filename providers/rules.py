"""Links that prove an address, dates of an entry on the list, the order of roles, reasons."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cet_portal.core.card_numbers import has_card_number
from cet_portal.core.permissions import Refusal, Refused

_SALT = "providers.link"
NO_CARD_NUMBER = gettext_lazy(
    "This looks like the number of a payment card. Card numbers must never be kept in MyCET: "
    "leave it out."
)


def link_token(kind: str, key: int, number: int = 0) -> str:
    """What stands in a mailed link, signed by us: of which kind, for which row, which mail."""
    return signing.dumps([kind, key, number], salt=_SALT)


def read_token(kind: str, token: str) -> tuple[int, int] | None:
    """The row and the number of the mail that a token of this kind names; None if not ours."""
    try:
        found, key, number = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return (int(key), int(number)) if found == kind else None


def last_day_from(start: date) -> date:
    """The last of the 12 months that begin with `start` (R2005 r.9(3)): the day before the same
    date of the next year. A listing from 29 February ends with the 28th of the next."""
    try:
        return start.replace(year=start.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return start.replace(year=start.year + 1, day=28)


def renewed_from(end: date, settled_on: date) -> date:
    """The first day of the next entry: the day after the old one, or the day of settlement when
    the old one has ended before it (decisions.md 8)."""
    return max(end + timedelta(days=1), settled_on)


def one_line(text: str) -> str:
    """A name without needless blanks, as it is stored and compared."""
    return " ".join(text.split())


def in_order(roles: Collection[str], ranks: Sequence[str]) -> list[str]:
    """The roles in order of rank, as plain words; what is no such role is left out."""
    return [str(role) for role in ranks if role in roles]


def reminder_stage(days_left: int, stages: Collection[int]) -> int | None:
    """The reminder that is due so many days before the end: the most pressing one only, also
    when earlier ones were missed. None while it is too early."""
    return min((stage for stage in stages if days_left <= stage), default=None)


def reason_given(reason: str) -> str:
    """The reason without blanks around it. Refused when there is none."""
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the provider reads it.")))
    return reason.strip()


def about_payment(text: str) -> str:
    """What is said about a payment. Refused with the number of a card in it (decisions.md 9)."""
    if has_card_number(text):
        raise Refused(Refusal(str(NO_CARD_NUMBER)))
    return text.strip()
