"""Whom an act on many concerns and no message reaches: staff write to them."""

from django.db.models import QuerySet

from compliance.enums import BulkKind
from compliance.models import BulkAct
from compliance.queries.acts import people_of
from registrants import queries as register_queries
from registrants.models import Registrant


def untold(act: BulkAct) -> QuerySet[Registrant]:
    """People of whom something was done and who have no account: staff write to them."""
    over = {key for key, _why in act.passed}
    moved = [key for key in act.keys[: act.done] if key not in over]
    people = moved if act.kind == BulkKind.REMOVE else people_of(moved).values()
    return register_queries.without_account(people).prefetch_related("entries")


def number_of(registrant: Registrant) -> str:
    """The last registration number, that letters go out under."""
    entries = sorted(registrant.entries.all(), key=lambda each: (each.start, each.pk))
    return entries[-1].number if entries else ""
