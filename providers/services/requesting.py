"""Applying for the list in public: kept, mailed, confirmed with the link."""

from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts import services as account_services
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from providers import notifications, queries, rules
from providers.models import ListingApplication, ListingRequest, Provider
from providers.services.applying import enter_application
from providers.services.opening import add_member, open_provider

# Whoever confirms has no account yet, or need not be signed in.
APPLICANT = "APPLICANT"


@transaction.atomic
def request_listing(
    *,
    organisation: str,
    town: str,
    phone: str,
    website: str,
    booking_email: str,
    name: str,
    email: str,
    plans: str,
    actor: Actor,
    at: datetime,
) -> ListingRequest:
    """Keep what was typed and mail a link to confirm it; nothing else happens before that.

    The same happens whether the address has an account or not.
    """
    request = ListingRequest.objects.create(
        organisation=rules.one_line(organisation),
        town=town,
        phone=phone,
        website=website,
        booking_email=booking_email,
        name=rules.one_line(name),
        email=email.lower(),
        plans=plans,
        made_at=at,
        expires_on=london_date(at) + timedelta(days=limits.LISTING_REQUEST_DAYS),
    )
    audit.record("provider.request_listing", request, actor=actor, at=at)
    notifications.ConfirmListing(request).send(at=at)
    return request


@transaction.atomic
def confirm_listing_request(
    *, request: ListingRequest, actor: Actor, at: datetime
) -> ListingApplication:
    """The address is proved: account, provider, its first person, the application and its fee.

    Refused when it was confirmed before, is too old, the name was taken meanwhile, or the
    account is closed.
    """
    locked = lock(request)
    require(_may_confirm(locked, at=at))
    by = Actor(name=locked.name, role=APPLICANT)
    provider = _provider_of(locked, actor=by, at=at)
    user = _account_of(locked, actor=by, at=at)
    roles = [Role.SYSTEM_ADMINISTRATOR, Role.PRINCIPAL_CONTACT]
    add_member(provider=provider, user=user, roles=list(roles), actor=by, at=at)
    locked.confirmed_at = at
    locked.save(update_fields=["confirmed_at"])
    return enter_application(
        provider=provider, name=locked.name, email=user.email, plans=locked.plans, actor=by, at=at
    )


def _may_confirm(request: ListingRequest, *, at: datetime) -> Refusal | None:
    if request.confirmed_at:
        return Refusal(_("This application was confirmed already. Sign in to see how it stands."))
    if london_date(at) > request.expires_on:
        return Refusal(
            _("The link was good until %(day)s. Fill in the form once more.")
            % {"day": date_format(request.expires_on, "j F Y")}
        )
    return None


def _provider_of(request: ListingRequest, *, actor: Actor, at: datetime) -> Provider:
    try:
        with transaction.atomic():
            return open_provider(
                name=request.organisation,
                email=request.booking_email,
                phone=request.phone,
                website=request.website,
                town=request.town,
                actor=actor,
                at=at,
            )
    except IntegrityError:
        raise Refused(
            Refusal(
                _(
                    "There is a provider of the name “%(name)s” already. Ask its people to invite "
                    "you, or apply again with another name."
                )
                % {"name": request.organisation}
            )
        ) from None


def _account_of(request: ListingRequest, *, actor: Actor, at: datetime) -> User:
    user = account_queries.account(request.email)
    if user is None:
        try:
            user = account_services.open_account(
                email=request.email, name=request.name, password=None, roles=[], actor=actor, at=at
            )
        except Refused:  # two confirmed at once: the other has opened it
            return _account_of(request, actor=actor, at=at)
        link = partial(account_services.send_first_password_link, user=user, actor=actor, at=at)
        # The mail goes out by itself; without it, "forgotten password" sends the same link.
        transaction.on_commit(link, robust=True)
    elif not user.is_active:
        raise Refused(Refusal(_("The account with this address is closed. Write to GOC staff.")))
    return user


def forget_requests(*, actor: Actor, at: datetime) -> int:
    """Delete what nobody confirmed in time, and what was confirmed so long ago; how many."""
    deleted, _kinds = queries.requests_expired(london_date(at)).delete()
    return deleted
