"""An account is asked for in public, and answered by mail."""

import logging
import secrets
from datetime import date, datetime

from django.db import transaction

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.models import User
from cet_portal.core import audit, delivery
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.queue import enqueue
from registrants import notifications, queries, rules
from registrants.enums import RequestOutcome
from registrants.models import AccountRequest, Registrant

log = logging.getLogger(__name__)

# Whoever asks, or has opened the link, has no account yet.
APPLICANT = "APPLICANT"

# How long a secret is, in bytes.
TOKEN_BYTES = 32


@transaction.atomic
def ask_for_account(
    *,
    date_of_birth: date,
    email: str,
    number: str = "",
    forenames: str = "",
    surname: str = "",
    joining: str = "",
    actor: Actor,
    at: datetime,
) -> AccountRequest:
    """Keep what was typed; the worker answers by mail. The same whoever it is.

    `number`: normalised; without one `forenames`, `surname` and the profession being joined.
    """
    request = AccountRequest.objects.create(
        number=number,
        forenames=forenames,
        surname=surname,
        joining=joining,
        date_of_birth=date_of_birth,
        email=email.lower(),
        asked_at=at,
    )
    audit.record("account.ask", request, actor=actor, at=at)
    enqueue("registrants.answer_account_requests")
    return request


def answer_requests(*, actor: Actor, at: datetime) -> int:
    """Mail an answer to every request that has none, one per transaction; returns how many.

    A mail server that is away ends the run and leaves the rest for the next one. What it refuses
    counts as answered: the address is wrong, and whoever it was asks again.
    """
    answered, last = 0, 0
    try:
        while key := _answer_next(after=last, actor=actor, at=at):
            answered, last = answered + 1, key
    except delivery.MailServerAway as away:
        log.warning("Answers about accounts wait, the mail server is away: %s", away)
    return answered


@transaction.atomic
def _answer_next(*, after: int, actor: Actor, at: datetime) -> int | None:
    waiting = queries.requests_to_answer().filter(pk__gt=after)
    request = waiting.select_for_update(skip_locked=True).first()
    if request is None:
        return None
    token = find_answer(request=request, actor=actor, at=at)
    for message in notifications.AccountAnswer(request, token).rows(at=at):
        delivery.mail(message)
    return request.pk


def find_answer(*, request: AccountRequest, actor: Actor, at: datetime) -> str:
    """What is behind the details of a locked request; returns the secret of the link.

    In the caller's transaction, which mails the answer.
    """
    request.outcome, request.registrant = _found(request)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    request.token_digest, request.answered_at = rules.digest_of(token), at
    request.save(update_fields=["outcome", "registrant", "token_digest", "answered_at"])
    if request.outcome == RequestOutcome.WRONG_DATE:
        _note_if_closed(request.number, actor=actor, at=request.asked_at)
    return token


def _found(request: AccountRequest) -> tuple[RequestOutcome, Registrant | None]:
    """What to answer, and about whom."""
    user = account_queries.account(request.email)
    holder = queries.holder_of(user.pk) if user else None
    if not request.number:
        return _found_without_number(user, holder), None
    outcome, person = queries.whose_number(
        request.number, request.date_of_birth, at=request.asked_at
    )
    if person is None:
        return outcome, None
    if person.user_id:
        return RequestOutcome.ACCOUNT_THERE, person
    if holder or (user and not user.is_active):
        return RequestOutcome.ADDRESS_TAKEN, person
    return RequestOutcome.LINK, person


def _found_without_number(user: User | None, holder: Registrant | None) -> RequestOutcome:
    if user and not user.is_active:
        return RequestOutcome.ADDRESS_TAKEN
    return RequestOutcome.ACCOUNT_THERE if holder else RequestOutcome.LINK


def keep_wrong_date(
    *, number: str, date_of_birth: date, email: str, actor: Actor, at: datetime
) -> None:
    """Somebody who is signed in gave another date of birth for this number: it counts too."""
    request = AccountRequest.objects.create(
        number=number,
        date_of_birth=date_of_birth,
        email=email,
        outcome=RequestOutcome.WRONG_DATE,
        asked_at=at,
        answered_at=at,
    )
    audit.record("account.wrong_date_of_birth", request, actor=actor, at=at)
    _note_if_closed(number, actor=CLOCK, at=at)


def _note_if_closed(number: str, *, actor: Actor, at: datetime) -> None:
    """Write down for staff that this try has closed the number."""
    until = queries.closed_until(number, at)
    person = queries.people_behind(number).first()
    if until and person:
        audit.record(
            "register.close_number",
            person,
            actor=actor,
            at=at,
            number=number,
            until=until.isoformat(),
        )


def forget_requests(*, actor: Actor, at: datetime) -> int:
    """Delete requests that nobody needs any more; how many."""
    deleted, _kinds = queries.requests_to_forget(london_date(at)).delete()
    return deleted
