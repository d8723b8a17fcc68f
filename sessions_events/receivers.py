"""What sessions_events listens to."""

from django.dispatch import receiver
from django.utils.formats import date_format

from approvals.events import approval_ended, approval_may_end
from cet_portal.core.clock import LONDON
from cet_portal.core.deadlines import due_dates_counted
from sessions_events import queries, services
from sessions_events.queries.duties import owing_on
from sessions_events.services.owing import duties


@receiver(approval_ended)
def planned_events_stop(sender, *, application, actor, at, reason, **kwargs):
    """An approval has ended: what is planned with it is stopped (decisions.md 13)."""
    services.stop_events(application=application, reason=reason, actor=actor, at=at)


@receiver(approval_may_end)
def planned_events_would_stop(sender, *, application, at, **kwargs) -> list[str]:
    """A line for each event that the end of this approval would stop, the earliest first."""
    return [
        f"{event.ev_number} {event.session.name}, "
        f"{date_format(event.starts_at.astimezone(LONDON), 'j F Y')}"
        for event in queries.to_stop(application, at)
    ]


@receiver(due_dates_counted)
def events_follow_their_duties(sender, *, day, **kwargs):
    """A holiday has moved due dates: an event shows that of what has to be done first."""
    duties.copy_dates(owing_on(day))
