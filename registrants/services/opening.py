"""Opening an account: asked for in public, answered by mail, opened with the mailed link.

The page says the same whatever is typed. All it does is to keep a row; what is behind the number
is looked up by the worker, so that not even the time of the answer tells (docs/adr/0029).
"""

import logging
import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts import services as account_services
from cet_portal.accounts.models import User
from cet_portal.core import audit, delivery
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.queue import enqueue
from cet_portal.core.workflow import lock
from registrants import notifications, permissions, queries, rules
from registrants.enums import RequestOutcome
from registrants.models import AccountRequest, Registrant
from registrants.services.register import connect_account

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


@transaction.atomic
def open_with_password(
    *, request: AccountRequest, password: str | None, actor: Actor, at: datetime
) -> tuple[Registrant, User]:
    """The address is proved: a new account with this password, for the person of the request.

    Refused when the link was used, is too old, or address or number have an account by now.
    """
    locked, person = _usable(request, at=at)
    name = str(person) if person else f"{locked.forenames} {locked.surname}"
    actor = Actor(user_id=actor.user_id, name=name, role=APPLICANT)
    user = account_services.open_account(
        email=locked.email, name=name, password=password, roles=[], actor=actor, at=at
    )
    return _given(locked, person, user, actor=actor, at=at), user


@transaction.atomic
def open_with_account(
    *, request: AccountRequest, user: User, actor: Actor, at: datetime
) -> Registrant:
    """The same for somebody who has an account for another role, and is signed in with it.

    Refused also when it is not the account of the address to which the link was mailed, or
    belongs to somebody else on the register.
    """
    locked, person = _usable(request, at=at)
    if user.email.lower() != locked.email:
        raise Refused(
            Refusal(_("The link was mailed to another address. Sign in with that account."))
        )
    own = User.objects.select_for_update().get(pk=user.pk)
    if queries.holder_of(own.pk):
        raise Refused(Refusal(_("Your account belongs to somebody on the register already.")))
    return _given(locked, person, own, actor=actor, at=at)


def _usable(request: AccountRequest, *, at: datetime) -> tuple[AccountRequest, Registrant | None]:
    """Request and person, locked, if the link still opens an account. Raises `Refused`."""
    locked = lock(request)
    person = lock(locked.registrant) if locked.registrant else None
    locked.registrant = person
    refusal = permissions.may_open_account(locked, at=at)
    if refusal is None and person and person.joined_to_id:
        refusal = Refusal(_("Your entry has changed since. Ask for a new link."))
    if refusal:
        raise Refused(refusal)
    return locked, person


def _given(
    request: AccountRequest, person: Registrant | None, user: User, *, actor: Actor, at: datetime
) -> Registrant:
    person = person or _with_u_reference(request, actor=actor, at=at)
    connect_account(registrant=person, user=user, actor=actor, at=at)
    request.used_at, request.registrant = at, person
    request.save(update_fields=["used_at", "registrant"])
    notifications.AccountOpened(person).send(at=at)
    return person


def _with_u_reference(request: AccountRequest, *, actor: Actor, at: datetime) -> Registrant:
    """Somebody without a number collects points under a reference (decisions.md 28)."""
    person = Registrant.objects.create(
        forenames=request.forenames,
        surname=request.surname,
        surname_key=rules.surname_key(request.surname),
        date_of_birth=request.date_of_birth,
        joining=request.joining,
        u_reference=next_number("U"),
    )
    audit.record(
        "register.give_u_reference", person, actor=actor, at=at, u_reference=person.u_reference
    )
    return person


def forget_requests(*, actor: Actor, at: datetime) -> int:
    """Delete requests that nobody needs any more; how many."""
    deleted, _kinds = queries.requests_to_forget(london_date(at)).delete()
    return deleted
