"""Points for one person, by the ordinary upload; and the line that was wrong taken back."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals import queries as approval_queries
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import PointKind
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import queries
from sessions_events.enums import TAKEN_BOXES, Box, EventStatus, Part, Reason, UploadSource
from sessions_events.models import Event, UploadRow
from sessions_events.rules import earning
from sessions_events.rules.completing import Completion, Exact
from sessions_events.rules.rows import Row
from sessions_events.rules.sentences import sentence
from sessions_events.rules.verdicts import Verdict
from sessions_events.services.uploading.correcting import withdraw
from sessions_events.services.uploading.mending import decide_row
from sessions_events.services.uploading.receiving import receive_rows
from sessions_events.services.uploading.staging import judge_of
from sessions_events.services.uploading.taking import occasion_of, take

# The provider still owes its upload. One row from staff must not stand for it.
OWED = (EventStatus.PLANNED, EventStatus.DECLARED)


def standing_line(event_reference: str, registrant_id: int) -> PointEntry | None:
    """The person's line for the event that was not taken back."""
    return register_queries.lines_for(event_reference, [registrant_id]).first()


def give(
    event: Event, number: str, surname: str, done: Completion, *, actor: Actor, at: datetime
) -> None:
    """Points as for any row of an upload. In the caller's transaction.

    The provider needs its declaration first (decisions.md 19); staff do without its declaration and
    its upload, both of which it still owes: nobody loses points by what a provider did not do.
    Refused where the row of an upload would be, in the same words.
    """
    row = Row(
        line=1,
        number=number,
        surname=surname,
        completed=done.completed.isoformat() if done.completed else "",
        part=done.part,
        interactive=done.interactive,
    )
    by_staff = actor.tenant_id is None
    begun = event.starts_at if event.is_distance_learning else event.ends_at
    if by_staff and event.status in OWED and begun <= at:
        return _offer(event, row, actor=actor, at=at)
    if by_staff and event.status != EventStatus.UPLOADED:
        raise Refused(
            Refusal(
                _("%(number)s is “%(status)s”, so nobody can have points for it.")
                % {"number": event.ev_number, "status": event.get_status_display()}
            )
        )
    uploader = _in_place_of_the_provider(actor, event) if by_staff else actor
    sent = receive_rows(event=event, rows=[row], source=UploadSource.CASE, actor=uploader, at=at)
    placed = sent.rows.get()
    if placed.box == Box.UNDECIDED and placed.reason == Reason.AUDIENCE:
        placed = decide_row(row=placed, yes=True, actor=uploader, at=at)
    if placed.box not in TAKEN_BOXES:
        raise Refused(Refusal(sentence(placed.reason, placed.detail)))
    take(upload=sent, actor=uploader, at=at)
    return None


def _in_place_of_the_provider(actor: Actor, event: Event) -> Actor:
    """Staff upload by the provider's own steps; the record keeps their name and role."""
    return actor.lent({Permission.EVENT_UPLOAD}, tenant_id=event.provider_id)


def _offer(event: Event, row: Row, *, actor: Actor, at: datetime) -> None:
    """A line without an upload, of an event that its provider has not declared."""
    verdict = _verdict(event, row, at)
    entry, day = verdict.entry, verdict.earned_on
    if verdict.box not in TAKEN_BOXES or entry is None or day is None:
        raise Refused(Refusal(sentence(verdict.reason, verdict.detail)))
    application = event.application
    approvals = approval_queries.approvals_of(application)
    modality = application.modality
    points = earning.earned(
        approvals,
        verdict.audience,
        modality=modality.code if modality else "",
        peer_review=verdict.audience in approvals and approvals[verdict.audience].peer_review,
        facilitator=row.part == Part.FACILITATOR,
        interactive=row.interactive,
    )
    held = register_queries.specialties_held([entry.registrant_id]).get(entry.registrant_id, ())
    offer = register_services.PointOffer(
        registrant_id=entry.registrant_id,
        number=entry.number,
        audience=verdict.audience,
        kind=points.kind,
        specialty=earning.specialty_on(verdict.audience, points.kind, held, day),
        total=points.total,
        interactive=points.interactive,
        units=points.units,
        peer_review=points.peer_review,
        earned_on=day,
        last_day=scheme_queries.cycle_on(day).last_day,
    )
    register_services.offer_points(occasion=occasion_of(event), offers=[offer], actor=actor, at=at)


