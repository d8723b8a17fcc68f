"""Which approver an application goes to, and why another one may not have it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approver, as far as choosing needs to know. `absences`: first and last day of each."""

    user_id: int
    name: str
    profession: str
    open_cases: int = 0
    last_given: datetime = NEVER
    absences: Sequence[tuple[date, date]] = ()
    providers: Collection[int] = ()
    interests: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application that somebody has to review. `written_by`: accounts that made or sent it;
    `names`: its authors and presenters; `had_by` had it at some time, `had_first` before the
    appeal that now runs; `approver_id` has it now."""

    reference: str
    provider_id: int
    professions: Collection[str]
    due_on: date
    written_by: Collection[int] = ()
    names: Collection[str] = ()
    approver_id: int | None = None
    had_by: Collection[int] = ()
    had_first: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an approver does not fit. A `bar` binds GOC staff too, the rest only the portal."""

    sentence: Sentence
    bar: bool = False


def plain_name(name: str) -> str:
    """A name without regard to case and to blanks too many."""
    return " ".join(name.split()).casefold()


def conflicts(waiting: Waiting, candidate: Candidate) -> list[Objection]:
    """Membership, declared interest, own work (decisions.md 16)."""
    found = []
    if waiting.provider_id in candidate.providers:
        found.append(_("Belongs to this provider."))
    if waiting.provider_id in candidate.interests:
        found.append(_("Declared an interest in this provider."))
    names = {plain_name(name) for name in waiting.names}
    if candidate.user_id in waiting.written_by or plain_name(candidate.name) in names:
        found.append(_("Wrote, submitted or presents this CET."))
    return [Objection(sentence, bar=True) for sentence in found]


def objections(waiting: Waiting, candidate: Candidate, *, today: date) -> list[Objection]:
    """Everything against giving it to them now; nothing if they fit."""
    found = conflicts(waiting, candidate)
    if candidate.user_id in waiting.had_first:
        found.append(Objection(_("Had it before the appeal."), bar=True))
    if candidate.user_id == waiting.approver_id:
        found.append(Objection(_("Has it now."), bar=True))
    elif candidate.user_id in waiting.had_by and candidate.user_id not in waiting.had_first:
        found.append(Objection(_("Had it before.")))
    if not candidate.profession:
        found.append(Objection(_("No profession is set for them.")))
    elif candidate.profession not in waiting.professions:
        found.append(Objection(_("Their profession is none of its audiences.")))
    if gone := away(candidate, today, waiting.due_on):
        words = {"first": date_format(gone[0], "j F Y"), "last": date_format(gone[1], "j F Y")}
        one_day = gone[0] == gone[1]
        sentence = _("Away on %(first)s.") if one_day else _("Away from %(first)s to %(last)s.")
        found.append(Objection(sentence % words))
    return found


def away(candidate: Candidate, first: date, last: date) -> tuple[date, date] | None:
    """Their first absence on any day from `first` to `last` (on `first`, where `last` is past)."""
    absences = (
        (begin, end)
        for begin, end in candidate.absences
        if begin <= max(first, last) and end >= first
    )
    return min(absences, default=None)


def choose(waiting: Waiting, candidates: Iterable[Candidate], *, today: date) -> Candidate | None:
    """Of those who fit the one with the fewest open cases; None when nobody fits.

    Of several with as few, the one whose last case is the longest ago.
    """
    fitting = [one for one in candidates if not objections(waiting, one, today=today)]
    return min(fitting, key=lambda one: (one.open_cases, one.last_given, one.user_id), default=None)


def share_out(
    cases: Sequence[Waiting], candidates: Sequence[Candidate], *, today: date, at: datetime
) -> list[Candidate | None]:
    """For each case whom the portal would choose, one case after the other."""
    known = {one.user_id: one for one in candidates}
    chosen: list[Candidate | None] = []
    for waiting in cases:
        one = choose(waiting, known.values(), today=today)
        chosen.append(one)
        if one is not None:
            known[one.user_id] = replace(one, open_cases=one.open_cases + 1, last_given=at)
            known = _one_fewer(known, waiting.approver_id)
    return chosen


def _one_fewer(known: dict[int, Candidate], user_id: int | None) -> dict[int, Candidate]:
    had = known.get(user_id) if user_id else None
    if had is None:
        return known
    return {**known, had.user_id: replace(had, open_cases=had.open_cases - 1)}
