"""The deadline rehearsal's pages; the timers are called as the worker calls them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from cet_portal.celery import app
from cet_portal.core import clock
from cet_portal.core.models import ClockShift
from cet_portal.home.timetable import SWEEPS
from cet_portal.home.views.rehearsal import _page_of, _said
from sessions_events import services
from sessions_events.models import RecordFile
from tests import builders
from tests.registrants.building import offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
PAGE = "/rehearsal/"


@pytest.fixture
def client():
    return builders.client_for(builders.staff())


def errors(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert not ClockShift.objects.exists()
    assert "<title>Error: " in page
    return page


def run(response):
    """What the worker does with the tasks that were sent; gives the address of the result."""
    address = response["Location"]
    app.loader.import_default_modules()
    for sweep in SWEEPS:
        app.tasks[sweep.task](rehearsal=address.split("/")[2])
    return address


def test_the_page_lists_what_is_coming_and_what_then_happens(client):
    asked = builders.application_at("INFORMATION_REQUESTED")
    waiting = builders.application_at("SUBMITTED")
    offer(builders.registrant(), day=clock.today())
    page = client.get(PAGE).content.decode()
    assert "The listing ends, and the provider is told" in page
    assert asked.c_number in page
    assert "MyCET rejects it: no answer came" in page
    assert waiting.c_number in page
    assert "Nothing is decided by the clock" in page
    assert "1 pending entry on a statement" in page
    assert "Reminders go out on the days before" in page
    assert "Back to the real date" not in page


def test_appeals_last_days_to_appeal_and_approvals_that_end_are_coming_too(client):
    rejected = builders.application_at("REJECTED")
    appealed = builders.application_at("UNDER_APPEAL")
    builders.application_at("APPROVED")
    builders.application_at("APPROVED")
    page = client.get(PAGE).content.decode()
    assert rejected.c_number in page
    assert "It can no longer be appealed against" in page
    assert appealed.c_number in page
    assert "The appeal is late: who decides it and the CET manager are told" in page
    assert "2 approvals" in page
    assert "They expire with the CET cycle" in page


def test_a_late_decision_is_told_and_nothing_is_decided(client):
    waiting = builders.application_at("IN_REVIEW")
    page = client.get(run(client.post(PAGE, {"by": "next"}))).content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "IN_REVIEW"
    assert f"{waiting.c_number}: your decision is late" in page


def test_nothing_is_due(client):
    page = client.get(PAGE).content.decode()
    assert "Nothing is due." in page
    assert "Go past the next due date" not in page


@pytest.mark.parametrize("days", ["0", "-3", "", "a few", "1.5", "1201", "9" * 30])
def test_absurd_numbers_of_days_get_a_sentence(client, days):
    page = errors(client.post(PAGE, {"by": "days", "days": days}))
    assert "Enter a whole number of days between 1 and 1200" in page


@pytest.mark.parametrize(
    "day, sentence",
    [
        ("1 1 9999", "the year must be between"),
        ("31 2 2027", "must be a real date"),
        ("x y z", "New date"),
        ("1 1 2020", "can only be moved forward"),
        ("1 1 2190", "reaches no further than"),
    ],
)
def test_absurd_dates_get_a_sentence(client, day, sentence):
    number, month, year = day.split()
    typed = {"by": "date", "day_day": number, "day_month": month, "day_year": year}
    assert sentence in errors(client.post(PAGE, typed))


def test_past_the_next_due_date_the_application_is_rejected(client):
    asked = builders.application_at("INFORMATION_REQUESTED")
    response = client.post(PAGE, {"by": "next"})
    assert clock.today() == asked.due_on + timedelta(days=1)

    waiting = client.get(response["Location"]).content.decode()
    assert "Timers are running" in waiting
    assert f"0 of {len(SWEEPS)}" in waiting

    page = client.get(run(response)).content.decode()
    asked.refresh_from_db()
    assert asked.status == "REJECTED"
    assert "Timers are running" not in page
    assert "1 case was moved by its timer." in page
    assert f"/overview/applications/{asked.c_number}/" in page
    assert f"{asked.c_number} was rejected: no answer in time" in page


def test_a_listing_that_ends_is_told_by_name_and_day_in_words_and_leads_to_its_provider(client):
    provider, _admin = builders.provider_with(name="Marsh & Fen Optics")
    entry = provider.listings.get()
    day = entry.end + timedelta(days=1)
    typed = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    page = client.get(run(client.post(PAGE, {"by": "date", **typed}))).content.decode()
    assert f"Marsh &amp; Fen Optics, {date_format(entry.end, 'j F Y')}" in page
    assert "?text=Marsh+%26+Fen+Optics" in page


def test_an_event_becomes_overdue_and_points_lapse(client):
    world = World()
    event = world.event()
    line = offer(builders.registrant(), day=clock.today())
    response = client.post(
        PAGE,
        {"by": "date", "day_day": "1", "day_month": "1", "day_year": str(line.due_on.year + 1)},
    )
    page = client.get(run(response)).content.decode()
    line.refresh_from_db()
    assert line.status == "LAPSED"
    assert f"New submissions are held until {event.ev_number} is done" in page
    assert f"?words={line.number}" in page
    assert "Your approval of 1 CET has ended" in page
    assert "cases were moved by their timers." in page


def test_what_the_provider_was_told_before_is_not_promised_again(client):
    world = World()
    event = world.event()
    run(client.post(PAGE, {"by": "next"}))
    client.post("/rehearsal/end/")

    page = client.get(PAGE).content.decode()

    assert event.ev_number in page
    assert "the provider was told before" in page
    assert "It is overdue, and the provider is told" not in page


def test_nothing_fires_by_days_alone(client):
    page = client.get(run(client.post(PAGE, {"by": "days", "days": "1"}))).content.decode()
    assert "Every timer looked, and nothing was due." in page
    assert "None." in page


def test_it_says_so_when_no_worker_answers(client):
    begun = int((timezone.now() - timedelta(seconds=31)).timestamp())
    for query in (f"?begun={begun}", "", "?begun=x", f"?begun={'9' * 40}"):
        page = client.get(f"{PAGE}{uuid4()}/{query}").content.decode()
        if "9999" not in query:
            assert "No worker has answered for 30 seconds." in page
            assert "Look again" in page
        else:
            assert "Not reported yet" in page


def test_a_broker_that_is_away_costs_a_sentence(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    response = client.post(PAGE, {"by": "days", "days": "1"}, follow=True)
    assert "the queue is away" in response.content.decode()
    assert ClockShift.objects.exists()


def test_back_to_the_real_date(client):
    client.post(PAGE, {"by": "days", "days": "3"})
    assert "Back to the real date" in client.get(PAGE).content.decode()
    page = client.post(f"{PAGE}end/", follow=True).content.decode()
    assert "What fired stays as it is." in page
    assert not ClockShift.objects.exists()
    assert client.post(f"{PAGE}end/").status_code == 302


def test_only_staff_may_move_the_clock():
    others = (builders.registrant().user, builders.approver(), builders.provider_with()[1])
    for user in others:
        other = builders.client_for(user)
        assert other.get(PAGE).status_code == 403
        assert other.post(PAGE, {"by": "days", "days": "1"}).status_code == 403
        assert other.post(f"{PAGE}end/").status_code == 403
    assert not ClockShift.objects.exists()


def test_attendance_records_that_end_are_told_and_removed_with_a_link_to_their_event(client):
    world = World(at=clock.now() - timedelta(days=6 * 365 - 20))
    event = world.event()
    services.keep_file(
        event=event,
        kind="SIGN_IN",
        note="",
        file=SimpleUploadedFile("list.txt", b"Marsh, Fell"),
        actor=world.admin,
        at=world.at,
    )
    link = f'href="/events/{event.ev_number}/"'

    told = client.get(run(client.post(PAGE, {"by": "days", "days": "1"}))).content.decode()
    removed = client.get(run(client.post(PAGE, {"by": "days", "days": "40"}))).content.decode()

    assert "the attendance record will be removed" in told
    assert link in told
    assert link in removed
    assert not RecordFile.objects.kept().exists()


@pytest.mark.parametrize(
    "reference, words",
    [
        ("POSSIBLE_SHORTFALL 2025-2027", "Notice of a possible shortfall 2025-2027"),
        ("registrant 7", "Reminder to a registrant"),
        ("EV-10023 01-20001", "EV-10023 01-20001"),
    ],
)
def test_what_was_moved_is_called_as_people_call_it(reference, words):
    assert _said(reference) == words


@pytest.mark.parametrize(
    "reference, page",
    [
        ("", ""),
        ("register 3", ""),
        ("something else", ""),
        ("EV-10023", "/events/EV-10023/"),
        ("EV-10023 B-3", "/events/EV-10023/"),
        ("EV-10023 01-20001", "/compliance/?words=01-20001"),
        ("registrant 7", "/people/7/"),
        ("POSSIBLE_SHORTFALL 2025-2027", "/cycles/2025-2027/end/"),
        ("C-10001", "/overview/applications/C-10001/"),
        ("Marsh Optics, 31 December 2026", "?text=Marsh+Optics"),
    ],
)
def test_what_was_moved_leads_to_its_page_or_nowhere(reference, page):
    found = _page_of(reference)

    assert found.endswith(page.partition("/compliance/")[2] or page)
    assert bool(found) is bool(page)
