"""People of a provider: invited, joined, given other roles, removed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts import services as account_services
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from providers import notifications, permissions, queries, rules, workflow
from providers.enums import InvitationStatus
from providers.models import Invitation, ProviderMembership
from providers.services.opening import add_member

RESPONSIBLE = frozenset({Role.SYSTEM_ADMINISTRATOR.value, Role.PRINCIPAL_CONTACT.value})
# Whoever opens the link has no account yet.
INVITED = "INVITED"


@transaction.atomic
def invite(
    *, provider_id: int, email: str, roles: Collection[str], actor: Actor, at: datetime
) -> Invitation:
    """Mail somebody a link with which they join, good for 14 days.

    Refused for somebody who belongs to the provider, or whose invitation waits for an answer.
    """
    provider = queries.lock(provider_id)
    require(permissions.may_manage_people(actor, provider_id, at=at))
    ranked = _some_roles(roles)
    if queries.is_member(email, provider_id):
        raise Refused(Refusal(_("%(email)s belongs to your provider already.") % {"email": email}))
    if queries.is_invited(email, provider_id):
        raise Refused(
            Refusal(
                _("%(email)s is invited already. Send that invitation again, or withdraw it.")
                % {"email": email}
            )
        )
    invitation = Invitation.objects.create(
        provider=provider,
        email=email.lower(),
        roles=ranked,
        sent_at=at,
        expires_on=_expiry(at),
        invited_by_id=actor.user_id,
        invited_by=actor.name,
        **workflow.invitation.born(InvitationStatus.SENT),
    )
    audit.record("provider.invite", invitation, actor=actor, at=at, roles=ranked)
    notifications.Invited(invitation).send(at=at)
    return invitation


@transaction.atomic
def send_invitation_again(*, invitation: Invitation, actor: Actor, at: datetime) -> Invitation:
    """A new link, good for 14 days from now; the old one stops working.

    Refused once it was accepted or withdrawn.
    """
    locked = lock(invitation)
    require(workflow.invitation.refusal(locked, "withdraw", actor=actor, at=at))
    locked.sent, locked.sent_at, locked.expires_on = locked.sent + 1, at, _expiry(at)
    locked.save(update_fields=["sent", "sent_at", "expires_on"])
    audit.record("provider.invite_again", locked, actor=actor, at=at)
    notifications.Invited(locked).send(at=at)
    return locked


def withdraw_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> Invitation:
    """The link stops working."""
    return workflow.invitation.move(invitation, "withdraw", actor=actor, at=at)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, number: int, user: User, actor: Actor, at: datetime
) -> ProviderMembership:
    """The invited person joins with the roles offered, besides those they may hold already.

    `number`: that of the mail whose link was opened. Refused for an old link, after 14 days, and
    for an account with another address.
    """
    provider = queries.lock(invitation.provider_id)
    if user.email.lower() != invitation.email.lower():
        raise Refused(
            Refusal(
                _("The invitation is for %(email)s. Sign in with that address to accept it.")
                % {"email": invitation.email}
            )
        )
    require(permissions.may_use_link(lock(invitation), number))
    accepted = workflow.invitation.move(invitation, "accept", actor=actor, at=at)
    place = queries.membership_of(user.pk, provider.pk)
    roles = [*accepted.roles, *(place.roles if place else [])]
    membership = add_member(provider=provider, user=user, roles=roles, actor=actor, at=at)
    notifications.Joined(membership, at).send(at=at, besides=user.pk)
    return membership


@transaction.atomic
def join_with_new_account(
    *,
    invitation: Invitation,
    number: int,
    name: str,
    password: str,
    actor: Actor,
    at: datetime,
) -> ProviderMembership:
    """Somebody without an account accepts: the link has proved the address.

    Refused when the address has an account: its owner signs in.
    """
    queries.lock(invitation.provider_id)
    if account_queries.account(invitation.email):
        raise Refused(
            Refusal(
                _("%(email)s has an account. Sign in with it to accept the invitation.")
                % {"email": invitation.email}
            )
        )
    by = Actor(name=name, role=INVITED)
    user = account_services.open_account(
        email=invitation.email, name=name, password=password, roles=[], actor=by, at=at
    )
    return accept_invitation(invitation=invitation, number=number, user=user, actor=by, at=at)


@transaction.atomic
def change_roles(
    *,
    membership: ProviderMembership,
    roles: Collection[str],
    sure: bool = False,
    actor: Actor,
    at: datetime,
) -> ProviderMembership:
    """Other roles for one of the provider's people.

    Refused for the last principal contact's role, and for one's own role as system administrator
    or principal contact unless one is `sure`.
    """
    current = _found(membership, actor=actor, at=at)
    ranked = _some_roles(roles)
    lost = set(current.roles) - set(ranked)
    if lost & {Role.PRINCIPAL_CONTACT.value}:
        _someone_else_answers(current)
    if current.user_id == actor.user_id and lost & RESPONSIBLE and not sure:
        raise Refused(Refusal(_("Tick the box to confirm that you take a role from yourself.")))
    if ranked == current.roles:
        return current
    current.roles = ranked
    current.save(update_fields=["roles"])
    audit.record("provider.change_roles", current, actor=actor, at=at, roles=ranked)
    notifications.RolesChanged(current, at).send(at=at, besides=actor.user_id)
    return current


@transaction.atomic
def remove_member(
    *, membership: ProviderMembership, sure: bool = False, actor: Actor, at: datetime
) -> None:
    """The person no longer belongs to the provider; what they did stays recorded, and their
    invitations that nobody has accepted are withdrawn.

    Refused for the last principal contact, and for oneself unless one is `sure`.
    """
    current = _found(membership, actor=actor, at=at)
    if Role.PRINCIPAL_CONTACT in current.roles:
        _someone_else_answers(current)
    if current.user_id == actor.user_id and not sure:
        raise Refused(Refusal(_("Tick the box to confirm that you remove yourself.")))
    audit.record("provider.remove_member", current, actor=actor, at=at, user_id=current.user_id)
    for invitation in queries.open_invitations_by(current.user_id, current.provider_id):
        workflow.invitation.move(invitation, "withdraw", actor=actor, at=at)
    notifications.Removed(current, at).send(at=at, besides=actor.user_id)
    current.delete()


def _found(membership: ProviderMembership, *, actor: Actor, at: datetime) -> ProviderMembership:
    """The membership as it now is, with everybody's of the provider standing still."""
    queries.lock(membership.provider_id)
    require(permissions.may_manage_people(actor, membership.provider_id, at=at))
    current = queries.membership_of(membership.user_id, membership.provider_id)
    if current is None:
        raise Refused(
            Refusal(
                _("%(name)s does not belong to your provider any more.") % {"name": membership.user}
            )
        )
    return current


def _someone_else_answers(membership: ProviderMembership) -> None:
    others = queries.principal_contacts(membership.provider_id).exclude(pk=membership.pk)
    if not others.exists():
        raise Refused(
            Refusal(
                _(
                    "%(name)s is the last principal contact. Give somebody else that role first: "
                    "a provider always has one who answers for it."
                )
                % {"name": membership.user}
            )
        )


def _some_roles(roles: Collection[str]) -> list[str]:
    ranked = rules.in_order(roles, PROVIDER_ROLES)
    if not ranked:
        raise Refused(Refusal(_("Choose at least one role.")))
    return ranked


def _expiry(at: datetime):
    return london_date(at) + timedelta(days=limits.INVITATION_DAYS)
