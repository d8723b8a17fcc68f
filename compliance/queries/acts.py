"""Reads of acts that are carried out in sets."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from compliance.enums import BulkKind, HeldBack
from compliance.models import BulkAct, Removal, RunResult
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import PointEntry


def acts_visible_to(actor: Actor):
    """Acts the actor may see, the newest first."""
    return BulkAct.objects.visible_to(actor).order_by("-begun_at", "-pk")


def act_with_key(key: int) -> BulkAct | None:
    """For the worker, who has only the key."""
    return BulkAct.objects.filter(pk=key).first()


def acts_at_work(before: datetime):
    """Acts that began before this instant and are not finished."""
    return BulkAct.objects.unfinished().filter(begun_at__lt=before).order_by("pk")


OfOne = Callable[[int, str | None], "Outcome | None"]
LATE = (BulkKind.SETTLE_LATE, BulkKind.REFUSE_LATE)
# Kinds as the list of acts is asked for them.
KINDS = {"late": LATE, "remove": (BulkKind.REMOVE,)}


def act_list(actor: Actor, *, kind: str = "", cycle: str = ""):
    """Acts of a kind and a cycle, without what is wide."""
    rows = acts_visible_to(actor).defer("keys", "passed", "reason")
    if kind in KINDS:
        rows = rows.filter(kind__in=KINDS[kind])
    if cycle:
        rows = rows.filter(Q(cycle=cycle) | Q(by_cycle__has_key=cycle))
    return rows


def settled_late(actor: Actor, cycle: str) -> dict[str, int]:
    """How many late lines of a cycle acts settled: `counted`, and `refused`."""
    found = Counter[str]()
    rows = act_list(actor, kind="late", cycle=cycle)
    for kind, by_cycle in rows.order_by().values_list("kind", "by_cycle"):
        found[kind] += by_cycle[cycle]
    return {
        "counted": found[BulkKind.SETTLE_LATE],
        "refused": found[BulkKind.REFUSE_LATE],
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of somebody, or of a line of theirs: who, with which number or event, and what
    was done, or why nothing was (`is_passed`); the removal that was made, or the line."""

    registrant_id: int
    name: str
    number: str
    words: str
    is_passed: bool = False
    removal: Removal | None = None
    line: PointEntry | None = None


def came_to(act: BulkAct) -> list[tuple[int, str | None]]:
    """Keys that an act has come to: first those that it passed over, with why, then the others."""
    passed: dict[int, str] = dict(act.passed)
    rest = [(key, None) for key in act.keys[: act.done] if key not in passed]
    return [*passed.items(), *rest]


def outcomes_of(act: BulkAct, some: Sequence[tuple[int, str | None]]) -> list[Outcome]:
    """Some of those, in their order."""
    keys = [key for key, _why in some]
    of_one = _of_people(act, keys) if act.kind == BulkKind.REMOVE else _of_lines(keys)
    return [found for key, why in some if (found := of_one(key, why)) is not None]


def _of_people(act: BulkAct, keys: list[int]) -> OfOne:
    results = RunResult.objects.filter(run=act.run, registrant_id__in=keys)
    people = {row.registrant_id: row for row in results.select_related("registrant")}
    made = Removal.objects.filter(act=act, registrant_id__in=keys)
    removals = {each.registrant_id: each for each in made}

    def of_one(key: int, why: str | None) -> Outcome | None:
        row, removal = people.get(key), removals.get(key)
        if row is None:
            return None
        said = (
            _words(why) if why is not None else str(removal.get_stake_display()) if removal else ""
        )
        return Outcome(key, str(row.registrant), row.number, said, why is not None, removal)

    return of_one


def _of_lines(keys: list[int]) -> OfOne:
    lines = {row.pk: row for row in register_queries.those(keys).select_related("registrant")}

    def of_one(key: int, why: str | None) -> Outcome | None:
        row = lines.get(key)
        if row is None:
            return None
        said = _now(row) if why is not None else row.get_status_display()
        return Outcome(
            row.registrant_id,
            str(row.registrant),
            row.event_reference,
            said,
            why is not None,
            line=row,
        )

    return of_one


def passed_because(act: BulkAct) -> list[tuple[str, int]]:
    """For which reasons a removal passed people over, and how many each, the most first."""
    if act.kind != BulkKind.REMOVE:
        return []
    return Counter(_words(why) for _key, why in act.passed).most_common()


def _words(why: str) -> str:
    return str(HeldBack(why).label) if why else _("Is not short in the run")


def _now(line: PointEntry) -> str:
    if line.status in (PointStatus.PENDING, PointStatus.QUERIED, PointStatus.LATE):
        return _("Is under an open case, or its record is disputed")
    return _("Had been settled: %(status)s") % {"status": line.get_status_display()}


def people_of(lines: Iterable[int]) -> dict[int, int]:
    """The person of each of these lines of the ledger."""
    return dict(register_queries.those(lines).values_list("pk", "registrant_id"))
