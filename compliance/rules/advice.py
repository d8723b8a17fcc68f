"""What somebody who is short can do before the cycle ends, in sentences for a letter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import Closes
from compliance.rules.facts import Period
from compliance.rules.inputs import Inputs
from compliance.rules.remedies import Remedies, to_write
from compliance.rules.result import Requirement
from compliance.rules.standing import outlook
from compliance.rules.writing_words import in_words

Gaps = list[tuple[Requirement, Remedies]]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, and the references of the peer reviews whose statements are to be written."""

    sentences: tuple[str, ...]
    to_write: tuple[str, ...] = ()


def advice_of(inputs: Inputs, period: Period, *, as_at: date) -> Advice:
    """From what a run was fed, as at its day."""
    person = inputs.person
    points = tuple(each for each in person.points if each.event_date <= as_at)
    pending = inputs.pending
    unwritten = frozenset(
        each.reference
        for each in points
        if each.peer_review and not each.reflection and (each.accepted or each.reference in pending)
    )
    view = outlook(replace(person, points=points), period, pending=pending, unwritten=unwritten)
    gaps = [
        (each.now, each.remedies)
        for each in view.progress
        if not each.now.met and not each.now.advisory
    ]
    wanted = to_write(gaps)
    sentences = [
        _accepting(gaps),
        in_words(wanted) if wanted else "",
        _waiting_reviews(gaps, period.last_day),
    ]
    done = tuple(filter(None, sentences))
    return Advice(
        sentences=tuple(filter(None, (*done, _more(gaps, besides=bool(done))))),
        to_write=wanted.references if wanted else (),
    )


def _accepting(gaps: Gaps) -> str:
    helps = any(own.accepting or own.closes(gap) == Closes.BOTH for gap, own in gaps)
    return _("Accept what waits on your statement.") if helps else ""


def _waiting_reviews(gaps: Gaps, last_day: date) -> str:
    number = len(set(_waiting(gaps)))
    if not number:
        return ""
    return ngettext(
        "Of what waits, %(number)s peer review counts only once you have written its reflection "
        "statement, by %(day)s.",
        "Of what waits, %(number)s peer reviews count only once you have written their reflection "
        "statements, by %(day)s.",
        number,
    ) % {"number": number, "day": date_format(last_day, "j F Y")}


def _waiting(gaps: Gaps) -> Iterable[str]:
    for gap, own in gaps:
        if own.closes(gap) in (Closes.BOTH, Closes.MORE_CET):
            yield from (each.reference for each in own.reviews if not each.is_accepted)


def _more(gaps: Gaps, *, besides: bool) -> str:
    if not any(own.closes(gap) == Closes.MORE_CET for gap, own in gaps):
        return ""
    if besides:
        return _("Find CET for what is still missing then.")
    return _("Find CET for what is missing.")
