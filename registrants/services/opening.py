"""An account is opened with the mailed link."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts import services as account_services
from cet_portal.accounts.models import User
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import lock
from registrants import notifications, permissions, queries, rules
from registrants.models import AccountRequest, Registrant
from registrants.services.asking_for_account import APPLICANT
from registrants.services.register import connect_account


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
