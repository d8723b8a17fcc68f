"""Pages of cases about points, for the registrant, the provider and staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cet_portal.accounts.roles import Role
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events.models import PointsCase
from tests import builders
from tests.core.sent_files import PDF
from tests.sessions_events.building import World
from tests.sessions_events.points_cases import disputed, missing, own, queried

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(marsh):
    """The registrant's browser."""
    return builders.client_for(marsh.user, "registrant")


@pytest.fixture
def goc():
    """The browser of somebody of the GOC's staff."""
    return builders.client_for(builders.staff(), "staff")


@pytest.fixture
def manager():
    """The CET manager's browser."""
    return builders.client_for(builders.staff(Role.CET_MANAGER), "staff")


def act(case, step):
    return reverse("sessions_events:case_act", args=[case.pk, step])


def page(case):
    return reverse("sessions_events:case", args=[case.pk])


def test_the_registrant_finds_the_event_and_asks(world, client):
    event = world.declared()

    found = client.get("/cases/new/", {"text": world.provider.name}).content.decode()
    assert event.ev_number in found
    day = event.session.start
    boxes = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    assert event.ev_number in client.get("/cases/new/", boxes).content.decode()

    file = SimpleUploadedFile("certificate.pdf", PDF)
    answer = client.post(
        f"/cases/new/{event.ev_number}/", {"words": "<b>I came.</b>", "file": file}, follow=True
    )

    shown = answer.content.decode()
    assert "&lt;b&gt;I came.&lt;/b&gt;" in shown
    assert "certificate.pdf" in shown
    assert PointsCase.objects.get().status == "OPEN_PROVIDER"


def test_an_event_is_found_by_its_number_alone_without_letters(world, client):
    event = world.declared()

    shown = client.get("/cases/new/", {"text": event.ev_number.removeprefix("EV-")})

    assert event.application.title in shown.content.decode()


def test_staff_open_the_person_from_the_case(world, marsh, client, goc):
    case = missing(world, world.declared(), marsh)
    address = f"/register/people/{marsh.pk}/"

    assert address in goc.get(page(case)).content.decode()
    assert address not in client.get(page(case)).content.decode()
    assert address not in world.client.get(page(case)).content.decode()


def test_refused_missing_points_are_called_refused():
    assert PointsCase(kind="MISSING", status="REFUSED").get_status_display() == "Refused"
    assert PointsCase(kind="QUERY", status="REFUSED").get_status_display() == "Answered: no change"


def test_a_certificate_of_another_kind_is_refused_at_its_field(world, client):
    event = world.declared()
    file = SimpleUploadedFile("certificate.pdf", b"MZ\x90\x00 not a document")

    answer = client.post(f"/cases/new/{event.ev_number}/", {"words": "I came.", "file": file})

    assert answer.context["form"].errors["file"]
    assert "I came." in answer.content.decode()
    assert not PointsCase.objects.exists()


def test_without_words_nothing_is_opened(world, client):
    event = world.declared()

    answer = client.post(f"/cases/new/{event.ev_number}/", {"words": " "})

    assert "Say what happened" in answer.content.decode()


def test_an_event_that_was_not_found(client, world):
    day = world.event().session.start
    sent = {"provider_name": "Harbour", "title": "Dry eye", "words": "I came."}
    sent |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}

    client.post("/cases/new/not-in-the-list/", sent)

    assert PointsCase.objects.get().status == "OPEN_STAFF"


def test_the_provider_adds_the_points_from_its_page(world, marsh, client):
    case = missing(world, world.declared(), marsh)

    assert "Add the points" in world.client.get(page(case)).content.decode()
    assert case.reference in world.client.get("/").content.decode()  # needs you now
    answer = world.client.post(
        act(case, "add"), {"part": "PARTICIPANT", "interactive": "yes", "reason": ""}, follow=True
    )

    assert "The points are given." in answer.content.decode()
    assert PointEntry.objects.get().status == "PENDING"
    assert case.reference in client.get("/statement/").content.decode()


