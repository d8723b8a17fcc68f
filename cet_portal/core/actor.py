"""Who acts, and in which role."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import cast


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role for one request, or the clock.

    `role` is what the record will say; `tenant_id` is the tenant they act for;
    `person_id` is the person on a register whom they act as. Permissions are plain words.
    """

    user_id: int | None = None
    name: str = ""
    role: str = ""
    tenant_id: int | None = None
    person_id: int | None = None
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Does the role carry this permission, whatever the case?"""
        return permission in self.permissions

    def lent(self, permissions: Iterable[str], *, tenant_id: int | None = None) -> "Actor":
        """The same person in the same role, with these permissions for one act as well; for a
        tenant, if one is given."""
        return replace(
            self,
            tenant_id=self.tenant_id if tenant_id is None else tenant_id,
            permissions=self.permissions | frozenset(permissions),
        )

    @property
    def person(self) -> int:
        """`person_id`, where a permission has made sure that there is one."""
        return cast(int, self.person_id)

    @property
    def user(self) -> int:
        """`user_id`, where a permission has made sure that there is one."""
        return cast(int, self.user_id)

    @property
    def is_clock(self) -> bool:
        return self.role == "CLOCK"


NOBODY = Actor()
CLOCK = Actor(name="MyCET", role="CLOCK")
