"""Mailing what the outbox holds."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from cet_portal.core.models import OutboxMessage

MOST_ATTEMPTS = 20


def deliver_all(*, at: datetime) -> int:
    """Mail every unsent message, one per transaction; returns how many went out.

    A message that the mail server refuses is kept with the error and tried again by the next
    sweep, up to `MOST_ATTEMPTS` times. Two workers never take the same message.
    """
    sent, last = 0, 0
    while (key := _deliver_next(after=last, at=at)) is not None:
        last = abs(key)
        sent += key > 0
    return sent


@transaction.atomic
def _deliver_next(*, after: int, at: datetime) -> int | None:
    """Its key when sent, minus its key when it failed, None when nothing is left."""
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS, pk__gt=after)
        .order_by("pk")
        .first()
    )
    if message is None:
        return None
    message.attempts += 1
    try:
        EmailMessage(subject=message.subject, body=message.body, to=[message.to]).send()
    except OSError as error:  # smtplib's errors are OSErrors
        message.last_error = str(error)[:1000]
        message.save(update_fields=["attempts", "last_error"])
        return -message.pk
    message.sent_at, message.last_error = at, ""
    message.save(update_fields=["attempts", "last_error", "sent_at"])
    return message.pk
