"""Writes of compliance: disputed records of a cycle (docs/adr/0032)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
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
from compliance import notifications, permissions, workflow
from compliance.enums import DisputeForThem, DisputeStatus, LetterKind
from compliance.models import CycleDispute, DisputeFile
from compliance.notifications.assisting import DisputeByPost
from compliance.queries import disputes as reads
from compliance.queries.disputing_for_them import day_that_counts
from compliance.queries.removals import standing_removal
from compliance.rules import Assessment, Effect, Period, effects_of
from compliance.rules.assisting import said_of_dispute
from compliance.rules.disputes import determination_due, documents_due
from compliance.services import assisting
from compliance.services.letters.telling import tell_one
from compliance.services.outcomes.restoring import take_back
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.models import AssistedRequest, PointEntry
from sessions_events import queries as event_queries
from sessions_events.rules.completing import Completion
from sessions_events.services.cases import giving

MOST_FILES = 20


@transaction.atomic
def lodge(
    *,
    period: Period,
    words: str,
    files: Sequence[UploadedFile] = (),
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> CycleDispute:
    """ "This record is wrong": documents within 28 days, then the registrar determines it.

    Refused before the cycle's end and after the last day of its scheme version; pressed twice, or
    with an open dispute about the cycle, it gives the one there is. The person is held, as by a
    removal: one of the two comes first. A removal that is recorded and not in force yet is taken
    back until the dispute is determined; of one that is in force both sides are told that it
    stands.

    `on`: staff lodge it for whoever wrote or called so. Whether it is in time goes by the day on
    which that came, for one dispute; the days for documents begin when it is lodged.
    """
    today = london_date(at)
    require(permissions.may_lodge(actor, period, today=on.received_on if on else today))
    if not words.strip():
        raise Refused(Refusal(_("Say what is wrong with the record.")))
    person = assisting.who_asks(on=on, actor=actor, at=at)
    # The register first, as a removal takes it: the two never meet crosswise.
    register_services.hold_people(people=[person.pk], actor=actor, at=at)
    there = CycleDispute.objects.open().filter(registrant=person, cycle=period.name).first()
    if there:
        return there
    if on:
        day = day_that_counts(on, period.name, today)
        require(permissions.may_lodge(actor, period, today=day))
    due = documents_due(period, today)
    dispute = CycleDispute.objects.create(
        registrant=person,
        cycle=period.name,
        number=register_queries.number_on(person.pk, period.last_day),
        words=words.strip(),
        requested_on=today,
        documents_due_on=due,
        decide_by=determination_due(period, due),
        made_at=at,
        made_by_id=actor.user_id,
        **Deadline.on_calendar(today, due, rule=limits.RULE_DISPUTE_DOCUMENTS).as_fields(),
        **workflow.cycle_dispute.born(DisputeStatus.DOCUMENTS),
    )
    for file in files:
        _keep(dispute, file, actor=actor, at=at)
    audit.record("cycle_dispute.lodge", dispute, actor=actor, at=at, cycle=period.name)
    assisting.note(case=dispute, act=DisputeForThem.LODGE, on=on, actor=actor, at=at)
    back = take_back(case=dispute, actor=actor, at=at)
    standing = standing_removal(person.pk, period.name, today)
    notifications.DisputeLodged(dispute, back, standing).send(at=at)
    if standing:
        notifications.RemovalStands(dispute, standing.removal).send(at=at)
    return dispute


@transaction.atomic
def add_file(
    *,
    dispute: CycleDispute,
    file: UploadedFile,
    on: AssistedRequest | None = None,
    actor: Actor,
    at: datetime,
) -> StoredFile:
    """Another document; by staff `on` what its person asked for. Refused after the documents' last
    day, once it was sent, and beyond `MOST_FILES`."""
    dispute = lock(dispute)
    require(permissions.may_act_for(actor, dispute, on, at=at))
    require(permissions.why_no_documents(dispute, at=at))
    require(workflow.cycle_dispute.refusal(dispute, "send", actor=actor, at=at))
    if dispute.files.count() >= MOST_FILES:
        most = {"most": MOST_FILES}
        raise Refused(Refusal(_("A dispute has at most %(most)d files.") % most))
    stored = _keep(dispute, file, actor=actor, at=at)
    audit.record("cycle_dispute.add_file", dispute, actor=actor, at=at, file=stored.sha256)
    assisting.note(case=dispute, act=DisputeForThem.FILE, on=on, actor=actor, at=at)
    return stored


def _keep(dispute: CycleDispute, file: UploadedFile, *, actor: Actor, at: datetime) -> StoredFile:
    stored = uploads.store(file=file, actor=actor, at=at)
    DisputeFile.objects.create(dispute=dispute, file=stored, added_at=at)
    return stored


@transaction.atomic
def send(
    *, dispute: CycleDispute, on: AssistedRequest | None = None, actor: Actor, at: datetime
) -> CycleDispute:
    """Everything is there: the registrar can determine it. The last day stays as it was laid."""
    require(permissions.may_act_for(actor, dispute, on, at=at))
    reason = _said(dispute, DisputeForThem.SEND, on)
    dispute = _to_decide(dispute, "send", reason=reason, actor=actor, at=at)
    assisting.note(case=dispute, act=DisputeForThem.SEND, on=on, actor=actor, at=at)
    return dispute


@transaction.atomic
def close_documents(*, dispute: CycleDispute, actor: Actor, at: datetime) -> CycleDispute:
    """The days for documents are over."""
    return _to_decide(dispute, "close_documents", actor=actor, at=at)


def _to_decide(
    dispute: CycleDispute, step: str, *, reason: str = "", actor: Actor, at: datetime
) -> CycleDispute:
    due = Deadline.on_calendar(
        dispute.documents_due_on, dispute.decide_by, rule=limits.RULE_DISPUTE_DETERMINE
    )
    dispute = workflow.cycle_dispute.move(
        dispute, step, actor=actor, at=at, reason=reason, **due.as_fields()
    )
    notifications.DisputeToDecide(dispute).send(at=at)
    return dispute


@transaction.atomic
def withdraw(
    *, dispute: CycleDispute, on: AssistedRequest | None = None, actor: Actor, at: datetime
) -> CycleDispute:
    """The registrant takes it back, or staff `on` what they asked for."""
    require(permissions.may_act_for(actor, dispute, on, at=at))
    dispute = workflow.cycle_dispute.move(
        dispute,
        "withdraw",
        actor=actor,
        at=at,
        reason=_said(dispute, DisputeForThem.WITHDRAW, on),
        **NO_DEADLINE,
    )
    assisting.note(case=dispute, act=DisputeForThem.WITHDRAW, on=on, actor=actor, at=at)
    return dispute


def _said(dispute: CycleDispute, act: DisputeForThem, on: AssistedRequest | None) -> str:
    """What the history keeps of a step that staff took; nothing if its person did."""
    if on is None:
        return ""
    return said_of_dispute(act, str(dispute.registrant), on.way, on.received_on)


@transaction.atomic
def uphold(
    *,
    dispute: CycleDispute,
    period: Period,
    reason: str,
    accept: Collection[int] = (),
    reverse: Collection[int] = (),
    add: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> CycleDispute:
    """The record was wrong: the determination writes its lines itself, and is told at once.

    `accept`: late or lapsed lines that count, for a lapsed one by a new line; `reverse`: lines to
    take back; `add`: EV-numbers of the cycle for which the person gets points that count. All of
    it or nothing. Refused with nothing to change, for a line that is to count and to be taken back,
    for lines of somebody else or another cycle, and where the upload would be. A removal after the
    cycle that is not in force yet is taken back; one that is in force is shown to the CET manager,
    who can undo it by one act.
    """
    register_services.hold_people(people=[dispute.registrant_id], actor=actor, at=at)
    dispute = _locked(dispute, "uphold", reason, actor=actor, at=at)
    if not (accept or reverse or add):
        raise Refused(Refusal(_("Say what changes on the record, or dismiss the dispute.")))
    if set(accept) & set(reverse):
        raise Refused(Refusal(_("The same line cannot both count and be taken back.")))
    said = f"{dispute.reference}: {reason}"
    back = register_services.reverse(
        lines=reads.standing_of(dispute, period).filter(pk__in=reverse),
        reason=said,
        actor=actor,
        at=at,
    )
    given = [_give(dispute, period, number, said, actor=actor, at=at) for number in add]
    late = reads.late_of(dispute, period).filter(pk__in=accept)
    settled = register_services.settle_late(lines=late, reason=said, actor=actor, at=at)
    lapsed = list(reads.lapsed_of(dispute, period).filter(pk__in=accept))
    if len(back) + len(settled) + len(lapsed) != len(set(accept)) + len(set(reverse)):
        raise Refused(Refusal(_("A line has changed meanwhile. Look at the record again.")))
    anew = [giving.give_again(line, reason=said, actor=actor, at=at) for line in lapsed]
    lines = [line.pk for line in (*back, *settled, *lapsed, *anew, *given)]
    dispute = _determined(dispute, "uphold", reason, actor=actor, at=at, lines=lines)
    take_back(case=dispute, actor=actor, at=at)
    standing = standing_removal(dispute.registrant_id, dispute.cycle, london_date(at))
    if standing:
        notifications.RemovalToUndo(dispute, standing.removal).send(at=at)
    return dispute


@dataclass(frozen=True, slots=True)
class Determined:
    """The record before and after a determination, judged as everybody is."""

    before: Assessment
    after: Assessment

    @property
    def requirements(self) -> tuple[Effect, ...]:
        """Each of them, changed or not, before and after."""
        return effects_of(self.before, self.after)


def preview_uphold(
    *, dispute: CycleDispute, period: Period, actor: Actor, at: datetime, **said: Any
) -> Determined:
    """What `uphold` would do to every requirement, by doing it and taking all of it back."""
    before = reads.judged(dispute, period)
    with transaction.atomic():
        uphold(dispute=dispute, period=period, actor=actor, at=at, **said)
        after = reads.judged(dispute, period)
        transaction.set_rollback(True)
    return Determined(before, after)


@transaction.atomic
def dismiss(*, dispute: CycleDispute, reason: str, actor: Actor, at: datetime) -> CycleDispute:
    """The record stands, with the reason; told at once."""
    dispute = _locked(dispute, "dismiss", reason, actor=actor, at=at)
    return _determined(dispute, "dismiss", reason, actor=actor, at=at)


@transaction.atomic
def tell_late(*, dispute: CycleDispute, actor: Actor, at: datetime) -> CycleDispute:
    """The CET manager is told that the determination is late; nothing is decided by the clock."""
    dispute = lock(dispute)
    dispute.told_late = True
    dispute.save(update_fields=["told_late"])
    audit.record("cycle_dispute.tell_late", dispute, actor=actor, at=at)
    notifications.DisputeLate(dispute).send(at=at)
    return dispute


@transaction.atomic
def join_people(*, kept: int, joined: int, actor: Actor, at: datetime) -> int:
    """They are one person: the disputes of one are the other's, but for a second open one about
    the same cycle, which stays with the number it was lodged under. Returns how many moved."""
    open_cycles = CycleDispute.objects.open().filter(registrant=kept).values("cycle")
    twins = CycleDispute.objects.open().filter(registrant=joined, cycle__in=open_cycles)
    moving = list(CycleDispute.objects.filter(registrant=joined).exclude(pk__in=twins.values("pk")))
    CycleDispute.objects.filter(pk__in=[each.pk for each in moving]).update(registrant=kept)
    audit.record_many("cycle_dispute.join", moving, actor=actor, at=at, kept=kept, joined=joined)
    return len(moving)


def _locked(
    dispute: CycleDispute, step: str, reason: str, *, actor: Actor, at: datetime
) -> CycleDispute:
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    dispute = lock(dispute)
    require(workflow.cycle_dispute.refusal(dispute, step, actor=actor, at=at))
    return dispute


def _give(
    dispute: CycleDispute,
    period: Period,
    ev_number: str,
    said: str,
    *,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    event = event_queries.event_numbered(ev_number)
    words = {"number": ev_number}
    if event is None:
        raise Refused(Refusal(_("No event has the number %(number)s.") % words))
    day = london_date(event.ends_at)
    if not event.is_distance_learning and not period.first_day <= day <= period.last_day:
        raise Refused(Refusal(_("%(number)s was not held in this cycle.") % words))
    person = dispute.registrant
    if giving.standing_line(ev_number, person.pk):
        raise Refused(Refusal(_("The record has points for %(number)s.") % words))
    number = register_queries.number_on(person.pk, day)
    giving.give(event, number, person.surname, Completion(), actor=actor, at=at)
    line = giving.standing_line(ev_number, person.pk)
    if line is None:
        raise Refused(Refusal(_("These points would go to another person on the register.")))
    return giving.settle_if_late(line, reason=said, actor=actor, at=at)


def _determined(
    dispute: CycleDispute, step: str, reason: str, *, actor: Actor, at: datetime, **fields: Any
) -> CycleDispute:
    dispute = workflow.cycle_dispute.move(
        dispute,
        step,
        actor=actor,
        at=at,
        reason=reason.strip(),
        decided_at=at,
        **NO_DEADLINE,
        **fields,
    )
    CycleDispute.objects.filter(pk=dispute.pk).update(reason=reason.strip())
    dispute.reason = reason.strip()
    standing = standing_removal(dispute.registrant_id, dispute.cycle, london_date(at))
    message = notifications.DisputeDetermined(dispute, standing=standing)
    tell_one(message, about=dispute, kind=LetterKind.DETERMINED, actor=actor, at=at)
    DisputeByPost(dispute).send(at=at)
    return dispute
