"""Who is told on the provider's side of an application."""

from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.notifications import Recipient
from providers import queries as provider_queries


def at_work(application: CetApplication) -> list[Recipient]:
    """Its system administrators, and whoever made the application, as long as they read it."""
    return provider_queries.administrators(application.provider_id) + _maker(application)


def answerable(application: CetApplication) -> list[Recipient]:
    """The same and the principal contacts: for what ends an application or an approval."""
    return provider_queries.responsible(application.provider_id) + _maker(application)


def _maker(application: CetApplication) -> list[Recipient]:
    return provider_queries.member_who_may(
        Permission.APPLICATION_READ,
        user_id=application.made_by_id,
        provider_id=application.provider_id,
    )
