"""Whom a letter concerns, what was written, and by when the next is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from cet_portal.core.actor import Actor
from compliance.enums import (
    ExceptionStatus,
    LetterKind,
    LetterWay,
    RemovalStatus,
    RunKind,
    Settled,
)
from compliance.models import (
    ComplianceRun,
    ExceptionRequest,
    Letter,
    LetterRound,
    PostFile,
    Removal,
    RunResult,
)
from compliance.queries.cycles import period_named, periods
from compliance.queries.exceptions import latest_of
from compliance.queries.runs import SHORT, below_annual
from compliance.rules import Period
from compliance.rules.letters import outcome_of
from compliance.rules.removing import still_short
from registrants import queries as register_queries
from registrants import rules as register_rules

# Letters that say how the cycle ended: the later one stands.
ENDINGS = (LetterKind.MET, LetterKind.SHORTFALL)
NO_ACCOUNT = Q(registrant__user__isnull=True) | Q(registrant__user__is_active=False)


def rounds_visible_to(actor: Actor) -> QuerySet[LetterRound]:
    """Letters written together, that the actor may see, the newest first; with how many are
    `written`, `read` and go `by_post`."""
    return _counted(LetterRound.objects.visible_to(actor))


def _counted(rows: QuerySet[LetterRound]) -> QuerySet[LetterRound]:
    return (
        rows.select_related("run", "post_file__file")
        .annotate(
            written=Count("letters"),
            read=Count("letters", filter=Q(letters__read_at__isnull=False)),
            by_post=Count("letters", filter=Q(letters__way=LetterWay.POST)),
        )
        .order_by("-made_at", "-pk")
    )


def letters_of(
    letter_round: LetterRound, *, words: str = "", way: str = "", read: str = ""
) -> QuerySet[Letter]:
    """The letters of a round, by number, as a page asks for them."""
    rows = letter_round.letters.order_by("number", "pk")
    if way:
        rows = rows.filter(way=way)
    if read:
        rows = rows.filter(read_at__isnull=read == "no")
    if words.strip():
        number = register_rules.normalise_number(words)
        key = register_rules.surname_key(words)
        named = Q(registrant__surname_key__startswith=key) if key else Q()
        rows = rows.filter(Q(number=number) | named)
    return rows


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    """Letters that the actor may read, the newest first."""
    return Letter.objects.visible_to(actor).select_related("round__run").order_by("-pk")


def last_run(cycle: str, kind: str, year: int | None = None) -> ComplianceRun | None:
    """The newest sealed run of a cycle that letters of this kind can tell.

    How the cycle ended is told from a real run only; what advises from a rehearsal as well, if it
    holds the whole year.
    """
    runs = ComplianceRun.objects.sealed().filter(cycle=cycle, variant__isnull=True)
    if kind in ENDINGS:
        runs = runs.filter(kind=RunKind.REAL)
    if year:
        runs = runs.filter(as_at__gte=date(year, 12, 31))
    return runs.order_by("-ended_at", "-pk").first()


def concerned(run: ComplianceRun, kind: str, year: int | None = None) -> QuerySet[RunResult]:
    """The results of a run that a letter of this kind is about, of people who were on the register
    on its day: whoever has left owes nothing more."""
    there = register_queries.on_register_between(run.as_at, run.as_at).order_by()
    results = RunResult.objects.filter(
        Q(registrant__in=there) | Q(registrant__joined_to__in=there), run=run
    )
    if kind == LetterKind.ANNUAL:
        assert year is not None
        return below_annual(results, year)
    if kind == LetterKind.MET:
        return results.filter(standing=Settled.MET)
    return results.filter(standing__in=SHORT)


def to_write(
    run: ComplianceRun, kind: str, year: int | None = None, *, besides: LetterRound | None = None
) -> QuerySet[RunResult]:
    """Those of them who have not read the same already: an earlier letter of this cycle from the
    same result, or, for those who met it, that they have. `besides`: letters that do not count.
    Nobody is told of a shortfall that an exception excuses, or because of which they were removed.
    """
    rows = _with_last(run, kind, year, besides).exclude(has_read=True)
    if kind != LetterKind.SHORTFALL:
        return rows
    return rows.exclude(_are(excused_in(run))).exclude(_are(removed_after(run.cycle)))


def excused_in(run: ComplianceRun) -> frozenset[int]:
    """People to whom nothing of their shortfall counts: an exception was granted, or lowered what
    is required so far that the run finds it met."""
    granted = (ExceptionStatus.EXCUSED, ExceptionStatus.LOWERED)
    rows = ExceptionRequest.objects.filter(cycle=run.cycle, status__in=granted)
    requests = latest_of(run.cycle, rows.values_list("registrant_id", flat=True))
    excused = {key for key, each in requests.items() if each.status == ExceptionStatus.EXCUSED}
    lowered = {key: each for key, each in requests.items() if each.status == granted[1]}
    if lowered:
        results = RunResult.objects.filter(_are(lowered), run=run)
        for row in results.select_related("registrant"):
            key = row.registrant.joined_to_id or row.registrant_id
            asked = {
                (each["code"], each["specialty"]): each["lowered"] for each in lowered[key].lowered
            }
            if not still_short(outcome_of(row.result).missing, asked):
                excused.add(key)
    return frozenset(excused)


def removed_after(cycle: str) -> frozenset[int]:
    """People of whom a name or a specialty was taken off after the cycle, and not restored."""
    rows = Removal.objects.filter(cycle=cycle, status=RemovalStatus.REMOVED)
    return frozenset(rows.values_list("registrant_id", flat=True))


def _are(people: Iterable[int]) -> Q:
    keys = list(people)
    return Q(registrant__in=keys) | Q(registrant__joined_to__in=keys)


def told_before(run: ComplianceRun, kind: str, year: int | None = None) -> int:
    """How many are left out because of that."""
    return _with_last(run, kind, year, None).filter(has_read=True).count()


def _with_last(
    run: ComplianceRun, kind: str, year: int | None, besides: LetterRound | None
) -> QuerySet[RunResult]:
    """`has_read`: has the person had the same letter? The last of the cycle stands."""
    kinds = ENDINGS if kind in ENDINGS else (kind,)
    earlier = Letter.objects.filter(
        registrant=OuterRef("registrant"),
        round__cycle=run.cycle,
        round__kind__in=kinds,
        round__year=year,
    ).exclude(round=besides)
    last = earlier.order_by("-pk")
    same = Q(last_kind=kind) if kind == LetterKind.MET else Q(last_digest=F("digest"))
    return concerned(run, kind, year).annotate(
        last_kind=Subquery(last.values("round__kind")[:1]),
        last_digest=Subquery(last.values("digest")[:1]),
        has_read=Case(When(same, then=Value(True)), default=Value(False)),
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What writing the letters of a kind would do: how many, how they go, and the first of them."""

    run: ComplianceRun
    kind: LetterKind
    year: int | None
    total: int
    by_post: int
    told_before: int
    excused: int
    removed: int
    first: list[RunResult]
    late: int

    @property
    def by_account(self) -> int:
        return self.total - self.by_post


