"""Reads of the figures that are counted each night."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from compliance.enums import RequirementCode
from compliance.models import Comparison, OnlyAcceptance
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events.rules.earning import audience_of


def comparison_for(
    period_name: str,
    profession: str,
    specialties: Collection[str],
    *,
    code: str = RequirementCode.GENERAL_POINTS,
    specialty: str = "",
) -> Comparison | None:
    """The group of somebody with this profession and these specialties, if it is large enough,
    and how it stands to one requirement."""
    group = audience_of(profession, specialties, None)
    return Comparison.objects.filter(
        cycle=period_name, group=group, code=code, specialty=specialty
    ).first()


def only_acceptance(period_name: str) -> QuerySet[OnlyAcceptance]:
    """Whose only gap was acceptance last night, but for those for whom nothing waits any more."""
    waiting = PointEntry.objects.filter(
        registrant_id=OuterRef("registrant_id"), status=PointStatus.PENDING
    )
    return (
        OnlyAcceptance.objects.filter(Exists(waiting), cycle=period_name)
        .select_related("registrant__user")
        .order_by("registrant__surname_key", "registrant__forenames", "pk")
    )
