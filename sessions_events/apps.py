"""Sessions (S) and events (EV): planning, declaring, uploading, certificates, ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsEventsConfig(AppConfig):
    name = "sessions_events"

    def ready(self):
        from cet_portal.accounts.roles import Permission
        from cet_portal.core import navigation
        from providers import events as provider_events
        from sessions_events import (
            permissions,
            receivers,  # noqa: F401  connects them
        )

        provider_events.answer_what_holds(permissions.what_holds)
        navigation.add(
            _("Sessions"), "sessions_events:session_list", Permission.EVENT_PLAN, order=30
        )
        navigation.add(
            _("Events"),
            "sessions_events:event_list",
            Permission.EVENT_READ,
            order=31,
            group="delivery",
            about=_("Every event: planned, declared, uploaded."),
        )
        navigation.add(
            _("Ratings"),
            "sessions_events:ratings",
            Permission.RATING_READ,
            order=35,
            group="delivery",
            about=_("What registrants think of the CET, and their comments."),
        )
        navigation.add(
            _("Overdue"),
            "sessions_events:overdue",
            Permission.PROVIDER_OVERSEE,
            order=32,
            group="delivery",
            about=_("Declarations and uploads past their last day, by provider."),
        )
        navigation.add(
            _("Held declarations"),
            "sessions_events:held",
            Permission.EVENT_AUDIT,
            order=33,
            group="delivery",
            about=_("Deliveries that differed from what was approved."),
        )
        navigation.add(
            _("Certificates"),
            "sessions_events:own_certificates",
            Permission.STATEMENT_READ_OWN,
            order=22,
        )
        navigation.add(
            _("Peer review and CET abroad"),
            "sessions_events:asked_list",
            Permission.PEER_REVIEW_ASK,
            order=37,
            group="requests",
            about=_("Ask for points for a peer review, or for CET done abroad."),
        )
        navigation.add(
            _("Requests of registrants"),
            "sessions_events:asked_staff",
            Permission.PEER_REVIEW_DECIDE,
            order=53,
            group="registrants",
            about=_("Peer reviews and CET abroad that wait for a decision."),
        )
        navigation.add(
            _("Missing points"),
            "sessions_events:cases",
            Permission.STATEMENT_READ_OWN,
            order=36,
            group="requests",
            about=_("Points that never arrived: ask for them, and see how it stands."),
        )
        navigation.add(
            _("Points queries"),
            "sessions_events:cases",
            Permission.EVENT_READ,
            order=33,
            tenants=True,
        )
        navigation.add(
            _("Points queries"),
            "sessions_events:cases",
            Permission.CASE_SETTLE,
            order=52,
            group="registrants",
            about=_("Missing and disputed points that staff have to settle."),
        )
        navigation.add(
            _("Check a certificate"),
            "sessions_events:check",
            None,
            order=91,
            group="tools",
            about=_("Is a certificate genuine, and does it still stand?"),
        )
        navigation.add(
            _("Keys of machines"),
            "sessions_events:api_keys",
            Permission.RESULTS_READ,
            order=93,
            group="tools",
            about=_("Systems of the GOC that read statements and results of runs."),
        )
        navigation.add(
            _("Directory of CET"),
            "sessions_events:directory",
            None,
            order=90,
            group="tools",
            about=_("Approved CET and open events, as everybody sees them."),
        )
