"""After CET outside the UK: evidence of attendance, and what staff say of it."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import uploads
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from sessions_events import notifications, workflow
from sessions_events.models import Event, NonUkCet
from sessions_events.services import calling_off
from sessions_events.services.asked import machinery


@transaction.atomic
def send_evidence(
    *, asked: NonUkCet, file: UploadedFile, note: str, actor: Actor, at: datetime
) -> NonUkCet:
    """The registrant sends what shows that they attended; staff are told."""
    asked = workflow.non_uk_cet.move(
        asked,
        "send",
        actor=actor,
        at=at,
        evidence=uploads.store(file=file, actor=actor, at=at),
        evidence_note=note,
        evidence_at=at,
        version=asked.version + 1,
    )
    notifications.EvidenceSent(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def send_back_evidence(
    *, asked: NonUkCet, reason: str, version: int | None = None, actor: Actor, at: datetime
) -> NonUkCet:
    """It does not show attendance: staff say what is missing, and it can be sent anew."""
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    asked = machinery.as_read(asked, version)
    asked = workflow.non_uk_cet.move(
        asked, "send_back", actor=actor, at=at, reason=reason.strip(), reasons=reason.strip()
    )
    notifications.EvidenceSentBack(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def confirm_evidence(
    *, asked: NonUkCet, version: int | None = None, actor: Actor, at: datetime
) -> NonUkCet:
    """Staff confirm attendance: declaration and upload, and the points are pending.

    Refused where the register does not have the person on the day any more.
    """
    asked = machinery.as_read(asked, version)
    asked = workflow.non_uk_cet.move(asked, "confirm", actor=actor, at=at, reasons="")
    words = _("Evidence of attendance, read by GOC staff: %(name)s") % {
        "name": asked.evidence.name if asked.evidence else ""
    }
    values = {
        "as_approved": True,
        "what_differed": "",
        "how_it_went": asked.evidence_note or words,
        "attendance_check": words,
        "objectives_evidence": words,
        "discussion_summary": words,
        "certificates_issued": True,
        "attendees": 1,
        "completers": 1,
    }
    event = machinery.declared(_event_of(asked), values, actor=actor, at=at)
    given = machinery.uploaded(event, [asked.registrant_id], actor=actor, at=at)
    if asked.registrant_id not in given:
        raise Refused(Refusal(_("They were not on the register on the day, so no points follow.")))
    notifications.NonUkPoints(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def say_not_attended(*, asked: NonUkCet, actor: Actor, at: datetime) -> NonUkCet:
    """The registrant did not go, or will not: nothing is left to be sent."""
    reason = _("The registrant did not attend.")
    asked = workflow.non_uk_cet.move(asked, "not_attended", actor=actor, at=at)
    _call_off(asked, reason, actor=actor, at=at)
    return asked


@transaction.atomic
def say_not_shown(
    *, asked: NonUkCet, reason: str, version: int | None = None, actor: Actor, at: datetime
) -> NonUkCet:
    """Staff find that attendance is not shown: it ends without points, and the person is told."""
    if not reason.strip():
        raise Refused(Refusal(_("Give the reason: the registrant reads it.")))
    asked = machinery.as_read(asked, version)
    asked = workflow.non_uk_cet.move(
        asked, "not_shown", actor=actor, at=at, reason=reason.strip(), reasons=reason.strip()
    )
    _call_off(asked, reason.strip(), actor=actor, at=at)
    notifications.NotShown(asked).send(at=at, besides=actor.user_id)
    return asked


def _call_off(asked: NonUkCet, reason: str, *, actor: Actor, at: datetime) -> None:
    """Nothing is left to be declared or uploaded."""
    event = _event_of(asked)
    call_off = calling_off.say_not_held if event.starts_at <= at else calling_off.cancel_event
    call_off(
        event=event, reason=reason, actor=machinery.acting_for(actor, event.provider_id), at=at
    )


def _event_of(asked: NonUkCet) -> Event:
    return Event.objects.select_related("application__modality", "provider").get(pk=asked.event_id)
