"""A button pressed several times makes one thing: the answer is the one made just now."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from cet_portal.core.actor import Actor

# The same values from the same person within this time: the button was pressed twice.
DOUBLE_CLICK = timedelta(seconds=30)


def made_just_now(rows: QuerySet, *, actor: Actor, at: datetime, **values: Any) -> Any:
    """The row with these values that `actor` made a moment ago; None if there is none.

    `rows`: of a model that is `WithMaker`. Ask while holding a lock that everybody who makes
    such a row takes first; whoever had to wait for it may come with an earlier `at`.
    """
    moment = (at - DOUBLE_CLICK, at + DOUBLE_CLICK)
    made = rows.filter(made_by_id=actor.user_id, made_at__range=moment, **values)
    return made.order_by("pk").last()
