"""Threads about organisations that apply to be listed: waiting, granted, refused, withdrawn."""

from datetime import datetime, timedelta

from cet_portal.core.actor import Actor
from cet_portal.home.seed import listings
from cet_portal.home.seed.providers import (
    BARGAIN,
    MOORLAND,
    PEAK,
    QUAYSIDE,
    SEVERN,
    TIDEWAY,
    Applicant,
)
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from providers import services
from providers.models import ListingApplication

MANAGER = "Ruth Calloway"
CONFIRMED_AFTER = timedelta(minutes=40)

NOT_CET = (
    "The plans are about selling. CET has to meet competencies and lead to better care of "
    "patients; none of the evenings described does. You can apply again with other plans."
)
SUSPENDED = (
    "Two people whom you named as speakers say that they never agreed. Send us the agreements "
    "of all speakers of this year."
)
SUSPENDED_THEN = "The certificates of two participants carried the number of a third person."
LIFTED_THEN = "The certificates were replaced, and numbers are now checked by a second person."


def threads(world: World):
    """Each applicant with its own end, with dates around today."""
    ago = world.days.ago
    return [
        applied(world, MOORLAND, at=ago(3, 9)),
        applied(world, SEVERN, at=ago(7, 11), paid=ago(2, 10)),
        refused(world, BARGAIN, at=ago(52, 10), paid=ago(48, 10), decided=ago(44, 15)),
        withdrawn(world, PEAK, at=ago(70, 16), ended=ago(66, 9)),
        suspended(
            world,
            TIDEWAY,
            at=ago(150, 10),
            granted=ago(140, 12),
            suspended=(ago(90, 10), SUSPENDED_THEN),
            lifted=(ago(81, 16), LIFTED_THEN),
        ),
        suspended(
            world,
            QUAYSIDE,
            at=ago(125, 14),
            granted=ago(117, 9),
            suspended=(ago(8, 11), SUSPENDED),
        ),
    ]


def applied(
    world: World, applicant: Applicant, *, at: datetime, paid: datetime | None = None
) -> Thread:
    """Applied and confirmed by mail; perhaps paid, and then staff have to decide."""
    yield at
    application = apply(world, applicant, at=at)
    if paid:
        yield paid
        listings.pay(world, application.fee, at=paid)


def apply(world: World, applicant: Applicant, *, at: datetime) -> ListingApplication:
    """The public form, then the link in the mail."""
    user = world.users[applicant.contact]
    request = services.request_listing(
        organisation=applicant.name,
        town=applicant.town,
        phone=applicant.phone,
        website=f"https://{applicant.key}.example.org",
        booking_email=applicant.email,
        name=applicant.contact,
        email=user.email,
        plans=applicant.plans,
        actor=Actor(name=applicant.contact),
        at=at,
    )
    application = services.confirm_listing_request(
        request=request, actor=Actor(name=applicant.contact), at=at + CONFIRMED_AFTER
    )
    world.providers[applicant.key] = application.provider
    return application


def refused(world: World, applicant: Applicant, *, at, paid, decided) -> Thread:
    """Paid, refused with a reason, and the fee given back."""
    yield at
    application = apply(world, applicant, at=at)
    yield paid
    fee = listings.pay(world, application.fee, at=paid)
    yield decided
    manager = world.actor(MANAGER, "staff")
    services.refuse_application(application=application, reason=NOT_CET, actor=manager, at=decided)
    services.refund(
        fee=fee,
        reason="Refused before any work on a listing had begun.",
        actor=manager,
        at=decided,
    )


def withdrawn(world: World, applicant: Applicant, *, at, ended) -> Thread:
    """Taken back before the payment: the invoice falls away."""
    yield at
    application = apply(world, applicant, at=at)
    yield ended
    services.withdraw_application(
        application=application, actor=world.actor(applicant.contact, applicant.key), at=ended
    )


def suspended(
    world: World,
    applicant: Applicant,
    *,
    at: datetime,
    granted: datetime,
    suspended: tuple[datetime, str],
    lifted: tuple[datetime, str] | None = None,
) -> Thread:
    """Granted, suspended with a reason, perhaps lifted again. Times with the reasons given."""
    yield at
    application = apply(world, applicant, at=at)
    yield granted
    listings.pay(world, application.fee, at=granted)
    manager = world.actor(MANAGER, "staff")
    provider_id = services.grant_application(
        application=application, actor=manager, at=granted
    ).provider_id
    then, reason = suspended
    yield then
    services.suspend(provider_id=provider_id, reason=reason, actor=manager, at=then)
    if lifted:
        then, reason = lifted
        yield then
        services.lift(provider_id=provider_id, reason=reason, actor=manager, at=then)
