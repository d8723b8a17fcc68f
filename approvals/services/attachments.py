"""Files of an application."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals.enums import Section
from approvals.models import Attachment, CetApplication
from approvals.services.drafts import count_save, writable
from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import lock

MOST_ATTACHMENTS = 20


@transaction.atomic
def attach(
    *, application: CetApplication, file: UploadedFile, kind: str, actor: Actor, at: datetime
) -> Attachment:
    """Keep a file with the application. Size and content are checked by the form.

    The same file attached twice gives the first. Refused beyond `MOST_ATTACHMENTS`.
    """
    current = _writable(application, actor=actor, at=at)
    kept = current.attachments.filter(removed_at__isnull=True)
    if kept.count() >= MOST_ATTACHMENTS:
        raise Refused(
            Refusal(
                _("An application has at most %(most)d files. Take one away first.")
                % {"most": MOST_ATTACHMENTS}
            )
        )
    stored = uploads.store(file=file, actor=actor, at=at)
    same = kept.filter(file__sha256=stored.sha256, kind=kind).first()
    if same:
        stored.delete()
        return same
    attachment = Attachment.objects.create(
        application=current, file=stored, kind=kind, added_at=at, added_by=actor.name[:200]
    )
    count_save(application=current, section=Section.ATTACHMENTS, actor=actor, at=at)
    audit.record(
        "application.attach", current, actor=actor, at=at, name=stored.name, sha256=stored.sha256
    )
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: Actor, at: datetime) -> None:
    """Take a file away. A submission that had it keeps it."""
    current = _writable(attachment.application, actor=actor, at=at)
    removed = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True)
    if removed.update(removed_at=at):
        count_save(application=current, section=Section.ATTACHMENTS, actor=actor, at=at)
        audit.record(
            "application.remove_attachment", current, actor=actor, at=at, name=str(attachment)
        )


def _writable(application: CetApplication, *, actor: Actor, at: datetime) -> CetApplication:
    # Files are added one by one, so no version is asked for: nobody's words are overwritten.
    version = lock(application).version
    section = Section.ATTACHMENTS
    return writable(application=application, section=section, version=version, actor=actor, at=at)
