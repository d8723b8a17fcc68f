"""Who may upload, take points, take them back, and settle rows."""

from datetime import datetime

from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from sessions_events.enums import UploadStatus
from sessions_events.models import Event, Upload, UploadRow
from sessions_events.permissions.people import of_the_provider


def may_upload(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider; that it was declared first, the workflow says."""
    return of_the_provider(actor, event.provider_id, Permission.EVENT_UPLOAD)


def may_take(actor: Actor, upload: Upload, *, at: datetime) -> Refusal | None:
    """The provider, in whose name the worker goes on with what was begun."""
    return may_upload(actor, upload.event, at=at)


def may_read_upload(actor: Actor, upload: Upload, *, at: datetime) -> Refusal | None:
    """The worker, and the provider with rows that need no reading."""
    return None if actor.is_clock else may_upload(actor, upload.event, at=at)


def may_take_back(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider of the event, and GOC staff; which lines each may, the ledger says."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return may_upload(actor, event, at=at)


def may_decide(upload: Upload) -> Refusal | None:
    """Rows of an upload that is there to be looked at, or was taken in part."""
    if upload.status in (UploadStatus.PREVIEWED, UploadStatus.TAKEN):
        return None
    return Refusal(_("This upload is not open: its rows ask for no decision."))


def may_mend(row: UploadRow) -> Refusal | None:
    """A row that has not become points. Points are taken back, not rewritten."""
    if row.taken_at is None and row.upload.status in (UploadStatus.PREVIEWED, UploadStatus.TAKEN):
        return None
    return Refusal(_("This row has been taken. Withdraw or replace it instead."))
