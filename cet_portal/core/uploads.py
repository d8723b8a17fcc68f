"""Files that people send: hashed, kept privately, never served inline."""

import hashlib
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse

from cet_portal.core import file_kinds
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile


def store(*, file: UploadedFile, actor: Actor, at: datetime) -> StoredFile:
    """Keep the file as it came, with its SHA-256 and the content type that its bytes show.

    Refusing a size or a kind is the form's business.
    """
    digest = digest_of(file)
    kind = file_kinds.kind_of(file)
    stored = StoredFile(
        name=_printable(file.name or "file")[:255],
        content_type=kind.content_type if kind else file_kinds.ANY_BYTES,
        size=file.size,
        sha256=digest,
        stored_at=at,
        stored_by_id=actor.user_id,
    )
    # The name on disk is the hash: what a person typed never becomes a path.
    stored.file.save(digest, file, save=False)
    stored.save()
    return stored


def digest_of(file: UploadedFile) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def remove(stored: StoredFile) -> None:
    """Delete a stored file; from the disk once the transaction has committed."""
    storage, name = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name))


def download(stored: StoredFile) -> FileResponse:
    """The stored file to be saved, whatever it holds: never shown, never kept by a cache.

    Asked for by a view that has found the row among those its actor may see.
    """
    known = stored.content_type in file_kinds.CONTENT_TYPES
    return FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type if known else file_kinds.ANY_BYTES,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def _printable(text: str) -> str:
    """Without control characters: a database refuses NUL, a header a line end."""
    return "".join(character for character in text if character.isprintable())
