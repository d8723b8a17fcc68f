"""Reads of acts that are carried out in sets."""

from collections.abc import Iterable
from datetime import datetime

from cet_portal.core.actor import Actor
from compliance.models import BulkAct
from registrants import queries as register_queries


def acts_visible_to(actor: Actor):
    """Acts the actor may see, the newest first."""
    return BulkAct.objects.visible_to(actor).order_by("-begun_at", "-pk")


def act_with_key(key: int) -> BulkAct | None:
    """For the worker, who has only the key."""
    return BulkAct.objects.filter(pk=key).first()


def acts_at_work(before: datetime):
    """Acts that began before this instant and are not finished."""
    return BulkAct.objects.unfinished().filter(begun_at__lt=before).order_by("pk")


def people_of(lines: Iterable[int]) -> dict[int, int]:
    """The person of each of these lines of the ledger."""
    return dict(register_queries.those(lines).values_list("pk", "registrant_id"))
