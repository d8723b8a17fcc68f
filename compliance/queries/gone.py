"""Events of a plan that can be attended no more, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sessions_events import queries as event_queries
from sessions_events.enums import EventStatus
from sessions_events.models import Event


@dataclass(frozen=True, slots=True)
class Gone:
    """`event`: None where the number is of none that everybody may see. `done`: its CET is on the
    statement."""

    number: str
    event: Event | None
    at: datetime
    done: bool = False

    @property
    def words(self) -> str:
        """Why it counts for nothing, and where its points are if it is over."""
        if self.event is None:
            return _("This event is not in the directory (any more), so it counts for nothing.")
        if self.event.status == EventStatus.CANCELLED:
            return _("This event is cancelled, so it counts for nothing.")
        if self.event.status == EventStatus.NOT_HELD:
            return _("This event did not take place, so it counts for nothing.")
        if self.event.ends_at > self.at:
            return _("This event is not in the directory at present, so it counts for nothing.")
        if self.done:
            return _("This event is over, and its CET is on your statement.")
        if self.event.status == EventStatus.REFUSED:
            return _("This event is over, so it counts for nothing here.")
        return _("This event is over. If you attended, its points come to your statement.")


def gone_of(numbers: Sequence[str], done: Collection[str], *, at: datetime) -> list[Gone]:
    """Of these numbers, which are not in the directory, each with what everybody may know of it;
    `done`: C-numbers on the statement. Without a query where all are there."""
    if not numbers:
        return []
    known = {each.ev_number: each for each in event_queries.public_events(numbers)}
    return [
        Gone(number, event, at, event is not None and event.application.c_number in done)
        for number in numbers
        for event in [known.get(number)]
    ]
