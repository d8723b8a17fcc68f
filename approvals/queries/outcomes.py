"""What was decided for each audience."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from approvals import rules
from approvals.enums import Verdict
from approvals.models import CetApplication, Decision
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, PointKind
from cet_portal.scheme.models import CompetencyUnit


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


def points_for(audience: str, part: str = "total") -> Callable[[CetApplication], int | str]:
    """Reads the points approved for this audience, empty without; with `approvals` prefetched.

    `part`: "total", "interactive" or "specialist", which is all of them or none.
    """

    def points(application: CetApplication) -> int | str:
        found = [each for each in application.approvals.all() if each.audience == audience]
        if not found:
            return ""
        if part == "specialist":
            return found[0].total if found[0].kind == PointKind.SPECIALIST else 0
        return getattr(found[0], part)

    return points


def against_deciding(
    application: CetApplication,
    outcomes: Sequence[rules.AudienceOutcome],
    judged: Collection[rules.Judged],
) -> list[tuple[str, rules.Sentence]]:
    """What stands against deciding so (`rules.against`), with the criteria and units of today."""
    return rules.against(
        outcomes,
        judged,
        criteria=[(each.code, each.per_audience) for each in scheme_queries.criteria()],
        asked=application.audiences,
        audience_of_unit=dict(CompetencyUnit.objects.values_list("code", "audience__code")),
        is_interactive=rules.is_interactive({"ground": application.ground}),
    )


def unusual_points(
    application: CetApplication, outcomes: Sequence[rules.AudienceOutcome]
) -> list[tuple[str, str]]:
    """Audience and sentence for points that are unusual (`rules.remarks`)."""
    modality = application.modality
    if modality is None:
        return []
    guide = rules.PointsGuide(
        str(modality), modality.usual_least, modality.usual_most, application.points_total or 0
    )
    return rules.remarks(outcomes, guide)
