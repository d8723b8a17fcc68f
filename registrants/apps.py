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
        navigation.add(
            _("Accounts"),
            "registrants:accounts",
            Permission.POINTS_ASSIST,
            order=51,
            group="registrants",
            about=_("Help with an account, or with accepting points."),
        )
        navigation.add(_("Profile"), "registrants:profile", Permission.STATEMENT_READ_OWN, order=38)
        navigation.add(
            _("Register"),
            "registrants:register",
            Permission.REGISTER_KEEP,
            order=50,
            group="registrants",
            about=_("Everybody on the register with their entries, and its import."),
        )
