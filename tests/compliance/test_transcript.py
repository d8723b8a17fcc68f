"""One's record as a page, a PDF and a CSV file; links to it; one's own calendar."""

import io
import re
from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent
from registrants import services
from registrants.models import EventMark, FeedAddress, ShareLink
from tests import builders
from tests.compliance.shared import link_for
from tests.registrants.building import WINTER, accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
RECORD, LINKS = "/statement/record/", "/statement/links/"


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel(WINTER, tick=False):
        yield


@pytest.fixture
def someone():
    """With an accepted line in the present cycle, one that waits, and one of the cycle before."""
    found = builders.registrant()
    accept(offer(found, 1, total=3))
    offer(found, 2, total=2)
    accept(offer(found, 3, day=date(2024, 5, 1)), at=datetime(2024, 6, 1, 12, tzinfo=LONDON))
    return found


def test_the_page_shows_every_cycle_and_what_was_accepted(someone):
    page = builders.client_for(someone.user).get(RECORD).content.decode()
    assert "Subject 1" in page
    assert "Subject 3" in page
    assert "Subject 2" not in page
    assert someone.entries.get().number in page


def test_what_is_chosen_is_what_is_shown(someone):
    address = f"{RECORD}?cycles=2025-2027&parts=WAITING"
    page = builders.client_for(someone.user).get(address).content.decode()
    assert "Subject 2" in page
    assert "Subject 1" not in page
    assert "Subject 3" not in page


