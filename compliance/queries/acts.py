"""Reads of acts that are carried out in sets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from compliance.enums import BulkKind, HeldBack
from compliance.models import BulkAct, RunResult
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


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody, or a line of theirs, that was passed over: who, with which number, and why."""

    registrant_id: int
    name: str
    number: str
    reason: str


def passed_over(act: BulkAct, some: Sequence[tuple[int, str]]) -> list[PassedOver]:
    """Some of those that an act passed over, as `act.passed` lists them, in their order."""
    keys = [key for key, _why in some]
    if act.kind == BulkKind.REMOVE:
        results = RunResult.objects.filter(run=act.run, registrant_id__in=keys)
        people = {row.registrant_id: row for row in results.select_related("registrant")}
        return [
            PassedOver(key, str(people[key].registrant), people[key].number, _words(why))
            for key, why in some
            if key in people
        ]
    lines = {row.pk: row for row in register_queries.those(keys).select_related("registrant")}
    return [
        PassedOver(row.registrant_id, str(row.registrant), row.event_reference, _now(row))
        for row in (lines[key] for key in keys if key in lines)
    ]


def passed_because(act: BulkAct) -> list[tuple[str, int]]:
    """For which reasons a removal passed people over, and how many each, the most first."""
    if act.kind != BulkKind.REMOVE:
        return []
    return Counter(_words(why) for _key, why in act.passed).most_common()


def _words(why: str) -> str:
    return str(HeldBack(why).label) if why else _("Is not short in the run")


def _now(line: PointEntry) -> str:
    if line.status in (PointStatus.PENDING, PointStatus.QUERIED, PointStatus.LATE):
        return _("Is under a case")
    return _("Had been settled: %(status)s") % {"status": line.get_status_display()}


def people_of(lines: Iterable[int]) -> dict[int, int]:
    """The person of each of these lines of the ledger."""
    return dict(register_queries.those(lines).values_list("pk", "registrant_id"))
