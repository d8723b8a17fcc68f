"""Files that show what a declaration says."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import permissions
from sessions_events.models import Event, EvidenceFile

MOST_FILES = 10


@transaction.atomic
def keep_evidence(
    *, event: Event, file: UploadedFile, kind: str, actor: Actor, at: datetime
) -> EvidenceFile:
    """Keep a file for the declaration, or its correction, that is being written.

    Size and content are checked by the form. The same file twice gives the first. Refused
    beyond `MOST_FILES`, and where nothing can be declared or corrected.
    """
    event = lock(event)
    require(permissions.may_add_evidence(actor, event, at=at))
    if event.evidence.count() >= MOST_FILES:
        sentence = _("A declaration has at most %(most)d files.") % {"most": MOST_FILES}
        raise Refused(Refusal(sentence))
    stored = uploads.store(file=file, actor=actor, at=at)
    same = event.evidence.filter(file__sha256=stored.sha256, kind=kind).first()
    if same:
        stored.file.delete(save=False)
        stored.delete()
        return same
    kept = EvidenceFile.objects.create(
        event=event, file=stored, kind=kind, added_at=at, added_by_name=actor.name[:200]
    )
    audit.record(
        "declaration.add_file", event, actor=actor, at=at, name=stored.name, sha256=stored.sha256
    )
    return kept


@transaction.atomic
def drop_evidence(*, evidence: EvidenceFile, actor: Actor, at: datetime) -> None:
    """Take away a file that is not part of a declaration yet. Declared evidence stays."""
    event = lock(evidence.event)
    require(permissions.may_add_evidence(actor, event, at=at))
    waiting = EvidenceFile.objects.filter(pk=evidence.pk, added_in__isnull=True).first()
    if waiting is None:
        raise Refused(Refusal(_("This file belongs to the declaration, so it stays.")))
    stored = waiting.file
    waiting.delete()
    audit.record("declaration.drop_file", event, actor=actor, at=at, name=stored.name)
    stored.delete()
    transaction.on_commit(lambda: stored.file.delete(save=False))
