"""Which letters were written, from which run the next follow, and by when they are due."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cet_portal.core.actor import Actor
from compliance.enums import LetterKind, LetterWay, RoundStatus, RunKind
from compliance.models import (
    BulkAct,
    ComplianceRun,
    CycleDispute,
    ExceptionRequest,
    Letter,
    LetterRound,
    PostFile,
    Removal,
)
from compliance.queries.addressees import ENDINGS
from registrants import rules as register_rules

Case = Removal | CycleDispute | ExceptionRequest


def rounds_visible_to(actor: Actor) -> QuerySet[LetterRound]:
    """Letters written together, that the actor may see, the newest first; with how many are
    `written`, `read` and go `by_post`."""
    return _counted(LetterRound.objects.visible_to(actor))


def _counted(rows: QuerySet[LetterRound]) -> QuerySet[LetterRound]:
    counted = rows.select_related("run", "post_file__file").annotate(
        written=_how_many(),
        read=_how_many(read_at__isnull=False),
        by_post=_how_many(way=LetterWay.POST),
    )
    return counted.order_by("-made_at", "-pk")


def _how_many(**only: Any) -> Coalesce:
    """So many letters of a round, counted in an index: the letters themselves are long."""
    letters = Letter.objects.filter(round=OuterRef("pk"), **only).order_by().values("round")
    return Coalesce(Subquery(letters.annotate(letters=Count("*")).values("letters")), 0)


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
    rows = Letter.objects.visible_to(actor).select_related("round__run", "round__post_file")
    return rows.order_by("-pk")


def last_run(cycle: str, kind: str, year: int | None = None) -> ComplianceRun | None:
    """The newest sealed run of a cycle that letters of this kind can tell.

    How the cycle ended is told from a real run only; what advises from a rehearsal as well, if it
    holds the whole year, and was begun when that was over.
    """
    runs = ComplianceRun.objects.sealed().filter(cycle=cycle, variant__isnull=True)
    if kind in ENDINGS:
        runs = runs.filter(kind=RunKind.REAL)
    if year:
        runs = runs.holding(year)
    return runs.order_by("-ended_at", "-pk").first()


def rounds_of(cycle: str) -> list[LetterRound]:
    """All letters of a cycle, the newest first."""
    return list(_counted(LetterRound.objects.filter(cycle=cycle)))


def round_of_act(act: BulkAct) -> LetterRound | None:
    """The letters of an act on many to people without an account, with how many there are."""
    return _counted(LetterRound.objects.filter(act=act)).first()


def collecting(actor: Actor, kind: LetterKind) -> list[LetterRound]:
    """Letters of a kind that wait for somebody to make the file for the post."""
    rows = rounds_visible_to(actor).filter(kind=kind, status=RoundStatus.COLLECTING)
    return list(rows.filter(act__isnull=True))


def letters_about(actor: Actor, case: Case) -> list[Letter]:
    """What was written to its person about a case, and what followed, as far as the actor may read
    it, the newest first."""
    return list(letters_visible_to(actor) & _about(case))


def letter_of_end(case: Case) -> Letter | None:
    """That there is a letter about how it ended, for whoever may not read it."""
    return _about(case).defer("text").first()


def _about(case: Case) -> QuerySet[Letter]:
    return Letter.objects.filter(
        registrant=case.registrant_id, about__startswith=f"{case.reference}:"
    )


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
