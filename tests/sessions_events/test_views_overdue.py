"""What the provider and GOC staff see of what is overdue, held, or was done late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from sessions_events import services
from tests import builders
from tests.sessions_events.building import DECLARATION, LONG_AGO, World

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def world(db) -> World:
    """A provider that delivered long ago."""
    return World(at=clock.now() - LONG_AGO)


@pytest.fixture
def held(world):
    """An event so late that new submissions are held, and the provider was told."""
    event = world.event()
    services.remind(provider=world.provider, actor=CLOCK, at=clock.now())
    return event


def page_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_home_page_says_that_submissions_are_held_and_leads_to_the_event(world, held):
    page = page_of(world.client, "home:dashboard")

    assert "New submissions are held" in page
    assert f'href="/events/{held.ev_number}/"' in page


def test_the_check_page_of_a_draft_says_why_and_leads_to_the_event(world, held):
    draft = builders.application_at("DRAFT", provider=world.provider, at=clock.now())

    page = page_of(world.client, "approvals:check", draft.c_number)

    assert "New submissions are held" in page
    assert f'href="/events/{held.ev_number}/"' in page
    assert "See how your listing stands" not in page
    answer = world.client.post(
        reverse("approvals:submit", args=[draft.c_number]), follow=True
    ).content.decode()
    draft.refresh_from_db()
    assert draft.status == "DRAFT"
    assert "New submissions are held" in answer


def test_the_event_says_what_follows_while_it_is_late(world, held):
    overdue = world.event(clock.today() - 3 * WEEK)

    assert "are held until it is done" in page_of(
        world.client, "sessions_events:event", held.ev_number
    )
    assert "cannot submit new applications from then on" in page_of(
        world.client, "sessions_events:event", overdue.ev_number
    )


def test_late_work_is_marked_on_the_event_in_the_list_and_for_staff(world, staff, held):
    values = {**DECLARATION, "attendees": 0, "completers": 0}
    services.declare(event=held, values=values, actor=world.admin, at=clock.now())
    on_time = world.event(clock.today())

    assert "Done late" in page_of(world.client, "sessions_events:event", held.ev_number)
    listed = page_of(world.client, "sessions_events:event_list", standing="late")
    assert held.ev_number in listed
    assert on_time.ev_number not in listed
    record = page_of(staff, "sessions_events:overdue_of", world.provider.pk)
    assert "1 thing was done late in the last 12 months" in record
    assert "Nothing of this provider is overdue" in record


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"held": "yes"}, True),
        ({"held": "no"}, False),
        ({"age": "14"}, True),
        ({"age": "90"}, False),
        ({"text": "EV-"}, True),
        ({"text": "nobody of this name"}, False),
        ({"age": "x", "held": "perhaps", "sort": "nonsense", "page": "-1"}, True),
    ],
)
def test_the_list_of_providers_is_filtered_in_the_address(world, staff, held, query, found):
    page = page_of(staff, "sessions_events:overdue", **query)

    assert (f"/overview/overdue/{world.provider.pk}/" in page) is found


def test_the_list_is_sorted_and_says_what_was_told(world, staff, held):
    other = World()
    late = other.event(clock.today() - 3 * WEEK)

    def order(sort):
        page = page_of(staff, "sessions_events:overdue", sort=sort)
        return [page.index(f"/overview/overdue/{each.provider.pk}/") for each in (world, other)]

    assert order("oldest") == sorted(order("oldest"))
    assert order("-oldest") == sorted(order("-oldest"), reverse=True)
    page = page_of(staff, "sessions_events:overdue")
    assert "Principal contact and CET manager told; reminded in week" in page
    assert "Not told yet" in page
    assert late.ev_number not in page


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.PRINCIPAL_CONTACT])
def test_a_provider_does_not_see_the_lists_of_staff(world, held, role):
    user = builders.member(world.provider, role)
    client = builders.client_for(user, f"provider:{world.provider.pk}")

    assert client.get(reverse("sessions_events:overdue")).status_code == 403
    address = reverse("sessions_events:overdue_of", args=[world.provider.pk])
    assert client.get(address).status_code == 403


def test_a_provider_that_is_not_there_is_not_found(staff):
    address = reverse("sessions_events:overdue_of", args=[10**9])

    assert staff.get(address).status_code == 404
