"""One person's statement of a cycle."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import PointKind
from compliance.enums import NotCounted
from compliance.queries import facts
from compliance.queries.exceptions import Asked, asked_of, lowering_of
from compliance.queries.granted import grant_shown, is_empty, with_granted
from compliance.queries.lines import Line
from compliance.queries.lines import lines as lines_with
from compliance.queries.shown import AllShown, shown
from compliance.queries.to_write import LinesToWrite, lines_to_write
from compliance.queries.units import unit_names
from compliance.rules import (
    Assessment,
    Choice,
    Outlook,
    Period,
    Person,
    Progress,
    choice_of,
    outlook,
)
from compliance.rules.against import Against, against_now
from compliance.rules.explaining import asking_alone
from compliance.rules.standing import off_since
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import RegisterEntry, Registrant, VoluntaryGrant

# Some people have thousands of lines; a page of either list stays quick and readable.
PENDING_ON_A_PAGE = 25
LINES_ON_A_PAGE = 50
# The effect of a choice is shown beside so many lines; the others show it on their own page.
CHOICES_ON_A_PAGE = 10
EARLIER = "earlier"
FIELDS = (*facts.LINE_FIELDS, "event_reference", "title")
NOTHING = Assessment(scheme="", requirements=(), counted=(), not_counted=())


@dataclass(frozen=True, slots=True)
class Year:
    """The lines of a calendar year, the newest event first; `accepted`: points of all of them."""

    number: int
    lines: list[Line]
    accepted: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """Some of the pending lines: how many, their points, and what accepting them would do."""

    references: frozenset[str]
    general: frozenset[str]
    points: int
    outlook: Outlook

    @property
    def adding(self) -> list[Progress]:
        """The requirements to which they add something, but for those of a year."""
        return [
            each
            for each in self.outlook.progress
            if each.pending and each.now.required and not each.now.advisory
        ]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person's page shows of a cycle: a page of what waits, a page of the ledger.

    `pending_lines` and `pending_points` are of all that waits, not of the page alone.
    `without_reflection`: points of pending peer review that accepting alone does not make count.
    `to_write`: reflection statements of accepted peer review that a gap waits for.
    `has_record`: there is a line in the cycle, or a grant; `has_left`: was on the register,
    and is no more.
    `granted`: voluntary points that the registrar granted, in the cycle in which they count.
    `asked`: one's own requests for an exception from a cycle that is over: before, none is made.
    `against`: what contradicts itself, so that a run would list the person apart.
    """

    registrant: Registrant
    period: Period
    outlook: Outlook
    requirements: AllShown
    pending_page: Page
    pending: list[Line]
    pending_lines: int
    pending_points: int
    ledger_page: Page
    years: list[Year]
    just_accepted: list[Line]
    ticked: Ticked | None
    lapsed_points: int
    without_reflection: int = 0
    to_write: LinesToWrite | None = None
    has_record: bool = True
    has_left: bool = False
    granted: VoluntaryGrant | None = None
    asked: Asked = Asked()
    against: Against | None = None

    @property
    def entry_now(self) -> RegisterEntry | None:
        """The latest entry on the register: its number and profession."""
        return latest_entry(self.registrant)

    @property
    def asks_nothing(self) -> bool:
        """On the register in the cycle, but for no whole month."""
        return self.outlook.now.asks_nothing

    @property
    def lines(self) -> list[Line]:
        """Every line on the page."""
        return [*self.pending, *(line for year in self.years for line in year.lines)]

    @property
    def choices_that_matter(self) -> list[Line]:
        """What waits on this page and would count differently as a general point."""
        return [line for line in self.pending if line.choice and line.choice.matters]


def latest_entry(registrant: Registrant) -> RegisterEntry | None:
    """The entry on the register that began last."""
    return max(registrant.entries.all(), key=lambda each: each.start, default=None)


def begun(actor: Actor, registrant: Registrant, among: list[Period]) -> list[Period]:
    """The cycles of `among` that the actor has a statement of, the newest first: from the first
    entry on the register or the first line on, and one for lines from before the first cycle."""
    if not among:
        return []
    days = [each.start for each in registrant.entries.all()]
    first_line = register_queries.first_day_of(actor)
    since = min([*days, first_line] if first_line else days, default=None)
    if since is None:
        return among[:1]
    own = [each for each in among if each.last_day >= since] or among[:1]
    first = among[-1].first_day
    if first_line and first_line < first:
        own.append(Period(EARLIER, first_line, first - timedelta(days=1), ""))
    return own


