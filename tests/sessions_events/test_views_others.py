"""What registrants, staff and the public see."""

import re
from copy import copy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cet_portal.core import clock
from cet_portal.core.lists import ROWS_ON_A_PAGE
from cet_portal.core.models import StatusChange
from registrants.models import Registrant
from sessions_events import services
from sessions_events.enums import EventStatus
from sessions_events.models import Event, Rating
from tests import builders
from tests.sessions_events.building import LONG_AGO, World

S = EventStatus


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_rate_and_change_the_rating(world, marsh):
    entry = world.accepted(world.declared(), marsh)
    client, address = builders.client_for(marsh.user, "registrant"), url("rate", entry.pk)

    nothing = client.post(address, {"comment": "Well told."})
    first = client.post(address, {"score": "5", "comment": "Well told."})
    client.post(address, {"score": "5", "comment": "Well told."})
    page = client.get(address)
    client.post(address, {"score": "2", "comment": ""})

    assert "Choose from 1 to 5" in text_of(nothing)
    assert "Well told." in text_of(nothing)
    assert first.url == reverse("compliance:statement")
    assert "You rated this CET on" in text_of(page)
    assert "Well told." in text_of(page)
    assert [(rating.score, rating.comment) for rating in Rating.objects.all()] == [(2, "")]


def test_pending_points_cannot_be_rated_and_foreign_lines_are_not_found(world, marsh):
    world.upload(world.declared(), (2, marsh.entries.get().number, "Marsh"))
    entry = marsh.points.get()

    own = builders.client_for(marsh.user, "registrant").get(url("rate", entry.pk))
    other = builders.client_for(builders.registrant().user, "registrant").get(url("rate", entry.pk))

    assert own.status_code == 302
    assert other.status_code == 404


def test_figures_need_three_ratings_and_comments_have_no_names(world):
    event = world.declared(completers=3)
    people = [builders.registrant(surname=f"Nobody{letter}") for letter in "abc"]
    for number, person in enumerate(people):
        client = builders.client_for(person.user, "registrant")
        page = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
        assert "out of 5" not in page
        entry = world.accepted(event, person)
        client.post(url("rate", entry.pk), {"score": 5 - number, "comment": f"Comment {number}"})

    page = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))
    listed = text_of(world.client.get(url("ratings")))

    assert "4.0" in page
    assert "4.0" in listed
    assert "Comment 2" in page
    assert "Nobody" not in page


def test_a_comment_names_its_event_from_three_ratings_of_that_event_on(world):
    """With fewer, the number and the list of those uploaded would show who wrote it."""
    many, few = world.declared(completers=3), world.declared(completers=3)
    for number, event in enumerate([few, many, many, many]):
        person = builders.registrant(surname="Nobody")
        client = builders.client_for(person.user, "registrant")
        entry = world.accepted(event, person)
        client.post(url("rate", entry.pk), {"score": 4, "comment": f"Comment {number}"})
        if number == 0:
            first = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))

    page = text_of(world.client.get(url("ratings_of_cet", world.application.c_number)))

    assert "Comment 0" in first
    assert few.ev_number not in first
    assert "fewer than 3 ratings" in first
    assert "Comment 0" in page
    assert few.ev_number not in page
    # Beside its three comments, but not in the table of events: its figures would give away the
    # single rating of the other.
    assert page.count(many.ev_number) == 3 * 2


def test_staff_read_settle_and_the_second_time_is_calm(world, staff):
    event = world.declared(as_approved=False, what_differed="A speaker was ill.")
    address = url("settle", event.ev_number)

    listed = staff.get(url("held"))
    refused = staff.post(address, {"decision": "release", "reason": ""})
    done = staff.post(address, {"decision": "release", "reason": "Fine."}, follow=True)
    again = staff.post(address, {"decision": "release", "reason": "Fine."}, follow=True)
    later = staff.get(address, follow=True)

    assert "A speaker was ill." in text_of(listed)
    assert "Give the reason" in text_of(refused)
    assert "is released" in text_of(done)
    assert "already done" in text_of(again)
    assert "There is a problem" not in text_of(again)
    assert "is not held" in text_of(later)
    assert Event.objects.get().status == S.DECLARED


