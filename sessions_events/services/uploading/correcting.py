"""After the fact: people who were uploaded wrongly are withdrawn, or replaced by the right one."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from registrants import queries as register_queries
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import notifications, permissions, queries
from sessions_events.enums import TAKEN_BOXES, UploadSource
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.rules.rows import Row
from sessions_events.rules.sentences import sentence
from sessions_events.services.certifying.withdrawing import withdraw_certificates_of
from sessions_events.services.uploading.receiving import open_for_uploads, receive_rows
from sessions_events.services.uploading.taking import take


@transaction.atomic
def withdraw(
    *,
    event: Event,
    rows: Collection[int],
    reason: str,
    tell: bool = True,
    actor: Actor,
    at: datetime,
) -> list[PointEntry]:
    """Take back the points of these rows, and tell the people; returns what was taken back.

    `tell`: False where the right points follow at once, and their own message with them.

    The provider's own act before acceptance; points that were accepted stay unless GOC staff do
    it (decisions.md 25). `rows`: keys of rows that are points. Done twice changes nothing more.
    """
    require(permissions.may_take_back(actor, event, at=at))
    event = lock(event)
    wrong = queries.taken_rows(event).filter(pk__in=rows)
    people = set(wrong.values_list("registrant_id", flat=True))
    lines = register_services.reverse(
        lines=register_queries.lines_for(event.ev_number, people),
        reason=reason,
        actor=actor,
        at=at,
    )
    if not lines:
        return []
    gone = {line.registrant_id for line in lines}
    queries.taken_rows(event).filter(registrant_id__in=gone).update(withdrawn_at=at)
    certified = withdraw_certificates_of(event, gone, reason=reason, actor=actor, at=at)
    audit.record("event.withdraw_rows", event, actor=actor, at=at, people=len(lines), reason=reason)
    by_staff = actor.tenant_id is None
    if not tell:
        return lines
    _tell(event, lines, certified, reason, by_staff=by_staff, at=at)
    if by_staff:
        notifications.TakenBackByStaff(event, lines, reason, by_staff=True).send(at=at)
    return lines


def _tell(
    event: Event,
    lines: list[PointEntry],
    certified: set[int],
    reason: str,
    *,
    by_staff: bool,
    at: datetime,
) -> None:
    """The people; those who had a certificate read that it is withdrawn as well."""
    for had_one in (True, False):
        theirs = [line for line in lines if (line.registrant_id in certified) is had_one]
        if theirs:
            notifications.TakenBack(
                event, theirs, reason, by_staff=by_staff, certificate=had_one
            ).send(at=at)


@transaction.atomic
def replace_person(
    *, row: UploadRow, number: str, surname: str, reason: str, actor: Actor, at: datetime
) -> Upload:
    """The right person gets the points instead of the wrong one; both or neither.

    Refused where the wrong person has accepted them, and where the right one's row is not ready,
    with its sentence.
    """
    event = open_for_uploads(row.upload.event, actor=actor, at=at)
    if not withdraw(event=event, rows=[row.pk], reason=reason, actor=actor, at=at):
        raise Refused(
            Refusal(_("These points were accepted, so only GOC staff can withdraw them."))
        )
    right = Row(
        line=row.line,
        number=number,
        surname=surname,
        completed=row.completed,
        part=row.part,
        interactive=row.interactive,
    )
    sent = receive_rows(event=event, rows=[right], source=UploadSource.TYPED, actor=actor, at=at)
    placed = sent.rows.get()
    if placed.box not in TAKEN_BOXES:
        raise Refused(Refusal(sentence(placed.reason, placed.detail)))
    return take(upload=sent, actor=actor, at=at)
