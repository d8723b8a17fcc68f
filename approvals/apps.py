"""Approvals: CET applications (C-numbers), from draft to decision."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self):
        from approvals import receivers  # noqa: F401  connects them
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation

        navigation.add(
            _("Applications"),
            "approvals:application_list",
            Permission.APPLICATION_READ,
            order=10,
            tenants=True,
        )
        navigation.add(_("Queue"), "approvals:queue", Permission.APPLICATION_DECIDE, order=10)
        navigation.add(
            _("Applications"),
            "approvals:staff_list",
            Permission.PROVIDER_OVERSEE,
            order=20,
            group="approvals",
            about=_("Every application, where it stands, and who has it."),
        )
        navigation.add(
            _("My profile"), "approvals:my_profile", Permission.APPLICATION_DECIDE, order=12
        )
        navigation.add(
            _("At risk"),
            "approvals:at_risk",
            Permission.APPROVAL_MANAGE,
            order=21,
            group="approvals",
            about=_("Decisions and answers that are late or due soon."),
        )
        navigation.add(
            _("Approvers"),
            "approvals:approver_list",
            Permission.APPROVAL_MANAGE,
            order=22,
            group="approvals",
            about=_("Who approves what, their absences and their load."),
        )