@pytest.mark.parametrize("decision", ["release", "refuse"])
def test_the_slower_of_two_staff_keeps_what_they_typed(world, staff, decision):
    event = world.declared(as_approved=False, what_differed="A speaker was ill.")
    colleague = builders.client_for(builders.staff("CET_MANAGER"), "staff")
    address = url("settle", event.ev_number)

    colleague.post(address, {"decision": "release", "reason": "Fine."})
    slower = staff.post(address, {"decision": decision, "reason": "A long reason of mine."})

    assert slower.status_code == 200
    assert "A long reason of mine." in text_of(slower)
    assert event.ev_number in slower.context["form"].non_field_errors()[0]
    assert StatusChange.objects.filter(case_id=event.pk, to_status=S.REFUSED).count() == 0


def test_overdue_is_listed_by_provider_with_its_age(staff):
    world = World(at=clock.now() - LONG_AGO)
    late = world.event()
    in_time = world.event(clock.today())

    page = text_of(staff.get(url("overdue")))
    events = text_of(staff.get(url("overdue_of", world.provider.pk)))

    assert world.provider.name in page
    assert world.user.email in page
    assert "working days late" in page
    assert "On hold" in page
    assert late.ev_number in events
    assert in_time.ev_number not in events


@pytest.mark.parametrize(
    "query, found",
    [
        ("", True),
        ("text=eye", True),
        ("text=nothing", False),
        ("text=c1", True),
        ("audience=OPTOMETRIST", True),
        ("audience=DISPENSING_OPTICIAN", False),
        ("modality=WORKSHOP", True),
        ("modality=LECTURE", False),
        ("interactive=yes", True),
        ("interactive=no", False),
    ],
)
def test_the_list_of_approved_cet_is_filtered_in_the_address(world, client, query, found):
    page = text_of(client.get(f"{url('cet_list')}?{query}"))

    assert (world.application.c_number in page) is found
    assert ("No approved CET fits your search" in page) is not found


def test_a_cet_shows_its_open_events_to_everybody(world, client):
    day = clock.london_date(world.at) + timedelta(days=5)
    shown = world.event(day, price="£25", booking_link="https://example.org/book")
    closed = world.event(day, open_to_all=False)
    past = world.event()

    page = text_of(client.get(url("cet", world.application.c_number)))

    assert shown.ev_number in page
    assert "https://example.org/book" in page
    assert closed.ev_number not in page
    assert past.ev_number not in page


def test_a_cet_shows_nothing_of_an_audience_that_was_refused(world, client):
    last = world.application.objectives.order_by("order").last()
    last.units = ["D1"]  # asked for, and not approved
    last.save(update_fields=["units"])

    page = text_of(client.get(url("cet", world.application.c_number)))

    assert last.text not in page
    assert world.application.objectives.order_by("order").first().text in page


def test_what_is_not_approved_is_not_in_the_directory(db, client):
    draft = builders.application_at("SUBMITTED")

    assert draft.c_number not in text_of(client.get(url("directory")))
    assert draft.c_number not in text_of(client.get(url("cet_list")))
    assert client.get(url("cet", draft.c_number)).status_code == 404


def test_the_api_is_open_to_read_and_closed_to_write(world, client):
    event = world.event(clock.london_date(world.at) + timedelta(days=5))

    cet = client.get("/api/v1/cet/").json()
    events = client.get("/api/v1/events/?limit=1").json()

    assert [row["c_number"] for row in cet["results"]] == [world.application.c_number]
    assert cet["results"][0]["approvals"][0]["total"] == 2
    assert cet["results"][0]["events_to_come"] == 1
    assert [row["ev_number"] for row in events["results"]] == [event.ev_number]
    assert client.post("/api/v1/cet/", {}).status_code == 405
    assert client.get("/api/v1/schema/").status_code == 200


def late_event(world, event):
    world.event(clock.london_date(world.at) - timedelta(days=30))


def late_provider(world, event):
    late_event(World(at=world.at), None)


def event_to_come(world, event):
    world.event(clock.london_date(world.at) + timedelta(days=5))


def held_event(world, event):
    world.declared(as_approved=False, what_differed="A speaker was ill.")


def event_of_any_kind(world, event):
    turn = world.provider.sessions.count() % 3
    (late_event, event_to_come, held_event)[turn](world, event)


def uploaded_row(world, event):
    person = builders.registrant(surname="Many", account=False)
    world.upload(event, (2, person.entries.get().number, person.surname))


def rated_cet(world, event):
    """CET of its own with an event that was rated."""
    other = copy(world)
    other.application = builders.application_at(
        "APPROVED", provider=world.provider, at=world.before
    )
    person = builders.registrant(surname="Many")
    entry, actor = other.accepted(other.declared(), person), builders.actor_of(person.user)
    services.rate(entry=entry, score=4, comment="Well told.", actor=actor, at=world.at)


