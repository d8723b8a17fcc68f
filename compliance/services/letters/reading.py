"""Letters are opened by their readers; of two people who are one they go together."""

from datetime import datetime

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from compliance.models import Letter


def mark_letter_read(*, letter: Letter, actor: Actor, at: datetime) -> None:
    """The registrant has opened the letter: kept once. Staff who read it change nothing."""
    if actor.person_id != letter.registrant_id:
        return
    with transaction.atomic():
        if Letter.objects.filter(pk=letter.pk, read_at__isnull=True).update(read_at=at):
            audit.record("letters.read", letter, actor=actor, at=at)


@transaction.atomic
def join_letters(*, kept: int, joined: int, actor: Actor, at: datetime) -> int:
    """They are one person: the letters of one are the other's, but for a second one of the same
    run's round, which stays with the number it was written to. Returns how many moved."""
    twins = Letter.objects.filter(registrant=kept).values("round")
    moving = list(Letter.objects.filter(registrant=joined).exclude(round__in=twins, about=""))
    Letter.objects.filter(pk__in=[each.pk for each in moving]).update(registrant=kept)
    audit.record_many("letters.join", moving, actor=actor, at=at, kept=kept, joined=joined)
    return len(moving)
