"""C-, S- and EV-numbers: given at creation, from a counter, never reused (decisions.md 6)."""

import re

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


def hold_numbers(prefix: str) -> None:
    """Whoever is about to make something with such a number waits here until it is committed: what
    was asked for at the same moment can be seen then."""
    Counter.objects.get_or_create(prefix=prefix)
    Counter.objects.select_for_update().get(prefix=prefix)


_TYPED = re.compile(r"\s*([A-Za-z]{1,4})[\s\-\u2010-\u2015\u2212]*(\d+)\s*", re.ASCII)


def as_written(text: str) -> str:
    """What was typed to search by, as numbers are written: "c 10052" and "C10052" are "C-10052".

    Anything else stays as it is.
    """
    found = _TYPED.fullmatch(text)
    return f"{found[1].upper()}-{found[2]}" if found else text
