"""A file from the register comes in: kept as it was sent."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.permissions import Refusal, Refused
from registrants import workflow
from registrants.enums import ImportStatus
from registrants.models import RegisterImport


@transaction.atomic
def receive_register(
    *, file: UploadedFile, kind: str, of_day: date, actor: Actor, at: datetime
) -> RegisterImport:
    """Keep the file for reading; the same file sent a moment ago gives that import."""
    if not actor.may(Permission.REGISTER_KEEP) or actor.user_id is None:
        raise Refused(Refusal(_("Only GOC staff can import the register.")))
    stored = uploads.store(file=file, actor=actor, at=at)
    twin = (
        RegisterImport.objects.filter(
            made_by_id=actor.user_id,
            made_at__gte=at - DOUBLE_CLICK,
            kind=kind,
            of_day=of_day,
            file__sha256=stored.sha256,
        )
        .exclude(status=ImportStatus.DISCARDED)
        .first()
    )
    if twin:
        stored.file.delete(save=False)
        stored.delete()
        return twin
    received = RegisterImport.objects.create(
        kind=kind,
        of_day=of_day,
        file=stored,
        made_at=at,
        made_by_id=actor.user_id,
        **workflow.register_import.born(ImportStatus.READING),
    )
    audit.record("register_import.receive", received, actor=actor, at=at, kind=kind)
    return received
