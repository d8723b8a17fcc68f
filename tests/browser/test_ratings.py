"""A rating on a phone: given, changed, hidden by staff; and what the provider changed."""

import pytest

from cet_portal.core import clock
from registrants import services as register_services
from sessions_events.models import Rating
from tests.browser.person import Person
from tests.builders import (
    PASSWORD,
    actor_of,
    administrator_of,
    application_at,
    provider_with,
    registrant,
    staff,
)
from tests.delivered import event_held, uploaded

pytestmark = pytest.mark.browser


def signs_in(someone: Person, email: str) -> None:
    """Sign in, and wait until that is done before another page is opened."""
    someone.signs_in(email, PASSWORD)
    someone.sees_not("Sign in to MyCET")


def has_no_sideways_scroll(someone: Person) -> bool:
    return someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def rated_event(transactional_db):
    """An event of an administrator with three people who accepted their points."""
    provider, _account = provider_with()
    event = event_held(application_at("APPROVED", provider=provider))
    people = [registrant(surname=surname) for surname in ("Marsh", "Fell", "Hill")]
    admin = actor_of(administrator_of(provider), f"provider:{provider.pk}")
    uploaded(event, people, actor=admin)
    for each in people:
        actor = actor_of(each.user, "registrant")
        register_services.accept(entry=each.points.get(), actor=actor, at=clock.now())
    return event, people


def rates(someone: Person, score: str, comment: str) -> None:
    """Rate what was accepted, from the statement."""
    someone.opens("/statement/")
    someone.follows("Rate this CET")
    someone.picks(score)
    someone.types("Comment", comment)
    assert has_no_sideways_scroll(someone)
    someone.presses("Send the rating")
    someone.sees("Thank you.")


def test_a_rating_from_the_phone_to_what_was_changed(person, rated_event):
    event, people = rated_event
    c_number = event.application.c_number

    marsh = person("Marsh", phone=True)
    signs_in(marsh, people[0].user.email)
    rates(marsh, "5, very good", "Mrs Poe of Leeds was there.")
    marsh.follows("You rated it 5 of 5")
    marsh.sees("You can change the rating and the comment until")
    marsh.picks("4, good")
    marsh.presses("Change the rating")
    marsh.sees("You rated it 4 of 5")
    for account in people[1:]:
        other = person(account.surname, phone=True)
        signs_in(other, account.user.email)
        rates(other, "3, fair", "Too long.")

    priya = person("Priya", phone=True)
    signs_in(priya, administrator_of(event.provider).email)
    priya.opens(f"/ratings/{c_number}/")
    priya.sees("3.3")
    priya.sees("Mrs Poe")
    assert has_no_sideways_scroll(priya)
    priya.follows("Say what you changed")
    priya.types("What have you changed?", "There is a break after the first hour now.")
    priya.presses("Publish the note")
    priya.sees("There is a break after the first hour now.")
    priya.opens(f"/ratings/{event.ev_number}/")
    priya.sees("3.3")

    ruth = person("Ruth", phone=True)
    signs_in(ruth, staff("CET_MANAGER").email)
    ruth.opens("/overview/comments/")
    assert has_no_sideways_scroll(ruth)
    rating = Rating.objects.get(comment__startswith="Mrs Poe")
    ruth.opens(f"/overview/comments/{rating.pk}/")
    ruth.types("Reason", "It names a patient.")
    ruth.presses("Hide the comment")
    ruth.sees("The comment is hidden.")

    priya.opens(f"/ratings/{c_number}/")
    priya.sees("It names a patient.")
    priya.sees_not("Mrs Poe")

    marsh.opens("/statement/")
    marsh.sees("GOC staff have hidden your comment")
    marsh.sees("The provider says what it changed")
    marsh.follows("You rated it 4 of 5")
    marsh.sees("It names a patient.")
    marsh.sees("There is a break after the first hour now.")
    assert has_no_sideways_scroll(marsh)

    visitor = person("A visitor", phone=True)
    visitor.opens(f"/directory/{c_number}/")
    visitor.sees("There is a break after the first hour now.")
