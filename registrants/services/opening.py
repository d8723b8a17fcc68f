"""Opening an account: asked for in public, answered by mail, opened with the mailed link.

The page says the same whatever is typed. All it does is to keep a row; what is behind the number
is looked up by the worker, so that not even the time of the answer tells (docs/adr/0029).
"""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
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
from registrants import notifications, queries, rules
from registrants.enums import RequestOutcome
from registrants.models import AccountRequest, Registrant
from registrants.services.register import connect_account

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


def answer_requests(*, at: datetime) -> int:
    """Mail an answer to every request that has none, one per transaction; returns how many.

    A mail server that is away ends the run and leaves the rest for the next one. What it refuses
    counts as answered: the address is wrong, and whoever it was asks again.
    """
    answered = 0
    try:
        while _answer_next(at=at):
            answered += 1
    except delivery.MailServerAway:
        enqueue("registrants.answer_account_requests_later")
    return answered


@transaction.atomic
def _answer_next(*, at: datetime) -> bool:
    request = queries.requests_to_answer().select_for_update(skip_locked=True).first()
    if request is None:
        return False
    request.outcome, request.registrant = _found(request, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    request.token_digest, request.answered_at = rules.digest_of(token), at
    request.save(update_fields=["outcome", "registrant", "token_digest", "answered_at"])
    for message in notifications.AccountAnswer(request, token).rows(at=at):
        delivery.mail(message)
    return True


def _found(request: AccountRequest, *, at: datetime) -> tuple[RequestOutcome, Registrant | None]:
    """What to answer, and about whom."""
    user = account_queries.account(request.email)
    holder = queries.holder_of(user.pk) if user else None
    if not request.number:
        return _found_without_number(user, holder), None
    outcome, person = match(request.number, request.date_of_birth, asked_at=request.asked_at, at=at)
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


def match(
    number: str, date_of_birth: date, *, asked_at: datetime, at: datetime
) -> tuple[RequestOutcome, Registrant | None]:
    """Whose number this is, if the date of birth is theirs; else the reason.

    Of a number that is closed not even the right date tells anything. Students collect no points
    (domain.md 2). Whoever calls this keeps a WRONG_DATE, so that it counts.
    """
    people = list(queries.people_behind(number))
    if not people:
        return RequestOutcome.UNKNOWN_NUMBER, None
    # The tries of one number one after the other, or two at once would count as one.
    Registrant.objects.select_for_update(of=("self",)).get(pk=people[0].pk)
    if queries.closed_until(number, asked_at):
        return RequestOutcome.CLOSED, None
    person = next((each for each in people if each.date_of_birth == date_of_birth), None)
    if person is None:
        return RequestOutcome.WRONG_DATE, None
    if queries.are_only_students(person):
        return RequestOutcome.STUDENT, None
    return RequestOutcome.LINK, person


def refusal_of_link(request: AccountRequest | None, *, at: datetime) -> Refusal | None:
    """Why the mailed link opens no account; None if it does."""
    if request is None or request.outcome != RequestOutcome.LINK:
        return Refusal(_("This link does not work. Ask for a new one."))
    if request.used_at:
        return Refusal(_("Your account was opened with this link already. Sign in."))
    last_day = notifications.last_day_of_link(request)
    if london_date(at) > last_day:
        return Refusal(
            _("This link worked until %(day)s. Ask for a new one.")
            % {"day": date_format(last_day, "j F Y")}
        )
    if request.registrant and request.registrant.user_id:
        return Refusal(_("There is an account for this number by now. Sign in with it."))
    return None


@transaction.atomic
def open_with_password(
    *, request: AccountRequest, password: str, at: datetime
) -> tuple[Registrant, User]:
    """The address is proved: a new account with this password, for the person of the request.

    Refused when the link was used, is too old, or address or number have an account by now.
    """
    locked, person = _usable(request, at=at)
    name = str(person) if person else f"{locked.forenames} {locked.surname}"
    actor = Actor(name=name, role=APPLICANT)
    user = account_services.open_account(
        email=locked.email, name=name, password=password, roles=[], actor=actor, at=at
    )
    return _given(locked, person, user, actor=actor, at=at), user


@transaction.atomic
def open_with_account(*, request: AccountRequest, user: User, at: datetime) -> Registrant:
    """The same for somebody who has an account for another role, and is signed in with it.

    Refused also when it is not the account of the address to which the link was mailed, or
    belongs to somebody else on the register.
    """
    locked, person = _usable(request, at=at)
    if user.email.lower() != locked.email:
        raise Refused(
            Refusal(_("The link was mailed to another address. Sign in with that account."))
        )
    if queries.holder_of(lock(user).pk):
        raise Refused(Refusal(_("Your account belongs to somebody on the register already.")))
    return _given(
        locked, person, user, actor=Actor(user_id=user.pk, name=str(user), role=APPLICANT), at=at
    )


def _usable(request: AccountRequest, *, at: datetime) -> tuple[AccountRequest, Registrant | None]:
    """Request and person, locked, if the link still opens an account. Raises `Refused`."""
    locked = lock(request)
    person = lock(locked.registrant) if locked.registrant else None
    locked.registrant = person
    refusal = refusal_of_link(locked, at=at)
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


__all__ = [
    "CLOCK",
    "answer_requests",
    "ask_for_account",
    "forget_requests",
    "match",
    "open_with_account",
    "open_with_password",
    "refusal_of_link",
]
