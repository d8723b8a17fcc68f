"""Reads of what registrants add to their statement."""

from collections.abc import Iterable
from dataclasses import dataclass

from cet_portal.core.actor import Actor
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.versions import version_of
from registrants.enums import DeclineReason, QueryProblem
from registrants.models import (
    EventMark,
    OwnLearning,
    PointEntry,
    Reflection,
    StandingInstruction,
)

OBJECTIONS = {"decline": DeclineReason, "query": QueryProblem}


@dataclass(frozen=True, slots=True)
class Objection:
    """What a registrant said when declining or querying a line: `label` and, if any, `words`."""

    label: str
    words: str


def instruction_of(actor: Actor) -> StandingInstruction | None:
    """The standing instruction in force."""
    return StandingInstruction.objects.visible_to(actor).filter(ended_at=None).first()


def marks_of(actor: Actor):
    """The events that one booked or signed in to, the latest mark first."""
    return EventMark.objects.visible_to(actor).order_by("-marked_at", "-pk")


def learning_of(actor: Actor):
    """One's own learning that was not approved, the newest first."""
    return OwnLearning.objects.visible_to(actor).order_by("-learned_on", "-pk")


def version_of_text(reflection: Reflection | None) -> str:
    """Marks the text on a line for the form that changes it; empty where there is none."""
    return version_of(reflection.text if reflection else "")


def version_of_learning(learning: OwnLearning) -> str:
    """Marks what is kept of it, for the form that changes it."""
    return version_of(learning.title, learning.learned_on, learning.minutes, learning.notes)


def was_learning_removed(actor: Actor, learning_id: int) -> bool:
    """The actor kept learning of this number, and removed it."""
    return AuditEvent.objects.filter(
        subject_type=OwnLearning._meta.label,
        subject_id=learning_id,
        verb="learning.remove",
        actor_id=actor.user_id,
    ).exists()


def objections(lines: Iterable[int]) -> dict[int, Objection]:
    """What was said last of each of these lines, in one query."""
    said = StatusChange.objects.filter(
        case_type=PointEntry._meta.label, case_id__in=list(lines), step__in=OBJECTIONS
    )
    found = {}
    for key, step, reason in said.order_by("pk").values_list("case_id", "step", "reason"):
        code, _line, words = reason.partition("\n")
        if code in OBJECTIONS[step].values:
            found[key] = Objection(str(OBJECTIONS[step](code).label), words)
    return found
