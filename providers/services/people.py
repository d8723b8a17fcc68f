"""People of a provider get other roles, or are removed."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from providers import notifications, permissions, queries, rules, workflow
from providers.models import ProviderMembership

RESPONSIBLE = frozenset({Role.SYSTEM_ADMINISTRATOR.value, Role.PRINCIPAL_CONTACT.value})


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
    ranked = some_roles(roles)
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


def some_roles(roles: Collection[str]) -> list[str]:
    ranked = rules.in_order(roles, PROVIDER_ROLES)
    if not ranked:
        raise Refused(Refusal(_("Choose at least one role.")))
    return ranked
