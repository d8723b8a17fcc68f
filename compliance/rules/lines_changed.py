"""What became of the lines of one person between what two runs were fed."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.rules.inputs import plain_of

# Of a line as it is kept (compliance.rules.inputs.Line): what stands at the end as usual is left
# out, and a line of which nothing is said was accepted.
REFERENCE, EVENT_DATE, TOTAL, ACCEPTED, PENDING = 0, 1, 3, 6, 12
# So the text of a line ends that can be accepted.
_WAITS = ",false,true]"
# Lines that a sentence names by day and points.
MOST_NAMED = 3

Lines = list[list[Any]]


def wait_no_more(before: str, after: str) -> set[str]:
    """References of lines that could be accepted when the text `before` was read and not when
    `after` was, though nobody had accepted them. Most texts are told by a look at them."""
    if after.count(_WAITS) >= before.count(_WAITS):
        return set()
    old, new = _by_reference(plain_of(before)["points"]), _by_reference(plain_of(after)["points"])
    both = old.keys() & new.keys()
    return {each for each in both if _what_befell(old[each], new[each]) is _closed}


def lines_changed(was: Lines, now: Lines, lapsed: Collection[str] = ()) -> Iterator[str]:
    """A sentence for each thing that befell lines of these, in `now` that were not in `was`, and
    the other way about; those of which nothing changed are not spoken of. `lapsed`: references of
    those that wait no more because their last day is past."""
    old, new = _by_reference(was), _by_reference(now)
    found: dict[Callable[[int], str], Lines] = {each: [] for each in _SENTENCES}
    for reference, line in new.items():
        if reference not in old:
            found[_more].append(line)
        elif old[reference] != line:
            befell = _what_befell(old[reference], line)
            found[_lapsed if befell is _closed and reference in lapsed else befell].append(line)
    found[_fewer] = [line for reference, line in old.items() if reference not in new]
    for sentence, lines in found.items():
        if lines:
            yield sentence(len(lines)) % _named(lines)


def _by_reference(lines: Lines) -> dict[str, list[Any]]:
    return {line[REFERENCE]: line for line in lines}


def _what_befell(old: list[Any], new: list[Any]) -> Callable[[int], str]:
    if _accepted(old) != _accepted(new):
        if not _accepted(new):
            return _undone
        return _accepted_since if _pending(old) else _settled
    if _pending(old) != _pending(new):
        return _open_again if _pending(new) else _closed
    return _corrected


def _accepted(line: list[Any]) -> bool:
    return len(line) <= ACCEPTED or bool(line[ACCEPTED])


def _pending(line: list[Any]) -> bool:
    return len(line) > PENDING and bool(line[PENDING])


def _more(lines: int) -> str:
    return ngettext("%(number)s line more: %(lines)s", "%(number)s lines more: %(lines)s", lines)


def _fewer(lines: int) -> str:
    return ngettext("%(number)s line fewer: %(lines)s", "%(number)s lines fewer: %(lines)s", lines)


def _accepted_since(lines: int) -> str:
    return ngettext(
        "%(number)s line accepted since: %(lines)s",
        "%(number)s lines accepted since: %(lines)s",
        lines,
    )


def _settled(lines: int) -> str:
    """It could not be accepted any more: staff have settled it, or its case."""
    return ngettext(
        "%(number)s line settled since, so that it counts: %(lines)s",
        "%(number)s lines settled since, so that they count: %(lines)s",
        lines,
    )


def _lapsed(lines: int) -> str:
    return ngettext(
        "%(number)s line lapsed since: %(lines)s", "%(number)s lines lapsed since: %(lines)s", lines
    )


def _closed(lines: int) -> str:
    return ngettext(
        "%(number)s line objected to, taken back or settled since: %(lines)s",
        "%(number)s lines objected to, taken back or settled since: %(lines)s",
        lines,
    )


def _open_again(lines: int) -> str:
    return ngettext(
        "%(number)s line can be accepted again: %(lines)s",
        "%(number)s lines can be accepted again: %(lines)s",
        lines,
    )


def _undone(lines: int) -> str:
    return ngettext(
        "%(number)s line not accepted any more: %(lines)s",
        "%(number)s lines not accepted any more: %(lines)s",
        lines,
    )


def _corrected(lines: int) -> str:
    return ngettext(
        "%(number)s line corrected: %(lines)s", "%(number)s lines corrected: %(lines)s", lines
    )


# In the order in which they are said.
_SENTENCES = (
    *(_more, _fewer, _accepted_since, _settled),
    *(_lapsed, _closed, _open_again, _undone, _corrected),
)


def _named(lines: Lines) -> dict[str, Any]:
    """How many lines, and the first of them by day and points."""
    first = sorted(lines, key=lambda line: (line[EVENT_DATE], line[REFERENCE]))[:MOST_NAMED]
    said = [
        _("%(day)s (%(points)s)")
        % {
            "day": date_format(date.fromisoformat(each[EVENT_DATE]), "j F Y"),
            "points": each[TOTAL],
        }
        for each in first
    ]
    if len(lines) > MOST_NAMED:
        said.append(_("and %(number)s more") % {"number": len(lines) - MOST_NAMED})
    return {"number": len(lines), "lines": ", ".join(said)}
