"""The account: one per person, for all roles, signing in by e-mail."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import GLOBAL_ROLES, Role


class UserManager(BaseUserManager):
    """Finds people by e-mail, whatever the case of its letters."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person with an account. Roles inside a provider and the register are held elsewhere."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    roles = ArrayField(
        models.CharField(
            max_length=30, choices=[(role.value, role.label) for role in GLOBAL_ROLES]
        ),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_an_address"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in GLOBAL_ROLES]),
                name="only_global_roles_on_accounts",
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def holds(self, *roles: Role) -> bool:
        """Does the account itself hold one of these roles?"""
        return any(role in self.roles for role in roles)
