"""Lines of a statement, with what belongs to each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from approvals import queries as approval_queries
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import PointKind
from compliance.enums import NotCounted
from compliance.queries import facts
from compliance.queries.granted import with_granted
from compliance.rules import Choice, Period, assess, choice_of
from compliance.rules.closing import counts_towards
from registrants import queries as register_queries
from registrants.enums import AcceptedWay, PointStatus
from registrants.models import PointEntry
from sessions_events import queries as event_queries
from sessions_events.enums import CASE_OPEN
from sessions_events.models import PointsCase
from sessions_events.queries import cases as case_queries

OBJECTED = frozenset({PointStatus.DECLINED, PointStatus.QUERIED})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger with what belongs to it: one's own rating, and why it does not count.

    `promoted`: the CET still has a page in the directory. `other_number`: it was uploaded under
    another number than today's. `objection`: what was said when it was declined or queried.
    `choice`: what it would do as a specialist and as a general point, where it can be both.
    `by_staff`: what GOC staff did on the person's request; `refused`: why they decided that it
    does not count, as it came late.
    `accepted`: when and in which way it was accepted.
    `case`: the latest case about it, with its answer.
    `towards`: the requirements towards which it counts, on its own page.
    `needs_reflection`: peer review that does not count before its reflection statement is written,
    for which there is still time (decisions.md 29).
    """

    entry: PointEntry
    rating: event_queries.OwnRating | None
    promoted: bool
    reason: str
    other_number: bool = False
    objection: register_queries.Objection | None = None
    written: bool = False
    choice: Choice | None = None
    by_staff: str = ""
    refused: str = ""
    accepted: register_queries.Acceptance | None = None
    case: PointsCase | None = None
    towards: tuple[str, ...] = ()
    needs_reflection: bool = False

    @property
    def key(self) -> str:
        """As addresses and forms name it."""
        return str(self.entry.pk)

    @property
    def score(self) -> int | None:
        return self.rating.score if self.rating else None

    @property
    def can_be_rated(self) -> bool:
        return self.entry.status == PointStatus.ACCEPTED and self.score is None

    @property
    def by_instruction(self) -> bool:
        """The standing instruction accepted it."""
        return self.accepted is not None and self.accepted.way == AcceptedWay.INSTRUCTION

    @property
    def may_be_wrong(self) -> bool:
        """Accepted, and no case about it is open: its registrant can say that it is wrong."""
        asked = self.case is not None and self.case.status in CASE_OPEN
        return self.entry.status == PointStatus.ACCEPTED and not asked

    @property
    def taken_as_general(self) -> bool:
        """Its registrant chose to count a specialist point as a general one."""
        return self.entry.accepted_as == PointKind.GENERAL != self.entry.kind

    @property
    def instruction_is_late(self) -> bool:
        """The standing instruction cannot accept it before the cycle ends."""
        return self.entry.accept_on is not None and self.entry.accept_on > self.entry.due_on


def lines(
    actor: Actor,
    keys: Collection[int],
    *,
    today: date,
    number: str = "",
    reasons: Mapping[str, NotCounted] | None = None,
    choices: Mapping[str, Choice] | None = None,
    towards: Mapping[str, list[str]] | None = None,
) -> dict[int, Line]:
    """These lines of one's own statement by key, in the order of the statement.

    `number`: today's; `reasons`: why lines do not count. The same number of queries however many.
    """
    reasons, choices, towards = reasons or {}, choices or {}, towards or {}
    own = register_queries.statement_of(actor).filter(pk__in=keys).select_related("reflection")
    entries = list(own)
    ratings = event_queries.rated_by(actor.person_id, (each.event_reference for each in entries))
    promoted = approval_queries.promoted(today, (each.c_number for each in entries))
    cases = case_queries.cases_about(actor)
    said = register_queries.objections(each.pk for each in entries if each.status in OBJECTED)
    by_staff = register_queries.done_by_staff(entries)
    refused = register_queries.refused_late(entries)
    accepted = register_queries.acceptances(entries)
    return {
        entry.pk: Line(
            entry=entry,
            rating=ratings.get(entry.event_reference),
            promoted=entry.c_number in promoted,
            reason=_reason(entry, reasons.get(str(entry.pk))),
            other_number=bool(number) and entry.number != number,
            objection=said.get(entry.pk),
            written=hasattr(entry, "reflection"),
            choice=choices.get(str(entry.pk)),
            by_staff=by_staff.get(entry.pk, ""),
            refused=refused.get(entry.pk, ""),
            accepted=accepted.get(entry.pk),
            case=cases.get(entry.pk),
            towards=tuple(towards.get(str(entry.pk), ())),
            needs_reflection=_needs_reflection(entry, reasons.get(str(entry.pk)), today),
        )
        for entry in entries
    }


def _reason(entry: PointEntry, reason: NotCounted | None) -> str:
    # The status says it already of what was not accepted.
    if not reason or entry.status != PointStatus.ACCEPTED:
        return ""
    written = entry.reflection.written_on if hasattr(entry, "reflection") else None
    return facts.reason_in_words(reason, written_on=written, due_on=entry.due_on)


def _needs_reflection(entry: PointEntry, reason: NotCounted | None, today: date) -> bool:
    """Would writing help, once it is accepted?"""
    in_the_way = reason not in (None, NotCounted.NOT_ACCEPTED, NotCounted.NO_REFLECTION)
    written = hasattr(entry, "reflection")
    return entry.peer_review and not written and not in_the_way and today <= entry.due_on


def line(
    actor: Actor, entry: PointEntry, period: Period | None, *, today: date
) -> tuple[Line, Choice | None]:
    """One line of one's own, and what accepting it would do; None if it cannot be accepted."""
    registrant = register_queries.own_record(actor)
    reasons: dict[str, NotCounted] = {}
    choice = None
    towards: dict[str, list[str]] = {}
    if period is not None:
        found = register_queries.statement_between(actor, period.first_day, period.last_day)
        rows = list(found.values_list(*facts.LINE_FIELDS, named=True))
        person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
        person = with_granted(person, registrant.pk, period)
        now = assess(person, period)
        reasons = {each.reference: NotCounted(each.reason) for each in now.not_counted}
        towards = counts_towards(now)
        if str(entry.pk) in facts.acceptable(rows, today):
            choice = choice_of(person, period, str(entry.pk), now=now)
    current = max(registrant.entries.all(), key=lambda each: each.start, default=None)
    number = current.number if current else registrant.u_reference
    found_lines = lines(
        actor, {entry.pk}, today=today, number=number, reasons=reasons, towards=towards
    )
    return found_lines[entry.pk], choice
