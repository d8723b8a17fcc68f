"""What somebody who is to leave the register can still do against it: pure (docs/adr/0041)."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.facts import Period
from compliance.rules.timetable import exceptions_between


@dataclass(frozen=True, slots=True)
class Ways:
    """Until when something can be done against a removal of `of_day`, each None when its last day
    is past, or there is nothing to ask for. `takes_back`: either takes a removal back that is not
    in force yet."""

    dispute_until: date | None
    exception_until: date | None
    of_day: date
    takes_back: bool

    def __bool__(self) -> bool:
        return bool(self.dispute_until or self.exception_until)

    @property
    def words(self) -> str:
        """What it does to the removal, in a sentence; empty if nothing can be done any more."""
        last = max(filter(None, (self.dispute_until, self.exception_until)), default=None)
        if last is None:
            return ""
        if not self.takes_back:
            return _(
                "The removal is in force, and what you send now does not stop it. If the record is "
                "changed or an exception is granted, the CET manager decides whether it is undone."
            )
        values = {"what": self._what(), "day": date_format(self.of_day, "l j F Y")}
        if last < self.of_day:
            return (
                _("%(what)s that you send by then takes the removal back until it is decided.")
                % values
            )
        return (
            _(
                "%(what)s that you send before %(day)s takes the removal back until it is decided. "
                "One that you send from that day on does not stop it."
            )
            % values
        )

    def _what(self) -> str:
        """What can still be sent."""
        if self.dispute_until and self.exception_until:
            return _("A request for an exception or a dispute")
        return _("A dispute") if self.dispute_until else _("A request for an exception")


def ways_left(period: Period, of_day: date, today: date, *, may_ask: bool = True) -> Ways:
    """What somebody who is to leave the register on `of_day` can still do on a day. `may_ask`: no
    exception is open or granted in full."""
    dispute, exception = last_day_to_dispute(period), exceptions_between(period)[1]
    return Ways(
        dispute_until=dispute if today <= dispute else None,
        exception_until=exception if may_ask and today <= exception else None,
        of_day=of_day,
        takes_back=today < of_day,
    )


def held_back_words(dispute_until: date | None, exception_until: date | None, first: date) -> str:
    """That a removal, of `first` at the earliest, waits for what is sent before it; nothing when
    both days, of which either is None, are past."""
    comes_before = _("It can come before the last day for it; after it that does not stop it.")
    if dispute_until and exception_until:
        words = _(
            "If you dispute the record or put circumstances forward before the removal, it waits "
            "until that is decided."
        )
        comes_before = _("It can come before the last day for either; after it neither stops it.")
    elif dispute_until:
        words = _(
            "If you dispute the record before the removal, it waits until that is determined."
        )
    elif exception_until:
        words = _(
            "If you put circumstances forward before the removal, it waits until that is decided."
        )
    else:
        return ""
    last = max(filter(None, (dispute_until, exception_until)))
    return f"{words} {comes_before}" if first <= last else words