def test_a_refused_upload_is_said_on_the_page_and_nothing_typed_is_lost(world, marsh):
    case = missing(world, world.event(), marsh)

    answer = world.client.post(
        act(case, "add"), {"part": "PARTICIPANT", "interactive": "yes", "reason": "Found you."}
    )

    assert "has not been declared yet" in answer.content.decode()
    assert "Found you." in answer.content.decode()


def test_an_answer_shows_on_the_line_of_the_statement(world, marsh, client):
    case = queried(world, world.declared(), marsh)

    world.client.post(act(case, "refuse"), {"reason": "It was <one> hour."})

    assert "It was &lt;one&gt; hour." in client.get("/statement/").content.decode()


def test_staff_correct_with_points_of_their_own(world, marsh, goc):
    case = queried(world, world.declared(), marsh)
    day = case.entry.event_date
    sent = {"part": "PARTICIPANT", "interactive": "yes", "reason": "As agreed.", "total": "3"}
    sent |= {"interactive_points": "4", "kind": "GENERAL"}
    sent |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}

    wrong = goc.post(act(case, "correct"), sent)
    assert "cannot be more interactive points" in wrong.content.decode()
    goc.post(act(case, "correct"), {**sent, "interactive_points": "1"})

    assert PointEntry.objects.standing().get().total == 3


def test_two_answers_at_once_the_second_is_told(world, marsh, goc):
    case = missing(world, world.declared(), marsh)
    world.client.post(act(case, "refuse"), {"reason": "Not there."})

    answer = goc.post(
        act(case, "add"), {"part": "PARTICIPANT", "interactive": "yes", "reason": "Was there."}
    )

    assert "not possible any more" in answer.content.decode()
    assert "Was there." in answer.content.decode()
    assert not PointEntry.objects.exists()


def test_a_dispute_to_its_end(world, marsh, client, goc, manager):
    case = missing(world, world.declared(), marsh)
    world.client.post(act(case, "refuse"), {"reason": "Not on the list."})

    assert case.reference not in manager.get("/").content.decode()
    assert "Dispute the answer" in client.get(page(case)).content.decode()
    client.post(act(case, "dispute"), {"reason": "My certificate says so."})
    assert case.reference in manager.get("/").content.decode()
    assert "Uphold" not in goc.get(page(case)).content.decode()
    assert "Uphold the dispute" in manager.get(page(case)).content.decode()
    manager.post(
        act(case, "uphold"),
        {"part": "PARTICIPANT", "interactive": "yes", "reason": "The certificate shows it."},
    )

    case.refresh_from_db()
    assert (case.status, case.entry.status) == ("UPHELD", "PENDING")


def test_staff_add_points_of_an_event_that_was_uploaded_from_its_page(world, marsh, manager):
    event = world.declared()
    other = builders.registrant(surname="Hill")
    world.upload(event, (2, other.entries.get().number, "Hill"))
    case = missing(world, event, marsh)
    world.client.post(act(case, "refuse"), {"reason": "Not on the list."})
    builders.client_for(marsh.user, "registrant").post(act(case, "dispute"), {"reason": "I came."})

    answer = manager.post(
        act(case, "uphold"), {"part": "PARTICIPANT", "interactive": "yes", "reason": "Shown."}
    )

    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.status, case.entry.status) == ("UPHELD", "PENDING")
    assert PointEntry.objects.get(pk=case.entry_id).event_reference == event.ev_number


def test_the_registrant_withdraws(world, marsh, client):
    case = disputed(world, marsh)

    client.post(act(case, "withdraw"), {"reason": ""})

    case.refresh_from_db()
    assert case.status == "WITHDRAWN"


