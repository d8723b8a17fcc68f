"""Threads about invitations to join a provider: open, past its day, accepted, withdrawn."""

from datetime import datetime, timedelta

from cet_portal.accounts import contexts
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.home.seed.people import PROVIDER_DOMAIN
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from providers import services
from providers.models import Invitation

HAMISH = "Hamish Orr"


def threads(world: World):
    """Each of them, with dates around today."""
    ago = world.days.ago
    return [
        left_open(world, "northgate", "leah.okafor", [Role.CET_AUTHOR], at=ago(3, 10)),
        left_open(world, "northgate", "piotr.zielinski", [Role.EVENT_DELIVERER], at=ago(24, 10)),
        accepted(world, "thistle", HAMISH, [Role.EVENT_DELIVERER], at=ago(45, 9)),
        withdrawn(world, "harbour", "jo.penrose", [Role.CET_AUTHOR], at=ago(30, 9)),
    ]


def invite(world: World, key: str, email: str, roles: list[Role], *, at: datetime) -> Invitation:
    """The provider's system administrator invites somebody."""
    return services.invite(
        provider_id=world.providers[key].pk,
        email=email,
        roles=[role.value for role in roles],
        actor=world.administrator(key),
        at=at,
    )


def left_open(world: World, key: str, name: str, roles: list[Role], *, at: datetime) -> Thread:
    """Nobody has answered; after 14 days the link is too old."""
    yield at
    invite(world, key, f"{name}@{PROVIDER_DOMAIN}", roles, at=at)


def accepted(world: World, key: str, name: str, roles: list[Role], *, at: datetime) -> Thread:
    """Somebody who has an account joins the next day."""
    user = world.users[name]
    yield at
    invitation = invite(world, key, user.email, roles, at=at)
    yield (joined := at + timedelta(days=1))
    own = contexts.contexts_of(user)
    services.accept_invitation(
        invitation=invitation,
        number=invitation.sent,
        user=user,
        actor=own[0].actor(user) if own else Actor(user_id=user.pk, name=name),
        at=joined,
    )


def withdrawn(world: World, key: str, name: str, roles: list[Role], *, at: datetime) -> Thread:
    """The address was wrong."""
    yield at
    invitation = invite(world, key, f"{name}@{PROVIDER_DOMAIN}", roles, at=at)
    yield (ended := at + timedelta(hours=2))
    services.withdraw_invitation(invitation=invitation, actor=world.administrator(key), at=ended)
