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
        from cet_portal.home.sections import add_sections

        add_sections()
        navigation.add(_("Home"), "home:dashboard", None, order=0)
        navigation.add(
            _("Days off"),
            "home:days_off",
            Permission.CALENDAR_KEEP,
            order=92,
            group="tools",
            about=_("Bank holidays and other days that do not count as working days."),
        )
        if settings.DEADLINE_REHEARSAL:
            navigation.add(
                _("Rehearsal"),
                "home:rehearsal",
                Permission.CLOCK_REHEARSE,
                order=95,
                group="tools",
                about=_("Move the clock forward and see what falls due."),
            )
