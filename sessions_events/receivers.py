"""What sessions_events listens to."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format

from approvals.events import approval_ended, approval_may_end
from cet_portal.core import earlier
from cet_portal.core.clock import LONDON
from cet_portal.core.deadlines import due_dates_counted, due_dates_earlier
from providers import queries as provider_queries
from registrants.events import people_joined
from sessions_events import queries, services
from sessions_events.models import Event
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


@receiver(due_dates_earlier)
def providers_are_told_of_earlier_dates(sender, *, moves, day, name, at, **kwargs):
    """A day off was taken away: declarations and uploads are due earlier than was said."""
    by_provider: dict[int, list] = {}
    for move in moves:
        if isinstance(move.case, Event):
            by_provider.setdefault(move.case.provider_id, []).append(move)
    told = [
        (recipient, move)
        for provider_id, own in by_provider.items()
        for recipient in provider_queries.administrators(provider_id)
        for move in own
    ]
    earlier.tell(told, day=day, name=name, page=reverse("sessions_events:event_list"), at=at)


@receiver(people_joined)
def ratings_follow(sender, *, kept, joined, actor, at, **kwargs):
    """Two people of the register are one: so are their ratings."""
    services.move_ratings(kept=kept, joined=joined, actor=actor, at=at)


@receiver(people_joined)
def what_was_asked_follows(sender, *, kept, joined, actor, at, **kwargs):
    """Two people of the register are one: what they asked for and were named in goes along."""
    services.follow_person(kept=kept, joined=joined, actor=actor, at=at)


@receiver(people_joined)
def certificates_and_rows_follow(sender, *, kept, joined, actor, at, **kwargs):
    """Two people of the register are one: so are their certificates and uploaded rows."""
    services.move_certificates(kept=kept, joined=joined, actor=actor, at=at)
    services.move_rows(kept=kept, joined=joined, actor=actor, at=at)