def test_staff_name_the_event_and_note(world, marsh, client, goc):
    day = world.event().session.start
    sent = {"provider_name": "Harbour", "title": "Dry eye", "words": "I came."}
    sent |= {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    client.post("/cases/new/not-in-the-list/", sent)
    case, event = PointsCase.objects.get(), world.declared()

    goc.post(act(case, "note"), {"reason": "Rang them."})
    wrong = goc.post(act(case, "name-event"), {"ev_number": "EV-99999"})
    assert "No event has this number" in wrong.content.decode()
    goc.post(act(case, "name-event"), {"ev_number": event.ev_number.lower()})

    case.refresh_from_db()
    assert case.provider == world.provider
    assert "Rang them." in goc.get(page(case)).content.decode()
    assert "Rang them." not in client.get(page(case)).content.decode()
    assert "Rang them." not in world.client.get(page(case)).content.decode()


def test_a_message_with_a_file_and_its_download(world, marsh, client, goc):
    case = missing(world, world.declared(), marsh)
    file = SimpleUploadedFile("list.txt", b"Marsh")
    world.client.post(page(case), {"text": "Is this you?", "file": file})

    assert "Is this you?" in client.get(page(case)).content.decode()
    stored = case.files.get()
    address = reverse("sessions_events:case_file", args=[case.pk, stored.pk])
    for browser in (client, goc, world.client):
        answer = browser.get(address)
        assert answer["Content-Disposition"].startswith("attachment")
    assert World().client.get(address).status_code == 404
    stranger = builders.client_for(builders.registrant().user, "registrant")
    assert stranger.get(address).status_code == 404
    other = reverse("sessions_events:case_file", args=[case.pk + 1, stored.pk])
    assert client.get(other).status_code == 404


def test_lists_with_filters_and_counts(world, marsh, client, goc):
    case = missing(world, world.declared(), marsh)
    disputed(world, builders.registrant(surname="Fell"))

    assert "Fell" not in client.get("/cases/").content.decode()
    shown = goc.get("/cases/", {"status": "OPEN_PROVIDER", "text": "marsh"}).content.decode()
    assert case.reference in shown
    assert "1 case" in shown
    assert "No case fits" in goc.get("/cases/", {"status": "ADDED"}).content.decode()
    assert "Null characters" in goc.get("/cases/", {"text": "\x00%"}).content.decode()
    assert case.reference in goc.get("/cases/", {"format": "csv"}).getvalue().decode()


def test_a_list_takes_as_many_queries_for_30_cases_as_for_one(
    world, marsh, goc, django_assert_max_num_queries
):
    event = world.declared()
    missing(world, event, marsh)
    goc.get("/cases/")
    with django_assert_max_num_queries(30) as one:
        goc.get("/cases/")
    for _each in range(9):
        missing(world, event, builders.registrant())
    with django_assert_max_num_queries(len(one)):
        goc.get("/cases/")


def test_an_empty_list_says_how_a_case_comes(client, goc):
    assert "when you ask for missing points" in client.get("/cases/").content.decode()
    assert "when a registrant asks" in goc.get("/cases/").content.decode()


def test_declined_rows_show_on_the_people_of_the_event_and_its_page(world, marsh):
    event = world.declared()
    number = marsh.entries.get().number
    world.upload(event, (1, number, "Marsh"))
    register_services.decline_lines(
        lines=[PointEntry.objects.get().pk], because="NOT_ME", actor=own(marsh), at=world.at
    )

    people = world.client.get(f"/events/{event.ev_number}/people/").content.decode()
    assert "I was not there" in people
    assert marsh.forenames not in people
    assert "1 person says" in world.client.get(f"/events/{event.ev_number}/").content.decode()


def test_a_step_that_is_none_is_no_page(world, marsh, client):
    case = missing(world, world.declared(), marsh)

    assert client.get(act(case, "add").replace("add", "burn")).status_code == 404
    assert client.get(act(case, "add"), follow=True).redirect_chain[0][0] == page(case)
