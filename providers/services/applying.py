"""Applications to be listed: made, granted, refused, withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import CLOCK, Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from providers import notifications, permissions, queries, rules, workflow
from providers.enums import FeeKind, FeeStatus, ListingApplicationStatus
from providers.models import ListingApplication, Provider
from providers.services.fees import charge, waive
from providers.services.listing import grant_listing


def enter_application(
    *, provider: Provider, name: str, email: str, plans: str, actor: Actor, at: datetime
) -> ListingApplication:
    """The application to be listed, with its fee. In the caller's transaction."""
    fee = charge(provider_id=provider.pk, kind=FeeKind.LISTING, actor=actor, at=at)
    application = ListingApplication.objects.create(
        provider=provider,
        fee=fee,
        applicant_name=name,
        applicant_email=email,
        plans=plans,
        applied_at=at,
        **workflow.listing_application.born(ListingApplicationStatus.APPLIED),
    )
    audit.record("provider.apply_for_listing", application, actor=actor, at=at)
    notifications.ListingApplied(application).send(at=at, besides=actor.user_id)
    return application


@transaction.atomic
def apply_for_listing(
    *, provider_id: int, email: str, plans: str, actor: Actor, at: datetime
) -> ListingApplication:
    """A provider that was refused, or withdrew, applies once more; a new fee is due.

    Refused for a provider that is or was on the list, and while an application is open.
    """
    provider = queries.lock(provider_id)
    require(permissions.may_apply(actor, provider_id, at=at))
    return enter_application(
        provider=provider, name=actor.name, email=email, plans=plans, actor=actor, at=at
    )


@transaction.atomic
def grant_application(
    *, application: ListingApplication, actor: Actor, at: datetime
) -> ListingApplication:
    """On the list from today, for 12 months. Refused before the fee is paid or waived."""
    # The application before its fee, as those lock them who refuse or withdraw it.
    lock(lock(application).fee)
    granted = workflow.listing_application.move(
        application, "grant", actor=actor, at=at, decided_at=at
    )
    grant_listing(provider=granted.provider, start=london_date(at), actor=actor, at=at)
    notifications.ListingDecided(granted).send(at=at, besides=actor.user_id)
    return granted


@transaction.atomic
def refuse_application(
    *, application: ListingApplication, reason: str, actor: Actor, at: datetime
) -> ListingApplication:
    """Not on the list, with a reason that the provider reads. An unpaid invoice falls away."""
    reason = rules.reason_given(reason)
    refused = workflow.listing_application.move(
        application, "refuse", actor=actor, at=at, reason=reason, reasons=reason, decided_at=at
    )
    _drop_fee(refused, _("The application to be listed was refused."), at=at)
    notifications.ListingDecided(refused).send(at=at, besides=actor.user_id)
    return refused


@transaction.atomic
def withdraw_application(
    *, application: ListingApplication, actor: Actor, at: datetime
) -> ListingApplication:
    """The provider takes it back before a decision. An unpaid invoice falls away."""
    withdrawn = workflow.listing_application.move(
        application, "withdraw", actor=actor, at=at, decided_at=at
    )
    _drop_fee(withdrawn, _("The application to be listed was withdrawn."), at=at)
    notifications.ListingTakenBack(withdrawn).send(at=at, besides=actor.user_id)
    return withdrawn


def _drop_fee(application: ListingApplication, reason: str, *, at: datetime) -> None:
    fee = lock(application.fee)
    if fee.status == FeeStatus.DUE:
        fee = waive(fee=fee, reason=reason, actor=CLOCK, at=at)
    application.fee = fee
