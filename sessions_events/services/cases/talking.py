"""Messages in a case, and notes that staff alone read."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from sessions_events import notifications
from sessions_events.models import CaseMessage, PointsCase
from sessions_events.permissions import cases as may
from sessions_events.services.cases.keeping import MOST_FILES, say

__all__ = ["MOST_FILES", "note", "write"]


@transaction.atomic
def write(
    *,
    case: PointsCase,
    text: str,
    files: Sequence[UploadedFile] = (),
    actor: Actor,
    at: datetime,
) -> CaseMessage:
    """A message that all three sides read; the others are told. Pressed twice it is there once.

    Refused once the case is closed, and with more than `MOST_FILES` files in the case.
    """
    case = lock(case)
    require(may.may_write(actor, case, at=at))
    twin = made_just_now(case.messages.all(), actor=actor, at=at, text=text.strip(), private=False)
    if twin:
        return twin
    message = say(case, text, files=files, actor=actor, at=at)
    audit.record("points_case.write", case, actor=actor, at=at, files=len(files))
    notifications.CaseWritten(case, message).send(at=at, besides=actor.user_id)
    return message


@transaction.atomic
def note(*, case: PointsCase, text: str, actor: Actor, at: datetime) -> CaseMessage:
    """A note that GOC staff alone read, at any time. Pressed twice it is there once."""
    case = lock(case)
    require(may.may_note(actor, case, at=at))
    twin = made_just_now(case.messages.all(), actor=actor, at=at, text=text.strip(), private=True)
    if twin:
        return twin
    message = say(case, text, private=True, actor=actor, at=at)
    audit.record("points_case.note", case, actor=actor, at=at)
    return message
