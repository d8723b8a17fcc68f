"""The groups of the service navigation (cet_portal/core/navigation.py says how a page gets in)."""

from django.utils.translation import gettext_lazy as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import navigation

# Key, title, whose it is, and where it stands among the entries.
SECTIONS = (
    ("approvals", _("Approvals"), Permission.PROVIDER_OVERSEE, 20),
    ("providers", _("Providers"), Permission.PROVIDER_OVERSEE, 30),
    ("delivery", _("Delivery"), Permission.PROVIDER_OVERSEE, 40),
    ("registrants", _("Registrants"), Permission.PROVIDER_OVERSEE, 50),
    ("cycle", _("End of cycle"), Permission.PROVIDER_OVERSEE, 60),
    ("reports", _("Reports"), Permission.PROVIDER_OVERSEE, 70),
    ("tools", _("Tools"), Permission.PROVIDER_OVERSEE, 90),
    ("requests", _("Requests and letters"), Permission.STATEMENT_READ_OWN, 37),
)


def add_sections() -> None:
    """Called once, when home starts."""
    for key, title, permission, order in SECTIONS:
        navigation.add_group(key, title, "home:section", permission, order=order)