def _verdict(event: Event, row: Row, at: datetime) -> Verdict:
    judge = judge_of(event, at=at)
    verdict = judge.judge([row])[0]
    return judge.give_general(row) if verdict.reason == Reason.AUDIENCE else verdict


def take_back(
    entry: PointEntry, event: Event | None, *, reason: str, actor: Actor, at: datetime
) -> None:
    """The wrong line, with its row and its certificate; nobody is told, as a new one follows.

    Refused where the provider may not, as it was accepted.
    """
    lines = register_queries.lines_for(entry.event_reference, [entry.registrant_id])
    if not lines.exists():
        return
    row = _row(event, entry) if event else None
    if event and row:
        gone = withdraw(event=event, rows=[row.pk], reason=reason, tell=False, actor=actor, at=at)
    else:
        gone = register_services.reverse(lines=lines, reason=reason, actor=actor, at=at)
    if not gone:
        raise Refused(
            Refusal(_("These points were accepted, so only GOC staff can withdraw them."))
        )


def _row(event: Event, entry: PointEntry) -> UploadRow | None:
    return queries.taken_rows(event).filter(registrant_id=entry.registrant_id).first()


def give_exactly(entry: PointEntry, exact: Exact, *, actor: Actor, at: datetime) -> None:
    """The line again with these points, type and day; for GOC staff alone.

    Refused for specialist points without the specialty on that day, and for more interactive
    points than there are.
    """
    if exact.interactive > exact.total:
        raise Refused(Refusal(_("There cannot be more interactive points than points.")))
    if exact.day > london_date(at):
        raise Refused(Refusal(_("The day cannot lie in the future.")))
    held = register_queries.specialties_held([entry.registrant_id]).get(entry.registrant_id, [])
    specialty = ""
    if exact.kind == PointKind.SPECIALIST:
        specialty = entry.specialty or earning.held_on(held, exact.day)
        if not specialty:
            raise Refused(Refusal(_("The person held no specialty on that day.")))
    offer = register_services.PointOffer(
        registrant_id=entry.registrant_id,
        number=entry.number,
        audience=entry.audience,
        kind=exact.kind,
        specialty=specialty,
        total=exact.total,
        interactive=exact.interactive,
        units=tuple(entry.units),
        peer_review=entry.peer_review,
        earned_on=exact.day,
        last_day=scheme_queries.cycle_on(exact.day).last_day,
    )
    occasion = register_services.Occasion(
        event_reference=entry.event_reference,
        c_number=entry.c_number,
        title=entry.title,
        provider_name=entry.provider_name,
    )
    register_services.offer_points(occasion=occasion, offers=[offer], actor=actor, at=at)


def give_again(entry: PointEntry, *, reason: str, actor: Actor, at: datetime) -> PointEntry:
    """A line like this one, which lapsed and is taken back: the new one counts. GOC staff alone."""
    lines = register_queries.lines_for(entry.event_reference, [entry.registrant_id])
    register_services.reverse(lines=lines, reason=reason, actor=actor, at=at)
    exact = Exact(entry.total, entry.interactive, entry.kind, entry.event_date)
    give_exactly(entry, exact, actor=actor, at=at)
    new = register_queries.lines_for(entry.event_reference, [entry.registrant_id]).get()
    return settle_if_late(new, reason=reason, actor=actor, at=at)


def settle_if_late(line: PointEntry, *, reason: str, actor: Actor, at: datetime) -> PointEntry:
    """What came after the cycle's end counts, if staff give it; else the line as it is."""
    if line.status == PointStatus.LATE and actor.tenant_id is None:
        lines = register_queries.lines_for(line.event_reference, [line.registrant_id])
        return register_services.settle_late(lines=lines, reason=reason, actor=actor, at=at)[0]
    return line
