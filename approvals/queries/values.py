"""What an application says, as plain values."""

from typing import Any

from approvals.models import CetApplication
from approvals.queries.files import attachments_of
from cet_portal.scheme.models import Modality


def values_by_section(application: CetApplication) -> dict[str, Any]:
    """`values_of`, with the objects that forms show instead of their keys."""
    return {**values_of(application), "modality": application.modality}


_PLAIN = (
    "title",
    "summary",
    "duration_minutes",
    "audiences",
    "units",
    "assessment",
    "ground",
    "interaction",
    "feedback",
    "stimulus_format",
    "stimulus",
    "engagement",
    "peer_qualification",
    "channel",
    "points_total",
    "points_interactive",
    "points_specialist",
    "peer_review",
    "current_practice",
    "patient_care",
    "sponsor",
    "interests",
    "fast_track",
)


def values_of(application: CetApplication) -> dict[str, Any]:
    """Everything it says, as plain values: what `rules` read and a submission keeps."""
    return {
        **{name: getattr(application, name) for name in _PLAIN},
        "modality": _modality(application.modality),
        "objectives": [
            {"text": objective.text, "units": objective.units}
            for objective in application.objectives.order_by("order")
        ],
        "contributors": [
            {"name": each.name, "qualifications": each.qualifications, "part": each.part}
            for each in application.contributors.order_by("order")
        ],
        "attachments": [
            {
                "id": each.pk,
                "name": each.file.name,
                "kind": each.kind,
                "size": each.file.size,
                "sha256": each.file.sha256,
            }
            for each in attachments_of(application)
        ],
    }


def _modality(modality: Modality | None) -> dict[str, Any] | None:
    if modality is None:
        return None
    return {
        "code": modality.code,
        "name": modality.name,
        "distance": modality.distance,
        "text_based": modality.text_based,
        "needs_attachment": modality.needs_attachment,
        "least": modality.usual_least,
        "most": modality.usual_most,
        "grounds": modality.grounds,
    }