def test_a_choice_of_nothing_says_so_and_shows_the_usual(someone):
    answer = builders.client_for(someone.user).get(f"{RECORD}?cycles=1066-1068&parts=")
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_the_pdf_holds_the_record(someone):
    answer = builders.client_for(someone.user).get(f"{RECORD}?format=pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf"
    assert "Subject 1" in text
    assert "Harbour Learning" in text


def test_the_csv_holds_a_row_a_line(someone):
    answer = builders.client_for(someone.user).get(f"{RECORD}?format=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert rows[1].startswith("2025-2027,2027-03-04,Subject 1,C-80001,EV-80001,Harbour Learning")


def test_the_day_of_acceptance_is_in_the_record(someone):
    client = builders.client_for(someone.user)
    rows = b"".join(client.get(f"{RECORD}?format=csv").streaming_content).decode("utf-8-sig")
    head, *lines = rows.splitlines()
    place = head.split(",").index("Accepted on")
    assert [line.split(",")[place] for line in lines] == ["2027-11-15", "2024-06-01"]
    page = client.get(RECORD).content.decode()
    assert "Accepted on 15 November 2027" in page
    assert "Accepted on 1 June 2024" in page
    waiting = client.get(f"{RECORD}?cycles=2025-2027&parts=WAITING").content.decode()
    assert "Accepted on" not in waiting


def text_of(pdf) -> str:
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def test_what_is_accepted_and_does_not_count_says_why_wherever_the_record_is_shown(someone, client):
    accept(offer(someone, 4, total=2, peer_review=True))
    accept(offer(someone, 5, total=1, specialty="CONTACT_LENS"))
    parts = ["ACCEPTED", "REQUIREMENTS"]
    owner = builders.client_for(someone.user)
    shared = link_for(someone, parts=parts)
    missing = "does not count yet: reflection statement missing"
    for page in (
        owner.get(RECORD).content.decode(),
        client.get(shared).content.decode(),
        text_of(owner.get(f"{RECORD}?format=pdf")),
        b"".join(owner.get(f"{RECORD}?format=csv").streaming_content).decode(),
    ):
        assert missing in page
        assert "does not count: for a specialty not held on the day" in page
        assert page.count("does not count") == 2
    with time_machine.travel(datetime(2028, 1, 5, tzinfo=LONDON), tick=False):
        page = builders.client_for(someone.user).get(RECORD).content.decode()
        assert "does not count: peer review without a reflection statement" in page


def test_specialist_points_are_not_among_the_general_ones(someone):
    services.add_specialty(
        registrant=someone,
        specialty="CONTACT_LENS",
        start=date(2020, 1, 1),
        actor=CLOCK,
        at=WINTER,
    )
    someone.entries.update(profession="DISPENSING_OPTICIAN")
    accept(offer(someone, 5, total=1, specialty="CONTACT_LENS"))
    page = builders.client_for(someone.user).get(RECORD).content.decode()
    assert "Counts towards: specialist points: contact lens, interactive points" in page
    file = builders.client_for(someone.user).get(f"{RECORD}?format=csv")
    assert b"specialist points: contact lens" in b"".join(file.streaming_content)


def test_the_record_shows_each_requirement_with_its_sum_and_rule(someone, client):
    shared = link_for(someone, parts=["REQUIREMENTS"])
    owner = builders.client_for(someone.user)
    for page in (
        owner.get(RECORD).content.decode(),
        client.get(shared).content.decode(),
        text_of(owner.get(f"{RECORD}?format=pdf")),
    ):
        for words in ("Interactive points", "Competency units", "Peer review", "Points in 2027"):
            assert words in page
        assert (
            "Half of 36 whole months on the register (January 2025 to December 2027): 18."
            in " ".join(page.split())
        )
        assert "(advisory)" in page


def test_a_past_cycle_of_which_nothing_is_known_is_not_called_unmet(someone):
    page = builders.client_for(someone.user).get(f"{RECORD}?cycles=2019-2021&parts=REQUIREMENTS")
    assert "Nothing is recorded for this cycle." in page.content.decode()
    assert "Not met" not in page.content.decode()


def test_as_many_queries_for_many_lines_as_for_one(someone, django_assert_num_queries):
    client = builders.client_for(someone.user)
    client.get(RECORD)
    with CaptureQueriesContext(connection) as few:
        client.get(RECORD)
    for number in range(10, 40):
        accept(offer(someone, number))
    with django_assert_num_queries(len(few)):
        client.get(RECORD)


def test_a_link_shows_what_was_chosen_to_somebody_without_an_account(someone, client):
    address = link_for(someone, parts=["ACCEPTED"], cycles=["2025-2027"])
    answer = client.get(address)
    page = answer.content.decode()
    assert "Subject 1" in page
    assert "Subject 3" not in page
    assert "Subject 2" not in page
    assert someone.entries.get().number not in page
    assert "1980" not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert ShareLink.objects.get().opened_count == 1
    assert client.get(f"{address}?format=pdf")["Content-Type"] == "application/pdf"


def test_the_secret_is_shown_once_and_not_kept(someone):
    address = link_for(someone)
    secret = address.split("/")[-2]
    page = builders.client_for(someone.user).get(LINKS).content.decode()
    assert secret not in page
    assert ShareLink.objects.get().token_digest != secret


def test_a_link_taken_back_shows_nothing(someone, client):
    address = link_for(someone)
    owner, link = builders.client_for(someone.user), ShareLink.objects.get()
    assert "Take back the link" in owner.get(f"{LINKS}{link.pk}/revoke/").content.decode()
    owner.post(f"{LINKS}{link.pk}/revoke/")
    owner.post(f"{LINKS}{link.pk}/revoke/")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "This link shows nothing" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="record.revoke").count() == 1


def test_a_link_ends_after_its_last_day_in_london(someone, client):
    address = link_for(someone, expires=date(2027, 11, 20))
    with time_machine.travel(datetime(2027, 11, 20, 23, 59, tzinfo=LONDON), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(datetime(2027, 11, 21, tzinfo=LONDON), tick=False):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("day", [date(2027, 11, 14), date(2029, 1, 1)])
def test_a_last_day_that_is_past_or_far_off_is_refused(someone, day):
    answer = builders.client_for(someone.user).post(
        f"{LINKS}new/",
        {
            "label": "My employer",
            "parts": ["ACCEPTED"],
            "cycles": ["2025-2027"],
            "expires_on_day": day.day,
            "expires_on_month": day.month,
            "expires_on_year": day.year,
        },
    )
    assert "govuk-error-summary" in answer.content.decode()
    assert "My employer" in answer.content.decode()
    assert not ShareLink.objects.exists()


def test_nobody_takes_back_the_link_of_somebody_else(someone):
    link_for(someone)
    link = ShareLink.objects.get()
    other = builders.client_for(builders.registrant().user)
    assert other.post(f"{LINKS}{link.pk}/revoke/").status_code == 404
    assert ShareLink.objects.get().revoked_at is None


def test_an_invented_link_shows_nothing(client, db):
    assert client.get("/shared/abc/").status_code == 404


def make_feed(someone) -> str:
    client = builders.client_for(someone.user)
    page = client.post("/statement/calendar/new/", follow=True).content.decode()
    return re.search(r"/my-calendar/[\w-]+\.ics", page)[0]


def test_the_calendar_holds_the_last_day_to_accept_and_marked_events(someone, client):
    event = World(WINTER).event(date(2027, 12, 2))
    EventMark.objects.create(
        registrant=someone, event_reference=event.ev_number, kind="BOOKED", marked_at=WINTER
    )
    answer = client.get(make_feed(someone))
    text = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Last day: 2 CET points to accept" in text
    assert "DTSTART;TZID=Europe/London:20271231T000000" in text
    assert f"UID:{event.ev_number}@mycet" in text
    assert "private" in answer["Cache-Control"]


def test_a_new_address_ends_the_one_before_and_off_is_off(someone, client):
    first = make_feed(someone)
    second = make_feed(someone)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    builders.client_for(someone.user).post("/statement/calendar/end/")
    assert client.get(second).status_code == 404
    assert not FeedAddress.objects.exists()
