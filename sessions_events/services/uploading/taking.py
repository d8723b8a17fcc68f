"""What is ready becomes pending points; the rest stays to be mended."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache

from django.db import transaction

from approvals import queries as approval_queries
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.garbage import collection_rests
from cet_portal.scheme import queries as scheme_queries
from registrants import queries as register_queries
from registrants import services as register_services
from sessions_events import queries, workflow
from sessions_events.enums import EventStatus, Part, UploadSource
from sessions_events.models import Event, Upload
from sessions_events.rules import earning
from sessions_events.rules.rows import Row
from sessions_events.services.owing import duties
from sessions_events.services.uploading.receiving import open_for_uploads, receive_rows
from sessions_events.services.uploading.settling import settle_repeats, settle_uploaded


@transaction.atomic
def take(*, upload: Upload, actor: Actor, at: datetime) -> Upload:
    """Take the rows that are ready, with or without a remark: they are pending points now.

    In one transaction, however many there are: interrupted, nothing happened, and it can be
    done again. Somebody who has points for the event already keeps those, and the row is known,
    also in other uploads that are not taken yet. With the first row that is taken the event is
    uploaded; distance learning only after it has closed, until then
    it settles the month (docs/adr/0024).
    """
    event = open_for_uploads(upload.event, actor=actor, at=at)
    upload = workflow.upload.move(upload, "take", actor=actor, at=at, taken_at=at, moved_at=at)
    settle_uploaded(event)
    settle_repeats(upload)
    with collection_rests():
        taken = _offer(event, upload, actor=actor, at=at)
    register_services.tell_whose_points_came_late(
        event_reference=event.ev_number, actor=actor, at=at
    )
    queries.to_take(upload).update(taken_at=at)
    settle_uploaded(event)
    told = {"upload": upload.reference, "people": taken, **queries.boxes_of(upload)}
    audit.record("event.upload_rows", event, actor=actor, at=at, **told)
    nothing_left = duties.uploaded(event, at=at, days=_days(upload)) if taken else False
    if nothing_left and event.status == EventStatus.DECLARED:
        workflow.event.move(event, "upload", actor=actor, at=at)
    return upload


@transaction.atomic
def upload(
    *,
    event: Event,
    cells: Iterable[tuple[int, str, str]],
    source: str = UploadSource.TYPED,
    actor: Actor,
    at: datetime,
) -> Upload:
    """Receive rows of (line, number, surname) and take what is ready, in one go."""
    rows = [Row(line=line, number=number, surname=surname) for line, number, surname in cells]
    sent = receive_rows(event=event, rows=rows, source=source, actor=actor, at=at)
    if workflow.upload.refusal(sent, "take", actor=actor, at=at) is None:
        sent = take(upload=sent, actor=actor, at=at)
    return sent


def _offer(event: Event, upload: Upload, *, actor: Actor, at: datetime) -> int:
    return register_services.offer_points(
        occasion=occasion_of(event), offers=_offers(event, upload), actor=actor, at=at
    )


def occasion_of(event: Event) -> register_services.Occasion:
    """What a line of the ledger says of the event."""
    return register_services.Occasion(
        event_reference=event.ev_number,
        c_number=event.application.c_number,
        title=event.application.title,
        provider_name=event.provider.name,
    )


def _days(upload: Upload) -> list[date]:
    """On which days the people of this upload completed distance learning."""
    if not upload.event.is_distance_learning:
        return []
    rows = upload.rows.filter(taken_at=upload.taken_at)
    return [day for day in rows.order_by().values_list("earned_on", flat=True).distinct() if day]


def _offers(event: Event, upload: Upload) -> Iterator[register_services.PointOffer]:
    approvals = approval_queries.approvals_of(event.application)
    cycles = scheme_queries.cycle_ends()
    rows = queries.to_take(upload).order_by("line").values_list(*_WHO_EARNS)
    specialties = register_queries.specialties_held(queries.to_take(upload).values("registrant_id"))
    modality = event.application.modality

    @cache
    def earned(audience: str, part: str, interactive: bool) -> earning.Earned:
        return earning.earned(
            approvals,
            audience,
            modality=modality.code if modality else "",
            peer_review=audience in approvals and approvals[audience].peer_review,
            facilitator=part == Part.FACILITATOR,
            interactive=interactive,
        )

    last_day_after = cache(cycles.on)
    for person, number, audience, part, interactive, day in rows.iterator(chunk_size=5_000):
        points = earned(audience, part, interactive)
        held = specialties.get(person, ())
        yield register_services.PointOffer(
            registrant_id=person,
            number=number,
            audience=audience,
            kind=points.kind,
            specialty=earning.specialty_on(audience, points.kind, held, day),
            total=points.total,
            interactive=points.interactive,
            units=points.units,
            peer_review=points.peer_review,
            earned_on=day,
            last_day=last_day_after(day),
        )


_WHO_EARNS = ("registrant_id", "taken_number", "audience", "part", "interactive", "earned_on")
