"""What sessions_events listens to."""

from django.dispatch import receiver

from approvals.events import approval_ended
from sessions_events import services


@receiver(approval_ended)
def planned_events_stop(sender, *, application, actor, at, reason, **kwargs):
    """An approval has ended: what is planned with it is stopped (decisions.md 13)."""
    services.stop_events(application=application, reason=reason, actor=actor, at=at)
