"""Whom a letter concerns: everybody in a run, and for each whether it is written or why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
from compliance.queries.excused import excused_in
from compliance.queries.left_out import SHORT, are, gone, made_up_after, named, removed_after
from compliance.queries.runs import below_annual
from registrants import queries as register_queries

# Letters that say how the cycle ended: the later one stands.
ENDINGS = (LetterKind.MET, LetterKind.SHORTFALL)
# The account is that of the person whose entry this turned out to be.
_OWN, _KEPT = "registrant__user", "registrant__joined_to__user"
HAS_ACCOUNT = Q(registrant__joined_to__isnull=True, **{f"{_OWN}__is_active": True}) | Q(
    **{f"{_KEPT}__is_active": True}
)
BY_POST = Case(When(HAS_ACCOUNT, then=Value(False)), default=Value(True))


def concerned(run: ComplianceRun, kind: str, year: int | None = None) -> QuerySet[Result]:
    """The results of a run that a letter of this kind is about, of people who were on the register
    on its day: whoever has left owes nothing more."""
    there = register_queries.on_register_between(run.as_at, run.as_at).order_by()
    return _about(run, kind, year).filter(
        Q(registrant__in=there) | Q(registrant__joined_to__in=there)
    )


def _about(run: ComplianceRun, kind: str, year: int | None) -> QuerySet[Result]:
    results = Result.objects.filter(run=run)
    if kind == LetterKind.ANNUAL:
        return below_annual(results, year)
    if kind == LetterKind.MET:
        return results.filter(standing=Settled.MET)
    return results.filter(standing__in=SHORT)


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
    because of which they were removed; nor of an annual minimum who is not on the register any more
    `on` the day of writing (if it is not given, that of the run); and of two entries that turned
    out to be one person one is written to.
    """
    rows = _not_told(run, kind, year, on, besides)
    return rows.exclude(pk__in=_doubled(rows))


def _not_told(
    run: ComplianceRun, kind: str, year: int | None, on: date | None, besides: LetterRound | None
) -> QuerySet[Result]:
    rows = _with_last(run, kind, year, besides).exclude(has_read=True)
    if kind == LetterKind.ANNUAL:
        return rows.exclude(gone(on or run.as_at))
    if kind != LetterKind.SHORTFALL:
        return rows
    rows = rows.exclude(are(excused_in(run))).exclude(are(removed_after(run.cycle)))
    return rows.exclude(are(made_up_after(run)))


def _doubled(rows: QuerySet[Result]) -> list[int]:
    """Keys of results whose person has an earlier one among these: two entries were joined."""
    joined = list(
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
    """`has_read`: has the person had the same letter? The last of the cycle stands."""
    kinds = ENDINGS if kind in ENDINGS else (kind,)
    earlier = Letter.objects.filter(
        registrant=Coalesce(OuterRef("registrant__joined_to"), OuterRef("registrant")),
        round__cycle=run.cycle,
        round__kind__in=kinds,
        round__year=year,
    ).exclude(round=besides)
    last = earlier.order_by("-pk")
    same = Q(last_kind=kind) if kind == LetterKind.MET else Q(last_digest=F("digest"))
    of_run = Exists(earlier.filter(round__run=run, round__kind=kind))
    return concerned(run, kind, year).annotate(
        last_kind=Subquery(last.values("round__kind")[:1]),
        last_digest=Subquery(last.values("digest")[:1]),
        has_read=Case(When(same | Q(of_run), then=Value(True)), default=Value(False)),
    )


def sorted_out(
    run: ComplianceRun, kind: str, year: int | None = None, *, on: date | None = None
) -> QuerySet[Result]:
    """Everybody in the run, each once, by number; `addressed` says whether a letter is written to
    them (`compliance.enums.Addressed`) or why not, `goes_by_post` how it would go."""
    told = _with_last(run, kind, year, None).filter(has_read=True)
    written = to_write(run, kind, year, on=on)
    reasons = [
        When(standing=Settled.APART, then=Value(Addressed.APART)),
        When(~Q(pk__in=_keys(_about(run, kind, year))), then=Value(Addressed.OTHERS)),
        When(~Q(pk__in=_keys(concerned(run, kind, year))), then=Value(Addressed.LEFT)),
        When(pk__in=_keys(told), then=Value(Addressed.TOLD)),
        When(pk__in=_keys(written), then=Value(Addressed.WRITE)),
    ]
    if kind == LetterKind.SHORTFALL:
        reasons.append(When(are(excused_in(run)), then=Value(Addressed.EXCUSED)))
        reasons.append(When(are(removed_after(run.cycle)), then=Value(Addressed.REMOVED)))
        reasons.append(When(are(made_up_after(run)), then=Value(Addressed.MADE_UP)))
    if kind == LetterKind.ANNUAL:
        reasons.append(When(gone(on or run.as_at), then=Value(Addressed.GONE)))
    place = Case(*reasons, default=Value(Addressed.DOUBLED), output_field=CharField())
    everybody = Result.objects.filter(run=run).annotate(addressed=place, goes_by_post=BY_POST)
    return everybody.order_by("number", "pk")


def _keys(rows: QuerySet[Result]) -> QuerySet:
    return rows.order_by().values("pk")


@dataclass(frozen=True, slots=True)
class Preview:
    """What writing the letters of a kind would do: everybody in the run, by whether a letter is
    written to them or why not. `late`: so many of them have points that came late and wait."""

    run: ComplianceRun
    kind: LetterKind
    year: int | None
    counts: dict[Addressed, int]
    by_post: int
    late: int
    on: date | None = None

    def people(self, place: Addressed) -> QuerySet[Result]:
        """Those behind one of the numbers."""
        found = sorted_out(self.run, self.kind, self.year, on=self.on)
        return found.filter(addressed=place)

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
    """The numbers that `services.ask_letters` then carries out, from the same query."""
    found = sorted_out(run, kind, year, on=on).order_by("addressed").values_list("addressed")
    counts = {Addressed(place): people for place, people in found.annotate(people=Count("pk"))}
    rows = to_write(run, kind, year, on=on)
    return Preview(
        run=run,
        kind=kind,
        year=year,
        counts=counts,
        by_post=rows.annotate(goes_by_post=BY_POST).filter(goes_by_post=True).count(),
        late=_with_late(rows, run.cycle).count(),
        on=on,
    )


def with_late_points(people: Iterable[int], cycle: str) -> set[int]:
    """Those of these people of whose points in the cycle some came late and wait for staff."""
    period = named(cycle)
    return register_queries.late_people(people, period.first_day, period.last_day)


def _with_late(rows: QuerySet[Result], cycle: str) -> QuerySet[Result]:
    period = named(cycle)
    late = register_queries.whose_points_are_late(period.first_day, period.last_day)
    return rows.filter(Q(registrant__in=late) | Q(registrant__joined_to__in=late))


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


def next_results(letter_round: LetterRound, most: int) -> list[Result]:
    """The next results of which a letter is to be written, in the order of their keys."""
    rows = of_round(letter_round)
    after = rows.filter(pk__gt=letter_round.last_key).order_by("pk")
    return list(after.select_related("registrant__joined_to")[:most])
