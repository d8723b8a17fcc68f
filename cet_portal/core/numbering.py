"""C-, S- and EV-numbers: given at creation, from a counter, never reused (decisions.md 6)."""

from django.db import transaction
from django.db.models import F

from cet_portal.core.models import Counter


@transaction.atomic
def next_number(prefix: str) -> str:
    """The next number of a kind, such as "C-10001". The counter's row is locked until commit."""
    Counter.objects.get_or_create(prefix=prefix)
    counter = Counter.objects.select_for_update().get(prefix=prefix)
    Counter.objects.filter(prefix=prefix).update(last=F("last") + 1)
    return f"{prefix}-{counter.last + 1}"
