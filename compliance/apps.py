"""Compliance: the requirements of a cycle, and who meets them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"

    def ready(self):
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation
        from compliance import (
            queries,
            receivers,  # noqa: F401  connects them
        )
        from sessions_events import events

        events.answer_below_target(queries.below_target)
        navigation.add(
            _("My statement"), "compliance:statement", Permission.STATEMENT_READ_OWN, order=20
        )
        navigation.add(
            _("Letters"), "compliance:letters", Permission.STATEMENT_READ_OWN, order=24
        )
        navigation.add(
            _("Disputed records"), "compliance:disputes", Permission.CASE_SETTLE, order=61
        )
        navigation.add(
            _("End of cycle"), "compliance:cycle_report", Permission.CYCLE_REPORT, order=60
        )
