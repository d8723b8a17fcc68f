"""Mailing what the outbox holds.

At least once: a worker that dies between the mail server's yes and the commit leaves the row
unsent, and the next run mails it again. Never lost is worth a rare second copy.
"""

import logging
from datetime import datetime
from smtplib import SMTPServerDisconnected

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from cet_portal.core.models import OutboxMessage

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 20


class MailServerAway(Exception):
    """No message can go out now; all stay as they are."""


def deliver_all(*, at: datetime) -> int:
    """Mail every unsent message, one per transaction; returns how many went out.

    A mail server that is away ends the run and costs no message an attempt. A message that it
    refuses is kept with the error and tried again by the next run, up to `MOST_ATTEMPTS`
    times. Two workers never take the same message.
    """
    sent, last = 0, 0
    line = get_connection()
    try:
        while (key := _deliver_next(line, after=last, at=at)) is not None:
            last = abs(key)
            sent += key > 0
    except MailServerAway as away:
        log.warning("Mail waits for the next run, the mail server is away: %s", away)
    finally:
        line.close()
    return sent


@transaction.atomic
def _deliver_next(line: BaseEmailBackend, *, after: int, at: datetime) -> int | None:
    """Its key when sent, minus its key when it failed, None when nothing is left."""
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS, pk__gt=after)
        .order_by("pk")
        .first()
    )
    if message is None:
        return None
    message.last_error = _mail(message, line)
    message.attempts += 1
    if not message.last_error:
        message.sent_at = at
    message.save(update_fields=["attempts", "last_error", "sent_at"])
    return -message.pk if message.last_error else message.pk


def mail(message: OutboxMessage) -> str:
    """Why it could not be mailed; empty if it was. Raises `MailServerAway`."""
    line = get_connection()
    try:
        return _mail(message, line)
    finally:
        line.close()


def _mail(message: OutboxMessage, line: BaseEmailBackend) -> str:
    """The same over a connection that is kept open from message to message."""
    is_new = _open(line)
    try:
        _send(message, line)
    except SMTPServerDisconnected as gone:
        line.close()
        if is_new:
            return _failed(message, gone)
        # The server had enough of an older connection, not of this message.
        return _mail(message, line)
    except Exception as error:  # whatever is wrong with this one, the next ones go out
        line.close()
        return _failed(message, error)
    return ""


def _open(line: BaseEmailBackend) -> bool:
    """Was it closed before?"""
    try:
        return bool(line.open())
    except OSError as error:  # smtplib's errors are OSErrors
        raise MailServerAway(str(error)) from error


def _send(message: OutboxMessage, line: BaseEmailBackend) -> None:
    EmailMessage(
        subject=message.subject, body=message.body, to=[message.to], connection=line
    ).send()


def _failed(message: OutboxMessage, error: Exception) -> str:
    log.error("Message %s could not be mailed", message.pk, exc_info=error)
    return f"{type(error).__name__}: {error}"[:1000]


def keep_unmailed() -> int:
    """Count everything unsent as sent when it was written; returns how many.

    For the demonstration, whose past is readable in the portal and is not mailed late.
    """
    unsent = OutboxMessage.objects.filter(sent_at__isnull=True)
    return unsent.update(sent_at=F("created_at"))
