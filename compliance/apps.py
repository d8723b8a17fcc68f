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
            _("Letters"),
            "compliance:letters",
            Permission.STATEMENT_READ_OWN,
            order=35,
            group="requests",
            about=_("What the GOC wrote to you about your cycles."),
        )
        navigation.add(
            _("End of the cycle"),
            "compliance:cycle_end",
            Permission.CYCLE_REPORT,
            order=60,
            group="cycle",
            about=_("Every step with its day: the run, letters, disputes, removals."),
            holds=(
                "compliance:end_of_cycle",
                "compliance:write_letters",
                "compliance:letter_round",
                "compliance:annual_list",
                "compliance:letter",
                "compliance:act",
            ),
        )
        navigation.add(_("Planner"), "compliance:planner", Permission.STATEMENT_READ_OWN, order=21)
        navigation.add(
            _("Disputed records"),
            "compliance:disputes",
            Permission.CASE_SETTLE,
            order=54,
            group="registrants",
            about=_("Records of an ended cycle that registrants say are wrong."),
        )
        navigation.add(
            _("Late points"),
            "compliance:late",
            Permission.CASE_SETTLE,
            order=65,
            group="cycle",
            about=_("Points that arrived after the cycle: settle or refuse them."),
        )
        navigation.add(
            _("Removals"),
            "compliance:removals",
            Permission.CASE_SETTLE,
            order=67,
            group="cycle",
            about=_("Who may lose the name or a specialty, and who came back."),
        )
        navigation.add(
            _("Cycle dashboard"),
            "compliance:cycle_dashboard",
            Permission.CYCLE_REPORT,
            order=60,
            group="cycle",
            about=_("Who has met what, week by week, against the cycle before; a forecast."),
        )
        navigation.add(
            _("Exceptions"),
            "compliance:exceptions",
            Permission.DISPUTE_DECIDE,
            order=66,
            group="cycle",
            about=_("Who could not meet the requirements and asks to stay on the register."),
        )
        navigation.add(
            _("Exceptions"),
            "compliance:exceptions",
            Permission.STATEMENT_READ_OWN,
            order=39,
            group="requests",
            about=_("If you could not meet the requirements of a cycle: ask to stay."),
        )
        navigation.add(
            _("Everybody in a cycle"),
            "compliance:cycle_report",
            Permission.CYCLE_REPORT,
            order=61,
            group="cycle",
            about=_("Each person on the register with what they need and have."),
        )
        navigation.add(
            _("Only acceptance missing"),
            "compliance:only_acceptance",
            Permission.CYCLE_REPORT,
            order=62,
            group="cycle",
            about=_("Who would meet the requirements by accepting what waits for them."),
        )
        navigation.add(
            _("Runs"),
            "compliance:runs",
            Permission.CYCLE_REPORT,
            order=63,
            group="cycle",
            about=_("Everybody judged at once, sealed and repeatable; rehearse at any time."),
        )
        navigation.add(
            _("Scheme versions"),
            "compliance:schemes",
            Permission.SCHEME_DRAFT,
            order=68,
            group="cycle",
            about=_("The rules with their figures; draft others and rehearse them."),
        )
        navigation.add(
            _("Providers"),
            "compliance:report_providers",
            Permission.PROVIDER_OVERSEE,
            order=70,
            group="reports",
            about=_("What each got approved and delivered, how timely, and how it was rated."),
        )
        navigation.add(
            _("Approvers"),
            "compliance:report_approvers",
            Permission.APPROVAL_MANAGE,
            order=71,
            group="reports",
            about=_("Load, working days to a decision, and outcomes of each approver."),
        )
        navigation.add(
            _("Uptake"),
            "compliance:report_uptake",
            Permission.CYCLE_REPORT,
            order=72,
            group="reports",
            about=_("Which competency units people took up, and in which regions."),
        )
