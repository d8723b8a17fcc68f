"""What has to be known to read a list: headings of before, and what the event asks for."""

from approvals import queries as approval_queries
from sessions_events.models import Event, ProviderHeading
from sessions_events.rules import earning


def remembered_headings(provider_id: int) -> dict[str, str]:
    """Which headings mean what to this provider, by the heading's key."""
    known = ProviderHeading.objects.filter(provider_id=provider_id)
    return dict(known.values_list("heading", "field"))


def what_is_asked(event: Event) -> earning.Asks:
    """What the event needs to know of each person besides number and surname."""
    application = event.application
    return earning.asks(
        approval_queries.approvals_of(application),
        modality=application.modality.code if application.modality else "",
        peer_review=application.peer_review,
        distance=event.is_distance_learning,
    )
