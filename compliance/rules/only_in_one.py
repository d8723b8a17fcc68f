"""Why somebody is in one of two runs only: from what that run keeps, and the register now."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compliance.rules.facts import Entry, Period
from compliance.rules.inputs import plain_of, read
from compliance.rules.months import Span, span_of
from compliance.rules.run_changes import entries_changed


def gone(
    text: str, period: Period, made: date, now: Sequence[Entry], *, is_student: bool
) -> list[str]:
    """Of whoever is in the first run alone. `text`: what it read; `made`: when the second was;
    `now`: their entries by now, without those as a student (`is_student`: there are such)."""
    if _in_cycle(now, period):
        words = _(
            "Not on the register in the cycle when the second run was made on %(day)s; on it again "
            "now."
        )
        return [words % {"day": _day(made)}, *_entries(text, now)]
    return [_why_not(period, now, is_student=is_student), *_entries(text, now)]


def _why_not(period: Period, now: Sequence[Entry], *, is_student: bool) -> str:
    left = max((each.end for each in now if each.end and each.end < period.first_day), default=None)
    comes = min((each.start for each in now if each.start > period.last_day), default=None)
    words = {"left": left and _day(left), "comes": comes and _day(comes)}
    if left and comes:
        return (
            _(
                "Left the register on %(left)s, before the cycle began; back from %(comes)s on, "
                "after it ended."
            )
            % words
        )
    if left:
        return _("Left the register on %(left)s, before the cycle began.") % words
    if comes:
        return _("On the register from %(comes)s on only, after the cycle ended.") % words
    if is_student:
        return _("On the register as a student only.")
    return _("The register has no entry of theirs any more.")


def came(text: str, period: Period, made: date) -> list[str]:
    """Of whoever is in the second run alone. `text`: what it read; `made`: when the first was."""
    there = _in_cycle(read(text).person.entries, period)
    if there and there[0].start > made:
        words = _("Came onto the register on %(day)s, after the first run was made on %(made)s.")
        return [words % {"day": _day(there[0].start), "made": _day(made)}]
    words = _(
        "Not on the register in the cycle when the first run was made on %(made)s; entered or put "
        "right since: %(entries)s."
    )
    return [words % {"made": _day(made), "entries": ", ".join(map(_entry, there))}]


def joined_to(number: str | None) -> str:
    """Of whose record went to another, which has this number in the second run, if it is there."""
    if number is None:
        return _("Joined with another record of the same person, which is not in the second run.")
    words = _("Joined with another record of the same person: in the second run under %(number)s.")
    return words % {"number": number}


def joined_from(numbers: Iterable[str]) -> str:
    """Of who has what the first run has under these numbers."""
    words = _("In the first run under %(number)s: that record of the same person was joined since.")
    return words % {"number": ", ".join(numbers)}


def _in_cycle(entries: Iterable[Entry], period: Period) -> list[Entry]:
    cycle = Span(period.first_day, period.last_day)
    found = [each for each in entries if span_of(each).within(cycle)]
    return sorted(found, key=lambda each: each.start)


def _entries(text: str, now: Sequence[Entry]) -> list[str]:
    """What differs between the entries that the first run read, and those of now."""
    rows = [
        [each.profession, each.number, f"{each.start}", each.end and f"{each.end}"] for each in now
    ]
    return list(entries_changed(plain_of(text)["entries"], rows))


def _entry(entry: Entry) -> str:
    words = {"number": entry.number, "start": _day(entry.start)}
    if entry.end is None:
        return _("%(number)s since %(start)s") % words
    return _("%(number)s from %(start)s to %(end)s") % {**words, "end": _day(entry.end)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
