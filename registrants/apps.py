"""Registrants: the register, and the ledger of points."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrantsConfig(AppConfig):
    name = "registrants"

    def ready(self):

        from cet_portal.accounts import contexts
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation
        from registrants import queries

        contexts.register(queries.contexts_of)
        navigation.add(_("Accounts"), "registrants:accounts", Permission.POINTS_ASSIST, order=46)
        navigation.add(_("Profile"), "registrants:profile", Permission.STATEMENT_READ_OWN, order=38)
        navigation.add(_("Register"), "registrants:register", Permission.REGISTER_KEEP, order=57)
