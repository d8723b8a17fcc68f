"""Ratings for tests: given by somebody new, and the pages about them."""

from django.urls import reverse

from cet_portal.core.models import OutboxMessage
from sessions_events import services
from sessions_events.models import Rating
from tests import builders


def url(name, *args):
    """The address of a page of this app."""
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    """What the page says, in one line."""
    return " ".join(response.content.decode().split())


def rater_of(person):
    """The person, acting as themselves."""
    return builders.actor_of(person.user, "registrant")


def browser_of(person):
    """The person's browser."""
    return builders.client_for(person.user, "registrant")


def rated(world, event=None, person=None, *, score=4, comment="", at=None) -> Rating:
    """A rating by somebody new, whose points were accepted."""
    event = event or world.declared(attendees=9, completers=9)
    person = person or builders.registrant(surname="Nobody")
    entry = world.accepted(event, person)
    return services.rate(
        entry=entry, score=score, comment=comment, actor=rater_of(person), at=at or world.at
    )


def told(kind):
    """The messages of a kind."""
    return OutboxMessage.objects.filter(kind=kind)
