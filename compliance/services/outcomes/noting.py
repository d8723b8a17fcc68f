"""What is remembered and told of a restoration."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from cet_portal.core.actor import Actor
from cet_portal.core.notifications import Message
from compliance.enums import LetterKind, RestorationAct
from compliance.models import Removal, RestorationStep
from compliance.services.letters.telling import tell_one


def note(
    *,
    removal: Removal,
    act: RestorationAct,
    written: Iterable[Mapping[str, Any]],
    left: Iterable[Mapping[str, Any]] = (),
    reason: str,
    actor: Actor,
    at: datetime,
) -> RestorationStep:
    """Keep this step with what the register has of the restoration since (`written`) and what
    left it (`left`)."""
    there = [dict(each) for each in written]
    entry = next((each for each in there if each["of"] == "entry"), None)
    return RestorationStep.objects.create(
        removal=removal,
        act=act,
        start=date.fromisoformat(there[0]["start"]) if there else None,
        number=entry["number"] if entry else "",
        specialties=[each["specialty"] for each in there if each["of"] == "specialty"],
        written=there,
        left=[dict(each) for each in left],
        reason=reason.strip(),
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        actor_role=actor.role,
        at=at,
    )


def tell_of(message: Message, removal: Removal, *, actor: Actor, at: datetime) -> None:
    """Tell its person at once what became of a removal, by mail or by letter."""
    tell_one(message, about=removal, kind=LetterKind.RESTORED, actor=actor, at=at)