def statement(
    actor: Actor,
    period: Period,
    *,
    today: date,
    registrant: Registrant | None = None,
    page: Any = 1,
    ledger_page: Any = 1,
    accepted: Collection[str] = (),
    ticked: Collection[str] | None = None,
    general: Collection[str] = (),
) -> Statement:
    """The actor's own statement; the same number of queries however many lines it has.

    `page`, `ledger_page`: of what waits, and of the rest. `accepted`: keys of lines accepted just
    now. `ticked`, `general`: keys of pending lines that they think of accepting, and of those of
    them that are to count as general.
    """
    registrant = registrant or register_queries.own_record(actor)
    found = register_queries.statement_between(actor, period.first_day, period.last_day)
    rows = list(found.values_list(*FIELDS, named=True))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    person = with_granted(person, registrant.pk, period)
    acceptable = facts.acceptable(rows, today)
    has_record = not is_empty(person, rows)
    asked = asked_of(actor.person_id, period.name) if period.last_day < today else Asked()
    # Of a cycle that is over without a record, its numbers are explained and nothing else is said.
    with asking_alone(period.last_day < today and not has_record):
        view = _view(person, period, acceptable, unwritten=facts.unwritten(rows, today))
        requirements = shown(
            person,
            period,
            view.progress,
            unit_names(),
            today=today,
            lowering=lowering_of(asked.standing),
        )
    waiting = [row for row in rows if str(row.pk) in acceptable]
    settled = [row for row in rows if str(row.pk) not in acceptable]
    pending = Paginator(waiting, PENDING_ON_A_PAGE).get_page(page)
    ledger = Paginator(settled, LINES_ON_A_PAGE).get_page(ledger_page)
    wanted = set(accepted)
    just_accepted = [row.pk for row in rows if str(row.pk) in wanted]
    current = latest_entry(registrant)
    lines = lines_with(
        actor,
        {row.pk for row in (*pending, *ledger)} | set(just_accepted),
        today=today,
        number=current.number if current else registrant.u_reference,
        reasons={each.reference: each.reason for each in view.now.not_counted},
        choices=_choices(person, period, pending, now=view.now),
    )
    return Statement(
        registrant=registrant,
        period=period,
        outlook=view,
        requirements=requirements,
        pending_page=pending,
        pending=[lines[row.pk] for row in pending if row.pk in lines],
        pending_lines=len(waiting),
        pending_points=sum(row.total for row in waiting),
        ledger_page=ledger,
        years=_years(settled, [lines[row.pk] for row in ledger if row.pk in lines]),
        just_accepted=[lines[key] for key in just_accepted if key in lines],
        without_reflection=_without_reflection(waiting, view.accepted),
        to_write=lines_to_write(requirements.to_write, rows),
        ticked=_ticked(person, period, waiting, ticked, general),
        has_record=has_record,
        has_left=off_since(person, today) is not None,
        lapsed_points=facts.lapsed_points(rows),
        granted=grant_shown(actor, registrant, period),
        asked=asked,
        against=_against(person, period, rows),
    )


def _against(person: Person, period: Period, rows: Iterable[Any]) -> Against | None:
    if period.name == EARLIER:
        return None
    events = {str(row.pk): row.event_reference for row in rows}
    return against_now(person, period, events)


def _without_reflection(waiting: Iterable[Any], accepted: Assessment) -> int:
    missing = {
        each.reference for each in accepted.not_counted if each.reason == NotCounted.NO_REFLECTION
    }
    return sum(row.total for row in waiting if str(row.pk) in missing)


def _view(
    person: Person,
    period: Period,
    pending: frozenset[str],
    general: frozenset[str] = frozenset(),
    unwritten: frozenset[str] = frozenset(),
) -> Outlook:
    if period.name == EARLIER:
        return Outlook(NOTHING, NOTHING)
    return outlook(person, period, pending=pending, general=general, unwritten=unwritten)


def _choices(
    person: Person, period: Period, rows: Iterable[Any], *, now: Assessment
) -> dict[str, Choice]:
    special = [str(row.pk) for row in rows if row.kind == PointKind.SPECIALIST][:CHOICES_ON_A_PAGE]
    if not special:
        return {}
    # What else waits counts for nothing here, so it need not be judged each time.
    counted = [point for point in person.points if point.accepted]
    return {
        point.reference: choice_of(
            replace(person, points=(*counted, point)), period, point.reference, now=now
        )
        for point in person.points
        if point.reference in special
    }


def _years(settled: Iterable[Any], shown: list[Line]) -> list[Year]:
    points: dict[int, int] = {}
    for row in settled:
        if row.status == PointStatus.ACCEPTED:
            points[row.event_date.year] = points.get(row.event_date.year, 0) + row.total
    grouped = groupby(shown, key=lambda line: line.entry.event_date.year)
    return [Year(number, list(lines), points.get(number, 0)) for number, lines in grouped]


def _ticked(
    person: Person,
    period: Period,
    waiting: list[Any],
    ticked: Collection[str] | None,
    general: Collection[str],
) -> Ticked | None:
    if ticked is None:
        return None
    chosen = {str(row.pk): row.total for row in waiting if str(row.pk) in set(ticked)}
    references, as_general = frozenset(chosen), frozenset(general) & frozenset(chosen)
    return Ticked(
        references=references,
        general=as_general,
        points=sum(chosen.values()),
        outlook=_view(person, period, references, as_general),
    )
