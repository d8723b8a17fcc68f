"""The removal that stands beside an exception or a dispute, for their pages."""

from typing import Any

from cet_portal.core import clock
from compliance.queries.removals import standing_removal


def removal_beside(registrant_id: int | None, cycle: str) -> dict[str, Any]:
    """What neither of the two can do by itself: end a removal that is in force."""
    standing = standing_removal(registrant_id, cycle, clock.today())
    return {
        "removal": standing and standing.removal,
        "is_removal_in_force": standing is not None and standing.is_in_force,
    }
