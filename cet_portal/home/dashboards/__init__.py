"""What each role's front page shows: reads only, across the apps."""

from cet_portal.home.dashboards.approver import approver
from cet_portal.home.dashboards.provider import provider
from cet_portal.home.dashboards.registrant import registrant
from cet_portal.home.dashboards.staff import staff

__all__ = ["approver", "provider", "registrant", "staff"]
