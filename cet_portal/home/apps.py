"""Pages that put several subjects together, and commands that need every app."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "cet_portal.home"
    label = "home"

    def ready(self):
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation

        navigation.add(_("Home"), "home:dashboard", None, order=0)
        navigation.add(_("Days off"), "home:days_off", Permission.CALENDAR_KEEP, order=61)
        if settings.DEADLINE_REHEARSAL:
            navigation.add(_("Rehearsal"), "home:rehearsal", Permission.CLOCK_REHEARSE, order=95)
