"""The upload: rows that match the register become pending points, the others are reported."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from approvals import queries as approval_queries
from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import PointKind
from registrants import queries as register_queries
from registrants import services as register_services
from sessions_events import permissions, workflow
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.rules.earning import specialty_for
from sessions_events.rules.rows import Row, Verdict, counts, judge, to_rows

LONGEST_CELL = 200


@transaction.atomic
def upload(
    *,
    event: Event,
    cells: Iterable[tuple[int, str, str]],
    source: str,
    file: UploadedFile | None = None,
    actor: Actor,
    at: datetime,
) -> Upload:
    """Take an upload of (line, number, surname); returns it with its rows.

    Needs the declaration first (decisions.md 19). A bad row never costs a good one, and the
    same rows sent twice change nothing (decisions.md 22); when the button was pressed twice the
    answer is the first upload, and the file is not kept a second time. With the first row that
    is taken the event is uploaded; more uploads may follow.
    """
    event = lock(event)
    if event.status == EventStatus.UPLOADED:
        require(permissions.may_upload(actor, event, at=at))
    else:
        require(workflow.event.refusal(event, "upload", actor=actor, at=at))
    rows = to_rows(cells)
    pressed_twice = _sent_just_now(event, rows, actor=actor, at=at)
    if pressed_twice:
        return pressed_twice
    verdicts = _judged(event, rows)
    points = _offer(event, verdicts, actor=actor, at=at)
    sent = Upload.objects.create(
        event=event,
        source=source,
        file=uploads.store(file=file, actor=actor, at=at) if file else None,
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    UploadRow.objects.bulk_create(
        UploadRow(
            upload=sent,
            line=verdict.row.line,
            number=verdict.row.number[:LONGEST_CELL],
            surname=verdict.row.surname[:LONGEST_CELL],
            box=verdict.box,
            reason=str(verdict.reason),
            point=points.get(verdict.entry.registrant_id) if verdict.entry else None,
        )
        for verdict in verdicts
    )
    audit.record("event.upload_rows", event, actor=actor, at=at, **counts(verdicts))
    if points and event.status == EventStatus.DECLARED:
        workflow.event.move(event, "upload", actor=actor, at=at)
    return sent


def _sent_just_now(
    event: Event, rows: Sequence[Row], *, actor: Actor, at: datetime
) -> Upload | None:
    """The last upload of the event, if it is this one sent a moment ago."""
    last = event.uploads.order_by("-pk").first()
    if last is None or last.made_by_id != actor.user_id or at - last.made_at > DOUBLE_CLICK:
        return None
    sent = [(row.line, row.number[:LONGEST_CELL], row.surname[:LONGEST_CELL]) for row in rows]
    stored = last.rows.order_by("line").values_list("line", "number", "surname")
    return last if sorted(sent) == list(stored) else None


def _judged(event: Event, rows: list[Row]) -> list[Verdict]:
    return judge(
        rows,
        register=register_queries.on_register(row.key_number for row in rows if row.key_number),
        day=london_date(event.ends_at),
        approved=approval_queries.approvals_of(event.application),
        uploaded=register_queries.uploaded_for(event.ev_number),
    )


def _offer(event: Event, verdicts: list[Verdict], *, actor: Actor, at: datetime) -> dict:
    """Pending points for the rows that are ready, by registrant."""
    day, application = london_date(event.ends_at), event.application
    approvals = approval_queries.approvals_of(application)
    occasion = register_services.Occasion(
        event_reference=event.ev_number,
        event_date=day,
        c_number=application.c_number,
        title=application.title,
        provider_name=event.provider.name,
        last_day=scheme_queries.cycle_on(day).last_day,
    )
    offers = []
    for verdict in verdicts:
        if verdict.entry is None:
            continue
        approval = approvals[verdict.audience]
        offers.append(
            register_services.PointOffer(
                registrant_id=verdict.entry.registrant_id,
                number=verdict.entry.number,
                audience=verdict.audience,
                kind=approval.kind,
                specialty=specialty_for(verdict.audience, verdict.entry.specialties_on(day))
                if approval.kind == PointKind.SPECIALIST
                else "",
                total=approval.total,
                interactive=approval.interactive,
                units=tuple(approval.units),
                peer_review=approval.peer_review,
            )
        )
    entries = register_services.offer_points(occasion=occasion, offers=offers, actor=actor, at=at)
    return {entry.registrant_id: entry for entry in entries}