def rated_event(world, event):
    """An event of the CET that one person has rated."""
    person = builders.registrant(surname="Many")
    entry, actor = world.accepted(world.declared(), person), builders.actor_of(person.user)
    comment = f"said by {person.pk}"
    services.rate(entry=entry, score=4, comment=comment, actor=actor, at=world.at)


def report_of_all(world, event):
    """The report of one upload with everybody who was uploaded before in it."""
    people = Registrant.objects.filter(surname="Many").order_by("pk")
    rows = [(line, p.entries.get().number, p.surname) for line, p in enumerate(people, start=2)]
    return url("upload_report", event.ev_number, world.upload(event, *rows).pk)


# Whose browser, the address, how one more row comes about, what is different in each row.
LISTS = {
    "session_list": ("admin", lambda *_: url("session_list"), event_of_any_kind, r"\bS-\d+"),
    "event_list": ("admin", lambda *_: url("event_list"), event_of_any_kind, r"EV-\d+"),
    "ratings": ("admin", lambda *_: url("ratings"), rated_cet, r"\bC-\d+"),
    "comments": ("staff", lambda *_: url("comments"), rated_cet, r"/overview/comments/\d+"),
    "ratings_of_cet": (
        "admin",
        lambda w, _: url("ratings_of_cet", w.application.c_number),
        rated_event,
        r"said by \d+",
    ),
    "overdue": ("staff", lambda *_: url("overdue"), late_provider, r"/overview/overdue/\d+"),
    "overdue_of": (
        "staff",
        lambda w, _: url("overdue_of", w.provider.pk),
        late_event,
        r"EV-\d+",
    ),
    "held": ("staff", lambda *_: url("held"), held_event, r"EV-\d+"),
    "cet": ("public", lambda w, _: url("cet", w.application.c_number), event_to_come, r"EV-\d+"),
    "api": ("public", lambda *_: "/api/v1/events/", event_to_come, r"EV-\d+"),
}
# The same on the pages of one event.
PARTS = {
    "event": ("admin", lambda _, e: url("event", e.ev_number), uploaded_row, r"/uploads/\d+"),
    "certificates": (
        "admin",
        lambda _, e: url("certificates", e.ev_number),
        uploaded_row,
        r'mycet-reference">01-\d+',
    ),
    "upload_report": ("admin", report_of_all, uploaded_row, r"01-\d{5}"),
}


@pytest.mark.parametrize("name", [*LISTS, *PARTS])
def test_as_many_queries_for_one_row_as_for_thirty(world, staff, client, name):
    who, address, one_more, different = (LISTS | PARTS)[name]
    browser = {"admin": world.client, "staff": staff, "public": client}[who]
    event = world.declared(completers=40, attendees=40) if name in PARTS else None
    counts, rows = [], []
    for number in (1, 29):
        for _row in range(number):
            one_more(world, event)
        path = address(world, event)
        browser.get(path)  # what is cached per process is cached now
        count, page = queries_of(browser, path)
        counts.append(count)
        rows.append(len(set(re.findall(different, page))))

    assert rows[0] == 1
    assert rows[1] in (ROWS_ON_A_PAGE, 30)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "name, different",
    [
        ("cet_list", r"\bC-\d+"),
        ("session", r"EV-\d+"),
        ("event_new", r"\bC-\d+"),
        ("api", r"\bC-\d+"),
    ],
)
def test_as_many_queries_for_one_cet_as_for_thirty(world, client, name, different):
    session = world.session()
    address, browser = {
        "cet_list": (url("cet_list"), client),
        "session": (url("session", session.s_number), world.client),
        "event_new": (url("event_new", session.s_number), world.client),
        "api": ("/api/v1/cet/?limit=50", client),
    }[name]
    world.into(session)
    browser.get(address)
    before, first = queries_of(browser, address)
    for _ in range(29):
        builders.application_at("APPROVED", provider=world.provider, at=world.before)
        world.into(session)

    after, page = queries_of(browser, address)

    assert len(set(re.findall(different, first))) == 1
    assert len(set(re.findall(different, page))) in (ROWS_ON_A_PAGE, 30)
    assert before == after


def queries_of(browser, address) -> tuple[int, str]:
    """How many queries the page asks, and the page."""
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(captured), answer.content.decode()
