"""What a provider sees and does in the browser."""

from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse

from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from registrants.models import PointEntry
from sessions_events.enums import EventStatus
from sessions_events.models import CompletionCertificate, Event, Session
from tests import builders
from tests.sessions_events.building import World

S = EventStatus


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def number_of(person):
    return person.entries.get().number


def date_boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_plan_a_session_and_add_an_event(world):
    client, day = world.client, clock.london_date(world.at) + timedelta(days=10)
    there = {"name": "Leeds", "online": "no", "venue": "Civic Hall", "town": "Leeds"}

    client.post(url("session_new"), {**there, **date_boxes("start", day)})
    session = Session.objects.get()
    page = client.get(url("event_new", session.s_number))
    client.post(
        url("event_new", session.s_number),
        {
            "cet": world.application.c_number,
            **date_boxes("day", day),
            "starts": "6:30pm",
            "ends": "20:00",
            "price": "£25",
            "open_to_all": "yes",
        },
    )

    event = Event.objects.get()
    assert session.start == session.end == day
    assert f'value="{day.year}"' in text_of(page)  # the day is filled in
    assert event.starts_at.astimezone(clock.LONDON).strftime("%H:%M") == "18:30"
    assert event.due_sum["working_days"] == 10


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"name": ""}, "Enter the name"),
        ({"venue": ""}, "Enter the venue, or choose online"),
        ({"start_year": "1999"}, "within the last year"),
        ({"start_month": "13"}, "the month must be a number"),
        ({"end_day": "1", "end_month": "1", "end_year": "2020"}, "the first day or later"),
    ],
)
def test_a_session_with_absurd_values_gets_sentences_and_keeps_the_text(world, changed, words):
    day = clock.london_date(world.at)
    data = {"name": "My evening", "online": "no", "venue": "Hall", "town": "Hull"}

    response = world.client.post(
        url("session_new"), {**data, **date_boxes("start", day), **changed}
    )

    assert words in text_of(response) or words.replace("the name", "name") in text_of(response)
    assert "Hull" in text_of(response)
    assert "<title>Error: " in text_of(response)
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"starts": "soon"}, "must be a time"),
        ({"ends": "5pm"}, "End must be later than the start"),
        ({"day_day": "28", "day_month": "2", "day_year": "2020"}, "must be the day of the session"),
        ({"capacity": "-3"}, "must be 1 or more"),
        ({"booking_link": "not a link"}, "Enter a web address"),
        ({"booking_link": "ftp://example.org/book"}, "Enter a web address"),
        ({"booking_link": "http://[::1"}, "Enter a web address"),
        ({"booking_link": "http://a]b/"}, "Enter a web address"),
        ({"booking_link": "https://user:secret@example.org/"}, "without a name or password"),
        ({"booking_link": f"https://example.org/{'a' * 500}"}, "500 characters"),
    ],
)
def test_an_event_with_absurd_values_gets_sentences(world, changed, words):
    session = world.session()
    data = {
        "cet": world.application.c_number,
        **date_boxes("day", session.start),
        "starts": "6pm",
        "ends": "8pm",
        "open_to_all": "yes",
        "price": "Free for members",
    }

    response = world.client.post(url("event_new", session.s_number), {**data, **changed})

    assert words in text_of(response)
    assert "Free for members" in text_of(response)
    assert not Event.objects.exists()


def test_a_long_booking_link_is_saved_whole(world):
    session = world.session(clock.london_date(world.at) + timedelta(days=7))
    link = f"https://example.org/{'a' * 480}"
    data = {
        "cet": world.application.c_number,
        **date_boxes("day", session.start),
        "starts": "6pm",
        "ends": "8pm",
        "open_to_all": "yes",
        "booking_link": link,
    }

    world.client.post(url("event_new", session.s_number), data)

    assert Event.objects.get().booking_link == link


def test_without_approved_cet_the_page_says_what_to_do(db):
    provider, user = builders.provider_with()
    world = World.__new__(World)
    world.at = world.before = clock.now()
    world.provider, world.user, world.minutes = provider, user, count()

    response = world.client.get(url("event_new", world.session().s_number))

    assert "No CET of yours is approved" in text_of(response)


def test_cancel_asks_for_a_reason_and_the_second_time_is_calm(world):
    event = world.event(clock.london_date(world.at) + timedelta(days=5))
    address = url("cancel", event.ev_number)

    refused = world.client.post(address, {"reason": ""})
    world.client.post(address, {"reason": "The speaker is ill."})
    again = world.client.post(address, {"reason": "The speaker is ill."}, follow=True)

    assert "Say why the event is cancelled" in text_of(refused)
    assert "The speaker is ill." in text_of(again)
    assert "There is a problem" not in text_of(again)
    assert Event.objects.get().status == S.CANCELLED


