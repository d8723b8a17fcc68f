"""The letters for those without an account, in one PDF to print: written to disk bit by bit."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cet_portal.core import audit, pdf, uploads
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.pdf_joining import joined
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from compliance import notifications, permissions
from compliance.enums import RoundStatus
from compliance.models import LetterRound, PostFile
from compliance.queries import letters as reads
from compliance.services.letters.telling import close

TEMPLATE, STYLE = "pdf/letters.html", "pdf/letter.css"
# Letters that are laid out at once: all that is in memory.
AT_ONCE = 20


class _TakenOver(Exception):
    """Another worker makes the file now."""


@transaction.atomic
def ask_post_file(*, letter_round: LetterRound, actor: Actor, at: datetime) -> PostFile:
    """Have the file made by the worker; asked twice it is made once. One that could not be made
    is tried again. What was collected is closed by it: later letters come into the next. Refused
    while letters are written, and with none for the post."""
    letter_round = lock(letter_round)
    require(permissions.may_send_by_post(actor, letter_round))
    if letter_round.is_collected:
        letter_round = close(letter_round=letter_round, actor=actor, at=at)
    if letter_round.status != RoundStatus.WRITTEN:
        raise Refused(Refusal(_("The letters are not all written yet.")))
    letters = reads.for_post(letter_round).count()
    if not letters:
        raise Refused(Refusal(_("Everybody has an account: none of these letters goes by post.")))
    made, new = PostFile.objects.get_or_create(
        round=letter_round,
        defaults={
            "letters": letters,
            "moved_at": at,
            "made_at": at,
            "made_by_id": actor.user_id,
        },
    )
    if not new and not made.has_failed:
        return made
    PostFile.objects.filter(pk=made.pk).update(tries=0, moved_at=at)
    audit.record("letters.ask_post_file", letter_round, actor=actor, at=at, letters=letters)
    enqueue("compliance.make_post_file", post_file_id=made.pk)
    return made


@transaction.atomic
def mark_posted(*, post_file: PostFile, on: date, actor: Actor, at: datetime) -> PostFile:
    """The letters of the file went by post `on` that day, as staff say. Refused as
    `may_mark_posted` says; of two at once the second reads who marked it."""
    current = lock(post_file)
    require(permissions.may_mark_posted(actor, current, on=on, at=at))
    current.posted_on, current.posted_at = on, at
    current.posted_by_name = actor.name[:200]
    current.save(update_fields=["posted_on", "posted_at", "posted_by_name"])
    audit.record(
        "letters.mark_posted",
        current,
        actor=actor,
        at=at,
        posted_on=on.isoformat(),
        letters=current.letters,
    )
    return current


def make_post_file(*, post_file: PostFile, now: Callable[[], datetime]) -> None:
    """Write the file, from the beginning if a worker was killed at it. `now`: the clock."""
    if not _claim(post_file, at=now()):
        return
    try:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            for piece in joined(_pieces(post_file, now)):
                file.write(piece)
            _keep(post_file, file, at=now())
    except _TakenOver:
        return


def resume_post_file(*, post_file: PostFile, at: datetime) -> None:
    """Ask for the work again: its worker is gone, or the broker lost the request."""
    with transaction.atomic():
        if PostFile.objects.filter(pk=post_file.pk, file__isnull=True).update(moved_at=at):
            enqueue("compliance.make_post_file", post_file_id=post_file.pk)


def _claim(post_file: PostFile, *, at: datetime) -> bool:
    post_file.worker = uuid4()
    unmade = PostFile.objects.filter(
        pk=post_file.pk, file__isnull=True, tries__lt=PostFile.MOST_TRIES
    )
    return bool(unmade.update(worker=post_file.worker, moved_at=at, done=0, tries=F("tries") + 1))


def _pieces(post_file: PostFile, now: Callable[[], datetime]) -> Iterator[bytes]:
    """The PDF of some letters at a time, in the order of their numbers."""
    keys = list(reads.for_post(post_file.round).values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        letters = post_file.round.letters.filter(pk__in=some).order_by("number", "pk")
        yield pdf.render(TEMPLATE, {"letters": letters}, variant=pdf.PRINTED, style=STYLE)
        mine = PostFile.objects.filter(pk=post_file.pk, worker=post_file.worker)
        if not mine.update(done=first + len(some), moved_at=now()):
            raise _TakenOver


@transaction.atomic
def _keep(post_file: PostFile, file, *, at: datetime) -> None:
    current = lock(post_file)
    if current.worker != post_file.worker:
        raise _TakenOver
    file.flush()
    size = file.seek(0, 2)
    file.seek(0)
    of = current.round.cycle or current.round_id
    name = f"letters-{current.round.kind.lower()}-{of}.pdf"
    current.file = uploads.store(file=UploadedFile(file, name, size=size), actor=CLOCK, at=at)
    current.moved_at = at
    current.save(update_fields=["file", "moved_at"])
    audit.record("letters.make_post_file", current, actor=CLOCK, at=at)
    notifications.PostFileMade(current).send(at=at)
