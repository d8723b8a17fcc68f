"""Files that people send: hashed, kept privately, never served inline."""

import hashlib
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile


def store(*, file: UploadedFile, actor: Actor, at: datetime) -> StoredFile:
    """Keep the file as it came, with its SHA-256. Size and kind are the form's business."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    stored = StoredFile(
        name=_printable(file.name or "file")[:255],
        content_type=_printable(file.content_type or "application/octet-stream")[:100],
        size=file.size,
        sha256=digest.hexdigest(),
        stored_at=at,
        stored_by_id=actor.user_id,
    )
    # The name on disk is the hash: what a person typed never becomes a path.
    stored.file.save(digest.hexdigest(), file, save=False)
    stored.save()
    return stored


def _printable(text: str) -> str:
    """Without control characters: a database refuses NUL, a header a line end."""
    return "".join(character for character in text if character.isprintable())
