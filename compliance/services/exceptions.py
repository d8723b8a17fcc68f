"""Writes of compliance: exceptions that registrants ask for after a cycle (docs/adr/0041)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StoredFile
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workdays import NO_DEADLINE, Deadline
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from compliance import permissions, workflow
from compliance.enums import ExceptionStatus, Factor, ForThem, LetterKind, Speaks
from compliance.models import ExceptionFile, ExceptionRequest
from compliance.notifications.assisting import ExceptionByPost
from compliance.notifications.outcomes import (
    ExceptionAsked,
    ExceptionDecided,
    ExceptionLate,
    ExceptionToDecide,
)
from compliance.queries import exceptions as reads
from compliance.rules import Period
from compliance.rules.assisting import said
from compliance.rules.exceptions import decision_due, evidence_due
from compliance.rules.removing import key_of
from compliance.services import assisting
from compliance.services.leave import add_leave, collecting, put_leave
from compliance.services.letters.telling import tell_one
from compliance.services.outcomes.restoring import take_back
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.models import AssistedRequest

MOST_FILES = 20


@transaction.atomic
def ask_exception(
    *,
    period: Period,
    ground: str,
    words: str,
    leave: Sequence[tuple[date, date]] = (),
    files: Sequence[UploadedFile] = (),
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> ExceptionRequest:
    """ "I could not meet the requirements": evidence within 28 days, then it is decided.

    Refused outside the days of the scheme version, which the sentence names, while one that was
    granted excuses from everything, and where leave is reversed or outside the cycle; pressed
    twice, or with an open request about the cycle, it gives the one there is. The person is held,
    as by a removal: one of the two comes first. A removal that is recorded and not in force yet is
    taken back, until the request is decided.

    `on`: staff ask for whoever wrote or called so. Whether it is in time goes by the day on which
    that came; the days for evidence begin when it is filed.
    """
    today = london_date(at)
    whose = on.registrant_id if on else actor.person_id
    day = on.received_on if on else today
    require(permissions.may_ask_exception(actor, period, person=whose, today=day))
    if not words.strip():
        raise Refused(Refusal(_("Say what happened.")))
    person = assisting.who_asks(on=on, actor=actor, at=at)
    # The register first, as a removal takes it: the two never meet crosswise.
    register_services.hold_people(people=[person.pk], actor=actor, at=at)
    there = ExceptionRequest.objects.open().filter(registrant=person, cycle=period.name).first()
    if there:
        return there
    # Once more, with the person held: it may have been granted meanwhile.
    require(permissions.why_needless(person.pk, period.name))
    due = evidence_due(today)
    request = ExceptionRequest.objects.create(
        registrant=person,
        cycle=period.name,
        number=register_queries.number_on(person.pk, period.last_day),
        ground=ground,
        words=words.strip(),
        asked_on=today,
        evidence_due_on=due,
        decide_by=decision_due(due),
        made_at=at,
        made_by_id=actor.user_id,
        **Deadline.on_calendar(today, due, rule=limits.RULE_EXCEPTION_EVIDENCE).as_fields(),
        **workflow.exception_request.born(ExceptionStatus.EVIDENCE),
    )
    for start, end in leave:
        put_leave(request=request, period=period, start=start, end=end, actor=actor, at=at)
    for file in files:
        _keep(request, file, actor=actor, at=at)
    audit.record("exception_request.ask", request, actor=actor, at=at, cycle=period.name)
    assisting.note(case=request, act=ForThem.ASK, on=on, actor=actor, at=at)
    ExceptionAsked(request).send(at=at)
    take_back(case=request, actor=actor, at=at)
    return request


@transaction.atomic
def add_evidence(
    *,
    request: ExceptionRequest,
    file: UploadedFile,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> StoredFile:
    """Another file; by staff `on` what its person asked for. Refused after the last day for
    evidence, once it was sent, and beyond `MOST_FILES`."""
    request = collecting(request=request, on=on, actor=actor, at=at)
    if request.files.count() >= MOST_FILES:
        most = {"most": MOST_FILES}
        raise Refused(Refusal(_("A request has at most %(most)d files.") % most))
    stored = _keep(request, file, actor=actor, at=at)
    audit.record("exception_request.add_file", request, actor=actor, at=at, file=stored.sha256)
    assisting.note(case=request, act=ForThem.FILE, on=on, actor=actor, at=at)
    return stored


@transaction.atomic
def add_for_them(
    *,
    request: ExceptionRequest,
    on: AssistedRequest,
    period: Period,
    leave: tuple[date, date] | None,
    file: UploadedFile | None,
    actor: Actor,
    at: datetime,
) -> ExceptionRequest:
    """What came by post: a time on leave, a document, or both; all of it or nothing."""
    common: dict[str, Any] = {"request": request, "on": on, "actor": actor, "at": at}
    if leave:
        add_leave(period=period, start=leave[0], end=leave[1], **common)
    if file:
        add_evidence(file=file, **common)
    return request


@transaction.atomic
def send_exception(
    *,
    request: ExceptionRequest,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> ExceptionRequest:
    """Everything is there: it can be decided. The last day stays as it was laid."""
    require(permissions.may_act_for(actor, request, on, at=at))
    reason = _said(request, ForThem.SEND, on)
    request = _to_decide(request, "send", reason=reason, actor=actor, at=at)
    assisting.note(case=request, act=ForThem.SEND, on=on, actor=actor, at=at)
    return request


@transaction.atomic
def close_evidence(*, request: ExceptionRequest, actor: Actor, at: datetime) -> ExceptionRequest:
    """The days for evidence are over."""
    return _to_decide(request, "close_evidence", actor=actor, at=at)


@transaction.atomic
def withdraw_exception(
    *,
    request: ExceptionRequest,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> ExceptionRequest:
    """The registrant takes it back, or staff `on` what they asked for."""
    require(permissions.may_act_for(actor, request, on, at=at))
    request = workflow.exception_request.move(
        request,
        "withdraw",
        actor=actor,
        at=at,
        reason=_said(request, ForThem.WITHDRAW, on),
        **NO_DEADLINE,
    )
    assisting.note(case=request, act=ForThem.WITHDRAW, on=on, actor=actor, at=at)
    return request


@transaction.atomic
def decide_exception(
    *,
    request: ExceptionRequest,
    period: Period,
    step: str,
    factors: Mapping[str, tuple[str, str]],
    lowered: Mapping[tuple[str, str], int] | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> ExceptionRequest:
    """Grant (`excuse`), grant in part (`lower`) or refuse (`refuse`), told at once.

    `factors`: for each of the four whether it speaks for or against, with words. `lowered`: by
    code and specialty, what is required now. Refused without one of the factors or the
    reason; below one point for each month on the register and not on leave; and where the
    figure is no lower than what is required. Granted, wholly or in part, a removal that is not in
    force yet is taken back; who is still short can be removed anew.
    """
    register_services.hold_people(people=[request.registrant_id], actor=actor, at=at)
    request = lock(request)
    require(workflow.exception_request.refusal(request, step, actor=actor, at=at))
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    kept = _lowered(request, period, lowered or {}) if step == "lower" else []
    request = workflow.exception_request.move(
        request,
        step,
        actor=actor,
        at=at,
        reason=reason.strip(),
        decided_at=at,
        factors=_weighed(factors),
        lowered=kept,
        **NO_DEADLINE,
    )
    # `move` takes the reason for its own record.
    request.reason = reason.strip()
    request.save(update_fields=["reason"])
    tell_one(
        ExceptionDecided(request, reads.granted_beside(request)),
        about=request,
        kind=LetterKind.DECIDED,
        # Who is excused from everything has no other exception to ask for.
        needless=["exceptions"] if step == "excuse" else [],
        actor=actor,
        at=at,
    )
    ExceptionByPost(request).send(at=at)
    if step != "refuse":
        take_back(case=request, actor=actor, at=at)
    return request


@transaction.atomic
def tell_late_exception(
    *, request: ExceptionRequest, actor: Actor, at: datetime
) -> ExceptionRequest:
    """The CET manager is told that the decision is late; nothing is decided by the clock."""
    request = lock(request)
    request.told_late = True
    request.save(update_fields=["told_late"])
    audit.record("exception_request.tell_late", request, actor=actor, at=at)
    ExceptionLate(request).send(at=at)
    return request


@transaction.atomic
def join_exceptions(*, kept: int, joined: int, actor: Actor, at: datetime) -> int:
    """Two people are one: the requests of one are the other's, but for a second open one about
    the same cycle, which stays where it is. Returns how many moved."""
    open_cycles = ExceptionRequest.objects.open().filter(registrant=kept).values("cycle")
    twins = ExceptionRequest.objects.open().filter(registrant=joined, cycle__in=open_cycles)
    rows = ExceptionRequest.objects.filter(registrant=joined)
    moving = list(rows.exclude(pk__in=twins.values("pk")))
    rows.filter(pk__in=[each.pk for each in moving]).update(registrant=kept)
    audit.record_many(
        "exception_request.join", moving, actor=actor, at=at, kept=kept, joined=joined
    )
    return len(moving)


def _said(request: ExceptionRequest, act: ForThem, on: AssistedRequest | None) -> str:
    """What the history keeps of a step that staff took; nothing if its person did."""
    return said(act, str(request.registrant), on.way, on.received_on) if on else ""


def _keep(
    request: ExceptionRequest, file: UploadedFile, *, actor: Actor, at: datetime
) -> StoredFile:
    stored = uploads.store(file=file, actor=actor, at=at)
    ExceptionFile.objects.create(request=request, file=stored, added_at=at)
    return stored


def _to_decide(
    request: ExceptionRequest, step: str, *, reason: str = "", actor: Actor, at: datetime
) -> ExceptionRequest:
    due = Deadline.on_calendar(
        request.evidence_due_on, request.decide_by, rule=limits.RULE_EXCEPTION_DECIDE
    )
    request = workflow.exception_request.move(
        request, step, actor=actor, at=at, reason=reason, **due.as_fields()
    )
    ExceptionToDecide(request).send(at=at)
    return request


def _weighed(factors: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    weighed = {}
    for factor in Factor:
        speaks, words = factors.get(factor, ("", ""))
        if speaks not in Speaks.values or not words.strip():
            label = {"factor": factor.label}
            raise Refused(Refusal(_("Weigh each of the four: “%(factor)s” is missing.") % label))
        weighed[str(factor)] = {"speaks": str(speaks), "words": words.strip()}
    return weighed


def _lowered(
    request: ExceptionRequest, period: Period, lowered: Mapping[tuple[str, str], int]
) -> list[dict[str, Any]]:
    if not lowered:
        raise Refused(Refusal(_("Say which requirement is lowered, and to what.")))
    known = {key_of(each.requirement): each for each in reads.leasts(request, period)}
    kept = []
    for key, figure in lowered.items():
        least = known.get(key)
        if least is None:
            raise Refused(Refusal(_("The record has changed meanwhile. Look at it again.")))
        requirement = least.requirement
        words = {"label": requirement.label, "sum": least.explanation}
        if figure < least.least:
            raise Refused(Refusal(_("%(label)s cannot be lowered so far. %(sum)s") % words))
        if figure >= requirement.required:
            raise Refused(Refusal(_("%(label)s is not lowered by that figure.") % words))
        kept.append(
            {
                "code": key[0],
                "specialty": key[1],
                "label": requirement.label,
                "required": requirement.required,
                "obtained": requirement.obtained,
                "lowered": figure,
                "least": least.least,
                "sum": least.explanation,
            }
        )
    return kept
