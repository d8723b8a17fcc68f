"""From the answer to the registrar (docs/adr/0032)."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from sessions_events import notifications, workflow
from sessions_events.enums import CaseKind
from sessions_events.models import PointsCase
from sessions_events.rules.completing import Completion, Exact
from sessions_events.services.cases import giving
from sessions_events.services.cases.keeping import due_in, say
from sessions_events.services.cases.settling import NOTHING, corrected, points_given, with_event


@transaction.atomic
def dispute(
    *,
    case: PointsCase,
    words: str,
    files: Sequence[UploadedFile] = (),
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """The registrant disputes the answer: the registrar decides within 10 working days."""
    if not words.strip():
        raise Refused(Refusal(_("Say why you think the answer is wrong.")))
    case = lock(case)
    require(workflow.points_case.refusal(case, "dispute", actor=actor, at=at))
    again = PointsCase.objects.open().filter(registrant=case.registrant, event=case.event)
    if case.event and again.exists():
        raise Refused(Refusal(_("Another case about this event is open: write there.")))
    case = workflow.points_case.move(
        case,
        "dispute",
        actor=actor,
        at=at,
        closed_at=None,
        **due_in(limits.CASE_DECIDE_WORKING_DAYS, at=at, rule=limits.RULE_CASE_DECIDE),
    )
    message = say(case, words, step="dispute", files=files, actor=actor, at=at)
    notifications.CaseDisputed(case, message).send(at=at, besides=actor.user_id)
    return case


@transaction.atomic
def uphold(
    *,
    case: PointsCase,
    reason: str,
    done: Completion = NOTHING,
    exact: Exact | None = None,
    ev_number: str = "",
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """The registrant is right: the decision writes the lines of the ledger itself.

    Missing points are given, queried ones corrected; what is late by now counts at once. Refused
    for whoever gave the disputed answer, and where there is no way to write the line.
    """
    case = _deciding(case, "uphold", reason, actor=actor, at=at)
    if case.kind == CaseKind.MISSING:
        case = with_event(case, ev_number, actor=actor)
        line = points_given(case, done, actor=actor, at=at)
    else:
        line = corrected(case, done, exact, reason=reason, actor=actor, at=at)
    words = f"{case.reference}: {reason}"
    line = giving.settle_if_late(line, reason=words, actor=actor, at=at)
    return _decided(case, "uphold", reason, entry=line, actor=actor, at=at)


@transaction.atomic
def dismiss(*, case: PointsCase, reason: str, actor: Actor, at: datetime) -> PointsCase:
    """The answer stands, with the reason. Refused for whoever gave it."""
    case = _deciding(case, "dismiss", reason, actor=actor, at=at)
    return _decided(case, "dismiss", reason, entry=case.entry, actor=actor, at=at)


def _deciding(
    case: PointsCase, step: str, reason: str, *, actor: Actor, at: datetime
) -> PointsCase:
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    case = lock(case)
    require(workflow.points_case.refusal(case, step, actor=actor, at=at))
    return case


def _decided(case, step: str, reason: str, *, entry, actor: Actor, at: datetime) -> PointsCase:
    case = workflow.points_case.move(
        case, step, actor=actor, at=at, reason=reason, entry=entry, closed_at=at, **NO_DEADLINE
    )
    message = say(case, reason, step=step, actor=actor, at=at)
    notifications.CaseSettled(case, message).send(at=at, besides=actor.user_id)
    return case