FIRST_ROWS = 10


def _left_out(run: ComplianceRun, kind: LetterKind, people: frozenset[int]) -> int:
    if kind != LetterKind.SHORTFALL or not people:
        return 0
    return _with_last(run, kind, None, None).exclude(has_read=True).filter(_are(people)).count()


def preview(run: ComplianceRun, kind: LetterKind, year: int | None = None) -> Preview:
    """The numbers that `services.ask_letters` then carries out, from the same query."""
    rows = to_write(run, kind, year)
    counts = rows.aggregate(total=Count("pk"), by_post=Count("pk", filter=NO_ACCOUNT))
    post = Case(When(NO_ACCOUNT, then=Value(True)), default=Value(False))
    first = rows.annotate(goes_by_post=post).select_related("registrant")
    first = first.order_by("number", "pk")[:FIRST_ROWS]
    return Preview(
        run=run,
        kind=kind,
        year=year,
        told_before=told_before(run, kind, year),
        excused=_left_out(run, kind, excused_in(run)),
        removed=_left_out(run, kind, removed_after(run.cycle)),
        first=list(first),
        late=_with_late(rows, run.cycle).count(),
        **counts,
    )


def with_late_points(people: Iterable[int], cycle: str) -> set[int]:
    """Those of these people of whose points in the cycle some came late and wait for staff."""
    period = _named(cycle)
    return register_queries.late_people(people, period.first_day, period.last_day)


def _with_late(rows: QuerySet[RunResult], cycle: str) -> QuerySet[RunResult]:
    period = _named(cycle)
    late = register_queries.whose_points_are_late(period.first_day, period.last_day)
    return rows.filter(Q(registrant__in=late) | Q(registrant__joined_to__in=late))


def _named(cycle: str) -> Period:
    period = period_named(cycle, periods(date.max))
    assert period is not None  # a run is of a cycle that there is
    return period


def next_results(letter_round: LetterRound, most: int) -> list[RunResult]:
    """The next results of which a letter is to be written, in the order of their keys."""
    assert letter_round.run is not None
    rows = to_write(letter_round.run, letter_round.kind, letter_round.year, besides=letter_round)
    after = rows.filter(pk__gt=letter_round.last_key).order_by("pk")
    return list(after.select_related("registrant__joined_to")[:most])


def rounds_of(cycle: str) -> list[LetterRound]:
    """All letters of a cycle, the newest first."""
    return list(_counted(LetterRound.objects.filter(cycle=cycle)))


def for_post(letter_round: LetterRound) -> QuerySet[Letter]:
    """The letters of a round that go by post, in the order of their numbers."""
    return letter_round.letters.filter(way=LetterWay.POST).order_by("number", "pk")


def round_with_key(key: int) -> LetterRound | None:
    """For the worker."""
    return LetterRound.objects.select_related("run").filter(pk=key).first()


def post_file_with_key(key: int) -> PostFile | None:
    """For the worker."""
    return PostFile.objects.select_related("round").filter(pk=key).first()


def notices_due(today: date) -> QuerySet[LetterRound]:
    """Notices of a possible shortfall whose stored day has come."""
    return LetterRound.objects.due(today)


def letters_at_work(since: datetime) -> list[LetterRound]:
    """Letters whose worker is gone, or whose request the broker lost."""
    return list(LetterRound.objects.stood_still(since).select_related("run"))


def post_files_at_work(since: datetime) -> list[PostFile]:
    """Files for the post likewise."""
    return list(PostFile.objects.stood_still(since).select_related("round"))