def test_the_slower_of_two_who_cancel_keeps_the_reason(world):
    event = world.event(clock.london_date(world.at) + timedelta(days=5))
    colleague = builders.member(world.provider, "SYSTEM_ADMINISTRATOR")
    address = url("cancel", event.ev_number)

    builders.client_for(colleague).post(address, {"reason": "The room is closed."})
    slower = world.client.post(address, {"reason": "A long reason of mine."})

    assert slower.status_code == 200
    assert "A long reason of mine." in text_of(slower)
    assert "already done" in text_of(slower)


def test_the_event_page_shows_acceptance_and_no_names(world, marsh):
    event = world.declared()
    world.accepted(event, marsh)

    page = text_of(world.client.get(url("event", event.ev_number)))

    assert "Declared and uploaded" in page
    assert "Marsh" not in page


def test_the_end_of_the_cycle_is_warned_of(db, settings):
    world = World()
    last_day = world.application.approval_ends
    event = world.event(last_day - timedelta(days=5))

    page = text_of(world.client.get(url("event", event.ev_number)))

    assert "Aim for an earlier day" in page
    assert event.due_on > last_day


@pytest.mark.parametrize(
    "query, found",
    [
        ("standing=all", {"past", "planned", "late", "held"}),
        ("standing=due", {"past", "late"}),
        ("standing=overdue", {"late"}),
        ("standing=planned", {"planned"}),
        ("standing=held", {"held"}),
        ("standing=rubbish", {"past", "planned", "late", "held"}),
        ("text=nothing-like-this", set()),
        ("text=dry+eye", {"past", "planned", "late", "held"}),
    ],
)
def test_the_list_of_events_is_filtered_in_the_address(world, query, found):
    today = clock.london_date(world.at)
    events = {
        "past": world.event(),
        "planned": world.event(today + timedelta(days=5)),
        "late": world.event(today - timedelta(days=25)),
        "held": world.declared(as_approved=False, what_differed="Another room."),
    }

    page = text_of(world.client.get(f"{url('event_list')}?{query}"))

    assert {name for name, event in events.items() if event.ev_number in page} == found


def test_search_finds_each_kind_of_number(world):
    event, other = world.event(), world.event()

    typed_s = event.session.s_number.lower().replace("-", " ")
    for number in (event.ev_number, event.ev_number.replace("-", ""), typed_s):
        page = text_of(world.client.get(url("event_list"), {"text": number}))
        assert event.ev_number in page
        assert other.ev_number not in page


def addresses_of(world, marsh):
    event = world.declared()
    sent = world.upload(event, (2, number_of(marsh), "Marsh"))
    world.client.post(
        url("certificates", event.ev_number), {"number": number_of(marsh), "surname": "Marsh"}
    )
    certificate = CompletionCertificate.objects.get()
    number, session = event.ev_number, event.session.s_number
    return [
        url("session", session),
        url("event_new", session),
        *(url(n, number) for n in ("event", "cancel", "declare", "upload", "certificates")),
        url("upload_report", number, sent.pk),
        *(url(name, number, sent.pk) for name in ("upload_rest", "upload_mend", "upload_decide")),
        *(url(name, number) for name in ("upload_pasted", "upload_typed", "waiting", "people")),
        url("replace", number, sent.rows.get().pk),
        url("certificate", number, certificate.code),
        url("ratings_of_cet", world.application.c_number),
    ]


def test_a_foreign_row_is_not_found(world, marsh):
    addresses = addresses_of(world, marsh)
    stranger = World().client

    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code in (404, 405), address
    assert PointEntry.objects.count() == 1


@pytest.mark.parametrize(
    "role, name, status",
    [
        (Role.CET_AUTHOR, "event_list", 403),
        (Role.EVENT_DELIVERER, "event_list", 200),
        (Role.EVENT_DELIVERER, "session_new", 403),
        (Role.EVENT_DELIVERER, "ratings", 403),
        (Role.PRINCIPAL_CONTACT, "ratings", 200),
        (Role.PRINCIPAL_CONTACT, "overdue", 403),
    ],
)
def test_roles_open_pages(world, role, name, status):
    member = builders.member(world.provider, role)

    client = builders.client_for(member, f"provider:{world.provider.pk}")

    assert client.get(url(name)).status_code == status
