"""What was decided for each audience."""

from collections.abc import Callable
from typing import Any

from approvals.enums import Verdict
from approvals.models import CetApplication, Decision
from cet_portal.scheme.enums import Audience


def not_met(decision: Decision):
    """The criteria that were not met, in the order of the form."""
    found = decision.judgements.filter(verdict=Verdict.NOT_MET).select_related("criterion")
    return found.order_by("criterion__order", "audience")


def refused(application: CetApplication, decision: Decision) -> list[dict[str, Any]]:
    """The audiences asked for that were not approved, each with what was not met for it."""
    granted = set(application.approvals.values_list("audience", flat=True))
    failed = list(not_met(decision))
    return [
        {
            "audience": Audience(audience).label,
            "failed": [each for each in failed if each.audience in ("", audience)],
        }
        for audience in application.audiences
        if audience not in granted
    ]


def points_for(audience: str) -> Callable[[CetApplication], int | str]:
    """Reads the points approved for this audience, empty without; with `approvals` prefetched."""

    def points(application: CetApplication) -> int | str:
        found = [each.total for each in application.approvals.all() if each.audience == audience]
        return found[0] if found else ""

    return points
