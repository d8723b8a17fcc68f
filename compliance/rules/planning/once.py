"""Words about what is met once what waits is accepted and what is missing is written."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import Closes
from compliance.rules.remedies import Remedies
from compliance.rules.result import Requirement


def met_once(requirement: Requirement, remedies: Remedies) -> str:
    """ "Met once accepted", "Met once written"; empty where that does not do."""
    words = {
        Closes.ACCEPTING: _("Met once accepted"),
        Closes.WRITING: _("Met once written"),
        Closes.BOTH: _("Met once accepted and written"),
    }
    least = remedies.closes(requirement)
    return words.get(least, "") if least else ""


def with_what(remedies: Remedies) -> str:
    """What the figures take as done: "with what waits", "with reflection statements written"."""
    if not remedies.written_besides:
        return _("with what waits")
    if remedies.accepting or not remedies.writing:
        return _("with what waits and reflection statements written")
    return _("with reflection statements written")


def all_met_once(gaps: Iterable[tuple[Requirement, Remedies]]) -> str:
    """What is to be done until every requirement is met, where no more CET is needed."""
    open_ones = [(gap, own) for gap, own in gaps if not gap.met]
    ways = {own.closes(gap) for gap, own in open_ones}
    statements = max(
        (own.enough(gap) for gap, own in open_ones if own.closes(gap) != Closes.ACCEPTING),
        default=0,
    )
    if not statements:
        return _("You meet every requirement once you have accepted what waits.")
    if ways == {Closes.WRITING}:
        return ngettext(
            "You meet every requirement once you have written a reflection statement.",
            "You meet every requirement once you have written %(number)s reflection statements.",
            statements,
        ) % {"number": statements}
    return ngettext(
        "You meet every requirement once you have accepted what waits and written a reflection "
        "statement.",
        "You meet every requirement once you have accepted what waits and written %(number)s "
        "reflection statements.",
        statements,
    ) % {"number": statements}
