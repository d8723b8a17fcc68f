"""What sessions_events listens to."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format

from approvals.events import approval_ended, approval_may_end
from cet_portal.core import earlier
from cet_portal.core.clock import LONDON
from cet_portal.core.deadlines import due_dates_counted, due_dates_earlier
from providers import queries as provider_queries
from registrants.events import (
    line_limits_asked,
    people_joined,
    points_declined,
    points_queried,
    query_dropped,
)
from sessions_events import queries, services
from sessions_events.models import Event, PointsCase
from sessions_events.notifications.cases import who_has_it
from sessions_events.queries import cases as case_reads
from sessions_events.queries.duties import owing_on
from sessions_events.services import cases
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


@receiver(points_queried)
def a_query_opens_a_case(sender, *, entry, problem, message, actor, at, **kwargs):
    """The provider answers it, or corrects the points (docs/adr/0032)."""
    cases.open_query(entry=entry, problem=problem, message=message, actor=actor, at=at)


@receiver(query_dropped)
def a_dropped_query_closes_its_case(sender, *, entry, actor, at, **kwargs):
    """The registrant took it back."""
    cases.close_dropped(entry=entry, actor=actor, at=at)


@receiver(points_declined)
def providers_are_told_of_declined_points(sender, *, entries, reason, actor, at, **kwargs):
    """And a case about such a line is closed."""
    cases.close_declined(entries=entries, actor=actor, at=at)
    cases.tell_of_declined(entries=entries, reason=reason, actor=actor, at=at)


@receiver(people_joined)
def cases_of_one_person(sender, *, kept, joined, actor, at, **kwargs):
    """Two people are one: so are their cases."""
    cases.join_people(kept=kept, joined=joined, actor=actor, at=at)


@receiver(due_dates_earlier)
def whoever_has_a_case_is_told(sender, *, moves, day, name, at, **kwargs):
    """A day off was taken away: there is less time to settle a case, or to dispute its answer."""
    told = [
        (recipient, move)
        for move in moves
        if isinstance(move.case, PointsCase)
        for recipient in who_has_it(case_reads.case(move.case.pk))
    ]
    earlier.tell(told, day=day, name=name, page=reverse("sessions_events:cases"), at=at)


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


@receiver(line_limits_asked)
def a_line_stays_within_its_event(sender, *, entry, **kwargs):
    """The days of the event, and the most that anybody can have for it."""
    return queries.limits_of(entry.event_reference)
