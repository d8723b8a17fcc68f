"""The roles that a person can act in, one at a time (decisions.md 10).

Global roles come from the account. Other apps add theirs with `register`, so that this one
need not know what a provider or a register is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import STAFF_ROLES, Role, permissions_of
from cet_portal.core.actor import Actor


@dataclass(frozen=True)
class Context:
    """One way of acting. `key` is what the session keeps; `roles` are in order of rank."""

    key: str
    label: str | Promise
    roles: tuple[str, ...]
    tenant_id: int | None = None
    person_id: int | None = None

    def actor(self, user: User) -> Actor:
        """The user acting in this context; the record says its first role."""
        return Actor(
            user_id=user.pk,
            name=str(user),
            role=self.roles[0],
            tenant_id=self.tenant_id,
            person_id=self.person_id,
            permissions=permissions_of(*self.roles),
        )


Source = Callable[[User], Iterable[Context]]


def _of_the_account(user: User) -> Iterable[Context]:
    staff = tuple(role for role in STAFF_ROLES if role in user.roles)
    if staff:
        yield Context(key="staff", label=Role(staff[0]).label, roles=staff)
    if user.holds(Role.APPROVER):
        yield Context(key="approver", label=Role.APPROVER.label, roles=(Role.APPROVER,))


_sources: list[Source] = [_of_the_account]


def register(source: Source) -> Source:
    """Add a source of contexts. Called once, from an app's `ready`."""
    _sources.append(source)
    return source


def contexts_of(user: User) -> list[Context]:
    """All ways in which this person can act now; the first is where a new session starts."""
    return [context for source in _sources for context in source(user)]
