"""An act on many lines or people, carried out set by set (docs/adr/0041).

Where it stands is written with each set, in its transaction: a killed worker loses one set, and
whoever comes next goes on behind the last one that was kept. Nothing is done twice.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from cet_portal.accounts.roles import permissions_of
from cet_portal.core.actor import Actor
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from compliance.enums import BulkKind
from compliance.models import BulkAct
from compliance.notifications.outcomes import ActDone
from compliance.queries import acts as reads
from compliance.services.letters.telling import close_letters_of
from compliance.services.outcomes.late import settle_set
from compliance.services.outcomes.removing import remove_set

SET_SIZE = 200
# No person has more late lines than these.
MOST_OF_A_PERSON = 1000
# Acts on more than these are left to the worker.
MOST_AT_ONCE = 400

_SETS: dict[str, Callable[..., int]] = {
    BulkKind.SETTLE_LATE: settle_set,
    BulkKind.REFUSE_LATE: settle_set,
    BulkKind.REMOVE: remove_set,
}


def carry_out(*, act: BulkAct, actor: Actor, at: datetime) -> BulkAct:
    """Every set that is left, each in a transaction of its own. In the name of whoever began it,
    whatever `actor` asks for it now."""
    while act.finished_at is None:
        act = _take_set(act, at)
    return act


def carry_out_now_or_later(*, act: BulkAct, actor: Actor, at: datetime) -> BulkAct:
    """A short act at once; a long one by the worker."""
    if act.total <= MOST_AT_ONCE:
        return carry_out(act=act, actor=actor, at=at)
    enqueue("compliance.carry_out_act", act_id=act.pk)
    return act


def resume_act(*, act: BulkAct, actor: Actor, at: datetime) -> None:
    """Ask for the work again: a worker that is at it holds the row for each set only, and two
    that take turns do each set once."""
    enqueue("compliance.carry_out_act", act_id=act.pk)


@transaction.atomic
def _take_set(act: BulkAct, at: datetime) -> BulkAct:
    act = lock(act)
    if act.finished_at is not None:
        return act
    keys = _next(act)
    if keys:
        act.moved += _SETS[act.kind](act=act, keys=keys, actor=_whose(act), at=at)
        act.done += len(keys)
    if act.done >= act.total:
        act.finished_at = at
        close_letters_of(act=act, at=at)
        if act.actor_id and act.total > MOST_AT_ONCE:
            ActDone(act).send(at=at)
    act.save(update_fields=["moved", "passed", "by_cycle", "done", "finished_at"])
    return act


def _next(act: BulkAct) -> Sequence[int]:
    """The next set; all lines of a person are in one, so that they are told once."""
    keys = act.keys[act.done : act.done + SET_SIZE]
    rest = act.keys[act.done + SET_SIZE :][:MOST_OF_A_PERSON]
    if act.kind == BulkKind.REMOVE or not rest:
        return keys
    last, whose = keys[-1], reads.people_of([keys[-1], *rest])
    for key in rest:
        if whose.get(key) != whose.get(last):
            break
        keys = [*keys, key]
    return keys


def _whose(act: BulkAct) -> Actor:
    return Actor(
        user_id=act.actor_id,
        name=act.actor_name,
        role=act.actor_role,
        permissions=permissions_of(*filter(None, [act.actor_role])),
    )
