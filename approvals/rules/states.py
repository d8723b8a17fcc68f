"""How far each section of a draft has come."""

from collections.abc import Collection, Iterable
from typing import Any

from approvals.enums import Section, SectionState
from approvals.rules.interactivity import ASKED_FOR_GROUND
from approvals.rules.problem import Problem, Values
from approvals.rules.problems import errors
from approvals.rules.sections import FIELDS
from cet_portal.scheme.enums import InteractivityGround


def asked(section: str, values: Values) -> tuple[str, ...]:
    """The fields of a section that these values make it ask: for interactivity, the ground and
    what belongs to it. What was answered for another ground is kept and not asked."""
    if section != Section.INTERACTIVITY:
        return FIELDS[section]
    return ("ground", *ASKED_FOR_GROUND.get(str(values.get("ground") or ""), ()))


def as_submitted(values: Values) -> dict[str, Any]:
    """What is submitted of these values: not what was answered for another ground."""
    answered = asked(Section.INTERACTIVITY, values)
    other = set(FIELDS[Section.INTERACTIVITY]) - set(answered)
    return {**values, **dict.fromkeys(other, "")}


def contradictions(values: Values, found: Iterable[Problem]) -> list[Problem]:
    """Those of `found` that are about something that is there, not about something missing,
    unless another section needs it."""
    return [
        problem
        for problem in found
        if not problem.is_error
        or problem.is_contradiction
        or (values.get(problem.field) and not problem.is_missing)
    ]


def state_of(
    section: str, values: Values, found: Iterable[Problem], *, saved: Collection[str] = ()
) -> SectionState:
    """How far a section has come. `found`: what `problems` says about these values; `saved`: the
    sections saved at least once, since "no" and "none" are answers too.

    Something missing is work in progress; something that is there and cannot stand is a problem.
    """
    own = [problem for problem in errors(found) if problem.section == section]
    if contradictions(values, own):
        return SectionState.PROBLEM
    begun = section in saved or any(_is_answer(values.get(field)) for field in FIELDS[section])
    if not begun:
        return SectionState.NOT_STARTED
    return SectionState.IN_PROGRESS if own else SectionState.DONE


def _is_answer(value: Any) -> bool:
    # Every draft begins as not interactive: that alone is no answer yet.
    return bool(value) and value != InteractivityGround.NONE
