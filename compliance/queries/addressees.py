"""Whom a letter concerns: everybody in a run, and for each whether it is written or why not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cet_portal.core.clock import london_date
from compliance.enums import (
    Addressed,
    LetterKind,
    Settled,
)
from compliance.models import ComplianceRun, Letter, LetterRound
from compliance.models import RunResult as Result
from compliance.queries.cycles import named
from compliance.queries.excused import excused_in
from compliance.queries.left_out import (
    SHORT,
    are,
    gone,
    made_up_after,
    removed_after,
    there_on,
)
from compliance.queries.runs import below_annual, outcomes
from registrants import queries as register_queries

# Letters that say how the cycle ended: the later one stands.
ENDINGS = (LetterKind.MET, LetterKind.SHORTFALL)
# Letters that speak of the place on the register: nothing to whoever has none any more.
OF_THE_PLACE = (LetterKind.SHORTFALL, LetterKind.ANNUAL)
# The account is that of the person whose entry this turned out to be.
_HAS_ACCOUNT = Exists(
    register_queries.with_account().filter(
        pk=Coalesce(OuterRef("registrant__joined_to"), OuterRef("registrant"))
    )
)
BY_POST = Case(When(_HAS_ACCOUNT, then=Value(False)), default=Value(True))


def concerned(run: ComplianceRun, kind: str, year: int | None = None) -> QuerySet[Result]:
    """The results of a run that a letter of this kind is about, of people who were on the register
    on its last day: whoever has left owes nothing more."""
    return Result.objects.filter(_is_about(kind, year), run=run).filter(there_on(run.as_at))


def _is_about(kind: str, year: int | None) -> Q:
    if kind == LetterKind.ANNUAL:
        return below_annual(year)
    return Q(standing=Settled.MET) if kind == LetterKind.MET else Q(standing__in=SHORT)


def to_write(
    run: ComplianceRun,
    kind: str,
    year: int | None = None,
    *,
    on: date | None = None,
    besides: LetterRound | None = None,
) -> QuerySet[Result]:
    """Those of them who have not read the same already: a letter of this run, an earlier one of
    its cycle from the same result, or, for those who met it, that they have. `besides`: letters
    that do not count. Nobody is told of a shortfall that an exception excuses, that was made up, or
    because of which they were removed; nor of a shortfall or an annual minimum who is not on the
    register any more `on` the day of writing (if it is not given, that of the run); and of two
    entries that turned out to be one person one is written to.
    """
    rows = not_told(run, kind, year, on=on, besides=besides)
    return rows.exclude(pk__in=_doubled(rows))


def not_told(
    run: ComplianceRun,
    kind: str,
    year: int | None,
    *,
    on: date | None,
    besides: LetterRound | None,
    people: frozenset[int] | None = None,
) -> QuerySet[Result]:
    """The same with both of two entries that turned out to be one person. `people`: nobody else is
    looked at (a row of anybody else may be among these, whatever befell them)."""
    rows = _with_last(run, kind, year, besides).exclude(Q(has_read=True))
    if kind in OF_THE_PLACE and on:
        rows = rows.exclude(gone(on))
    if kind != LetterKind.SHORTFALL:
        return rows
    rows = rows.exclude(are(excused_in(run, people))).exclude(removed_after(run.cycle))
    return rows.exclude(are(made_up_after(run, people)))


def _doubled(rows: QuerySet[Result]) -> list[int]:
    """Keys of results whose person has an earlier one among these: two entries were joined."""
    joined: list[tuple[int, Any]] = list(
        rows.filter(registrant__joined_to__isnull=False).values_list(
            "pk", "registrant__joined_to_id"
        )
    )
    if not joined:
        return []
    people = {person for _key, person in joined}
    kept = rows.filter(registrant__in=people).values_list("pk", "registrant_id")
    seen: set[int] = set()
    doubled = []
    for key, person in sorted([*joined, *kept]):
        if person in seen:
            doubled.append(key)
        seen.add(person)
    return doubled


def _with_last(
    run: ComplianceRun, kind: str, year: int | None, besides: LetterRound | None
) -> QuerySet[Result]:
    """`has_read`: has the person had the same letter?"""
    return concerned(run, kind, year).annotate(**_last(run, kind, year, besides))


def _last(
    run: ComplianceRun, kind: str, year: int | None, besides: LetterRound | None = None
) -> dict[str, Any]:
    """`has_read`, by the last letter of the cycle: that stands. Rounds are few and read before, so
    that for each person nothing but their own letters is looked at."""
    kinds = ENDINGS if kind in ENDINGS else (kind,)
    found = LetterRound.objects.filter(cycle=run.cycle, kind__in=kinds, year=year)
    rounds = list(found.exclude(pk=besides.pk if besides else None))
    # One of another kind never tells the same: its result was another one.
    if not any(each.kind == kind for each in rounds):
        return {"has_read": Value(False)}
    whose = Coalesce(OuterRef("registrant__joined_to"), OuterRef("registrant"))
    earlier = Letter.objects.filter(registrant=whose, round__in=[each.pk for each in rounds])
    last = earlier.order_by("-pk")
    of_kind = [each.pk for each in rounds if each.kind == kind]
    same = Q(last_round__in=of_kind) if kind == LetterKind.MET else Q(last_digest=F("digest"))
    of_run = [each.pk for each in rounds if each.kind == kind and each.run_id == run.pk]
    # In this order: those of this run are found in an index, the last letter is read for each.
    told = Q(Exists(earlier.filter(round__in=of_run))) | same
    return {
        "last_round": Subquery(last.values("round_id")[:1]),
        "last_digest": Subquery(last.values("digest")[:1]),
        "has_read": Case(When(told, then=Value(True)), default=Value(False)),
    }


def sorted_out(
    run: ComplianceRun, kind: str, year: int | None = None, *, on: date | None = None
) -> QuerySet[Result]:
    """Everybody in the run, each once, by number; `addressed` says whether a letter is written to
    them (`compliance.enums.Addressed`) or why not, `goes_by_post` how it would go. Each person is
    looked at once, however many reasons there are."""
    reasons = [
        When(standing=Settled.APART, then=Value(Addressed.APART)),
        When(~_is_about(kind, year), then=Value(Addressed.OTHERS)),
        When(~there_on(run.as_at), then=Value(Addressed.LEFT)),
        When(has_read=True, then=Value(Addressed.TOLD)),
    ]
    if kind == LetterKind.SHORTFALL:
        reasons.append(When(are(excused_in(run)), then=Value(Addressed.EXCUSED)))
        reasons.append(When(removed_after(run.cycle), then=Value(Addressed.REMOVED)))
        reasons.append(When(are(made_up_after(run)), then=Value(Addressed.MADE_UP)))
    if kind in OF_THE_PLACE and on:
        reasons.append(When(gone(on), then=Value(Addressed.GONE)))
    doubled = _doubled(not_told(run, kind, year, on=on, besides=None))
    reasons.append(When(pk__in=doubled, then=Value(Addressed.DOUBLED)))
    place = Case(*reasons, default=Value(Addressed.WRITE), output_field=CharField())
    everybody = Result.objects.filter(run=run).annotate(**_last(run, kind, year))
    return everybody.annotate(addressed=place, goes_by_post=BY_POST).order_by("number", "pk")


@dataclass(frozen=True, slots=True)
class Preview:
    """What writing the letters of a kind would do: everybody in the run, by whether a letter is
    written to them or why not (`rows`, as of `sorted_out`). `late`: so many of those who are
    written to have points that came late and wait."""

    run: ComplianceRun
    kind: LetterKind
    year: int | None
    rows: QuerySet[Result]
    counts: dict[Addressed, int]
    by_post: int
    late: int

    def people(self, place: Addressed) -> QuerySet[Result]:
        """Those behind one of the numbers."""
        # Asked as a yes or no, many are expected: they are read by number, up to those of a page.
        found = self.rows.filter(
            Case(When(addressed=place, then=Value(True)), default=Value(False))
        )
        if place == Addressed.APART:
            return found.filter(standing=Settled.APART)
        if place == Addressed.OTHERS:
            return found
        # Says nothing new, and lets all others be passed over by the index alone.
        return found.filter(_is_about(self.kind, self.year))

    @property
    def total(self) -> int:
        """Letters to write."""
        return self.counts.get(Addressed.WRITE, 0)

    @property
    def by_account(self) -> int:
        return self.total - self.by_post

    @property
    def everybody(self) -> int:
        """Everybody in the run."""
        return sum(self.counts.values())


def preview(
    run: ComplianceRun, kind: LetterKind, year: int | None = None, *, on: date | None = None
) -> Preview:
    """The numbers that `services.ask_letters` then carries out: those whom the letters are about
    counted at once, all others by what the index of the run holds."""
    rows = sorted_out(run, kind, year, on=on)
    waits = Case(When(_whose_points_wait(run.cycle), then=Value(True)), default=Value(False))
    columns = ("addressed", "goes_by_post", "waits")
    about = rows.filter(_is_about(kind, year)).annotate(waits=waits)
    grouped = about.order_by().values_list(*columns)
    counts: Counter[Addressed] = Counter()
    by_post = late = 0
    # By person, not by key: that stands in the index.
    for place, post, waiting, people in grouped.annotate(people=Count("registrant_id")):
        counts[Addressed(place)] += people
        if place == Addressed.WRITE:
            by_post += people if post else 0
            late += people if waiting else 0
    found = outcomes(run)
    apart = found.get(Settled.APART.value, 0)
    others = sum(found.values()) - apart - counts.total()
    counts.update({Addressed.APART: apart, Addressed.OTHERS: others})
    return Preview(run, kind, year, rows, dict(+counts), by_post, late)


def in_full(keys: Iterable[int]) -> list[Result]:
    """These few results with their people and `goes_by_post`, by number."""
    rows = Result.objects.filter(pk__in=list(keys)).annotate(goes_by_post=BY_POST)
    return list(rows.select_related("registrant").order_by("number", "pk"))


def _whose_points_wait(cycle: str) -> Q:
    period = named(cycle)
    late = register_queries.whose_points_are_late(period.first_day, period.last_day)
    return Q(registrant__in=late) | Q(registrant__joined_to__in=late)


def with_late_points(people: Iterable[int], cycle: str) -> set[int]:
    """Those of these people of whose points in the cycle some came late and wait for staff."""
    period = named(cycle)
    return register_queries.late_people(people, period.first_day, period.last_day)


def of_round(letter_round: LetterRound) -> QuerySet[Result]:
    """Those to whom the letters of a round are written, as on the day on which they were asked for,
    whatever of them is written already."""
    assert letter_round.run is not None
    return to_write(
        letter_round.run,
        letter_round.kind,
        letter_round.year,
        on=london_date(letter_round.made_at),
        besides=letter_round,
    )
