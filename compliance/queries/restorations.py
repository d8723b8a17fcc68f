"""Reads of restorations: their history, and what hangs on one that is put right."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.permissions import Refusal
from compliance.enums import ExceptionStatus, RemovalStatus, RunKind, RunStatus
from compliance.models import (
    CycleDispute,
    ExceptionRequest,
    Removal,
    RestorationStep,
    RunResult,
)
from compliance.queries.cycles import periods
from compliance.queries.exceptions import latest_of
from compliance.queries.judging import judged_now
from compliance.rules import Assessment, Period
from compliance.rules.restoration import Asked, restoration
from registrants.queries import putting_right

ONE_DAY = timedelta(days=1)


def steps_of(removal: Removal):
    """Everything that was recorded about its restoration, the newest first."""
    return removal.restorations.order_by("-pk")


def last_step(removal: Removal) -> RestorationStep | None:
    """The restoration as it stands recorded."""
    return steps_of(removal).first()


def step_words(step: RestorationStep) -> str:
    """What was recorded then, in a sentence, and why."""
    said = []
    if step.start:
        said.append(_("From %(day)s.") % {"day": date_format(step.start, "j F Y")})
    if step.number:
        said.append(_("Number %(number)s.") % {"number": step.number})
    if step.specialties:
        said.append(_("Specialties: %(names)s.") % {"names": ", ".join(step.specialty_names)})
    return " ".join([*said, step.reason])


def held_by(removal: Removal) -> Refusal | None:
    """Why a removal cannot stand again now: as nobody is removed then either."""
    cycle, person = removal.cycle, removal.registrant_id
    asked = latest_of(cycle, [person]).get(person)
    if ExceptionRequest.objects.open().filter(registrant=person, cycle=cycle).exists():
        return Refusal(_("They ask for an exception, which has to be decided first."))
    if asked and asked.status == ExceptionStatus.EXCUSED:
        return Refusal(_("Their exception is granted: they are not removed because of this cycle."))
    if CycleDispute.objects.open().filter(registrant=person, cycle=cycle).exists():
        return Refusal(_("They dispute the record, which has to be determined first."))
    again = Removal.objects.filter(
        registrant=person, status=RemovalStatus.REMOVED, pk__gt=removal.pk
    ).first()
    if again:
        words = {"number": again.reference}
        return Refusal(_("They were removed again since: %(number)s.") % words)
    return None


@dataclass(frozen=True, slots=True)
class Judged:
    """A cycle that the days touch, before and after."""

    period: Period
    before: Assessment
    now: Assessment

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Of each requirement that changes its name, and what it is before and after."""
        was = {_key(each): each for each in self.before.requirements}
        will = {_key(each): each for each in self.now.requirements}
        return [
            (
                (will.get(key) or was[key]).label,
                _figures(was.get(key)),
                _figures(will.get(key)),
            )
            for key in dict.fromkeys((*was, *will))
            if _figures(was.get(key)) != _figures(will.get(key))
        ]


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a statement: how many, and their points."""

    count: int = 0
    points: int = 0


class Effect:
    """What hangs on a restoration that is put right. Made before; `look_again` when it is done, in
    the transaction that is taken back then."""

    def __init__(self, removal: Removal, *, until: date):
        self.step = self.then = last_step(removal)
        self.periods = [each for each in periods(until) if each.last_day >= removal.of_day]
        self._was = self._judged(removal)
        self.cycles: list[Judged] = []
        self.lost = self.gained = self.misnumbered = Lines()
        self.runs = _runs_since(removal, self.step)
        self.check_was = _check(removal, self.start)
        self.check_now: list[Asked] = []

    def look_again(self, removal: Removal) -> None:
        """It is done."""
        self.then = last_step(removal)
        now = self._judged(removal)
        self.cycles = [Judged(each, self._was[each.name], now[each.name]) for each in self.periods]
        self.check_now = _check(removal, self.new_start)
        self._count(removal.registrant_id)

    @property
    def start(self) -> date | None:
        return self.step.start if self.step else None

    @property
    def new_start(self) -> date | None:
        return self.then.start if self.then else None

    @property
    def number(self) -> str:
        return self.step.number if self.step else ""

    @property
    def takes_days(self) -> bool:
        """Are there days on which they were on the register as recorded, and will not be?"""
        return self.new_start is None or bool(self.start and self.new_start > self.start)

    @property
    def touches_points(self) -> bool:
        return bool(self.lost.count or self.gained.count or self.misnumbered.count)

    @property
    def changed_cycles(self) -> list[Judged]:
        return [each for each in self.cycles if each.changes]

    def _count(self, person: int) -> None:
        was, will = self.start, self.new_start
        if was is None:
            return
        if will is None:
            self.lost = Lines(*putting_right.points_between(person, was, None))
            return
        between = putting_right.points_between(person, min(was, will), max(was, will) - ONE_DAY)
        if will > was:
            self.lost = Lines(*between)
        elif will < was:
            self.gained = Lines(*between)
        if self.then and self.then.number != self.number:
            self.misnumbered = Lines(*putting_right.points_under(person, self.number, will))

    def _judged(self, removal: Removal) -> dict[str, Assessment]:
        person = removal.registrant_id
        return {each.name: judged_now([person], each)[person].found for each in self.periods}


def _check(removal: Removal, day: date | None) -> list[Asked]:
    """What the restoration check asks for this day, of somebody who is not on the register."""
    if day is None:
        return []
    known = periods(day)
    if not known:
        return []
    person = judged_now([removal.registrant_id], known[-1], until=day)[removal.registrant_id].person
    before = replace(
        person,
        entries=tuple(each for each in person.entries if each.start < removal.of_day),
        specialties=tuple(each for each in person.specialties if each.start < removal.of_day),
    )
    return list(restoration(before, day, known).asked)


def _runs_since(removal: Removal, step: RestorationStep | None) -> list[str]:
    """Sealed runs since the restoration that judged the person: they stay as they were."""
    if step is None:
        return []
    rows = RunResult.objects.filter(
        run__kind=RunKind.REAL,
        registrant=removal.registrant_id,
        run__status=RunStatus.SEALED,
        run__ended_at__gte=step.at,
    )
    return sorted(set(rows.values_list("run__number", flat=True)))


def _key(requirement) -> tuple:
    return requirement.code, requirement.specialty, requirement.year


def _figures(requirement) -> str:
    if requirement is None:
        return _("not required")
    words = {"obtained": requirement.obtained, "required": requirement.required}
    return _("%(obtained)d of %(required)d") % words
