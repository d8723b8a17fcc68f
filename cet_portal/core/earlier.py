"""Told to whoever has less time than was said, because a day off was taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import ngettext

from cet_portal.core.deadlines import Move
from cet_portal.core.notifications import Message, Recipient, send_all

MOST_NAMED = 30


@dataclass(frozen=True)
class DatesEarlier(Message):
    """One message to one person, with all of their due dates that one change made earlier."""

    recipient: Recipient
    moves: Sequence[Move]
    day: date
    name: str
    page: str
    at: datetime

    kind = "due_dates_earlier"

    def key(self):
        return f"earlier:{self.day}:{self.at:%Y%m%d%H%M%S}:{self.page}"

    def recipients(self):
        return [self.recipient]

    def subject(self):
        day = date_format(min(move.to_date for move in self.moves), "j F Y")
        return ngettext(
            "A due date is earlier than we said: %(day)s",
            "%(number)d due dates are earlier than we said, the first is %(day)s",
            len(self.moves),
        ) % {"number": len(self.moves), "day": day}

    def path(self):
        return self.page

    def context(self):
        moves = sorted(self.moves, key=lambda move: (move.to_date, move.case.pk))
        return {
            "day": self.day,
            "name": self.name,
            "moves": moves[:MOST_NAMED],
            "more": max(len(moves) - MOST_NAMED, 0),
        }


def tell(
    told: Iterable[tuple[Recipient, Move]], *, day: date, name: str, page: str, at: datetime
) -> None:
    """One message to each recipient, with all of their moves, each once."""
    by_person: dict[Recipient, list[Move]] = {}
    for recipient, move in told:
        own = by_person.setdefault(recipient, [])
        # Somebody may be told as administrator and as author.
        if not own or own[-1] is not move:
            own.append(move)
    send_all(
        (DatesEarlier(each, moves, day, name, page, at) for each, moves in by_person.items()),
        at=at,
    )
