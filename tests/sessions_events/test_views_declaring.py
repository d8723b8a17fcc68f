"""Files with a declaration, corrections, settling and nil returns in the browser."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.models import Declaration, Duty, Event, EvidenceFile
from tests import builders
from tests.sessions_events.building import DECLARATION, World
from tests.sessions_events.test_declarations import DIFFERED, PDF, correct, uploaded
from tests.sessions_events.test_views_delivering import posted, text_of, url

pytestmark = pytest.mark.django_db
REASON = {"reason": "A slip of the pen.", "number": "1"}


def a_file(content=PDF, name="questions.pdf"):
    return SimpleUploadedFile(name, content)


def client_of(provider, role):
    return builders.client_for(builders.member(provider, role), f"provider:{provider.pk}")


@pytest.fixture
def far(db):
    """A course at a distance that has been open for twenty days and stays so for forty."""
    return World().teaches_at_a_distance()


@pytest.fixture
def course(far):
    at = far.at
    event = far.course(at - timedelta(days=20), at + timedelta(days=40))
    return services.declare(event=event, values=DECLARATION, actor=far.admin, at=at)


def this_month(event):
    day = clock.today().replace(day=1)
    return url("nil_return", event.ev_number, f"{day:%Y-%m}")


def test_a_file_is_kept_when_the_form_has_another_error(world):
    address = url("declare", world.event().ev_number)
    data = posted(how_it_went="", discussion_file=a_file())

    page = world.client.post(address, data)

    assert "Say how it went" in text_of(page)
    assert "questions.pdf" in text_of(page)
    assert str(EvidenceFile.objects.get()) == "questions.pdf"
    checked = world.client.post(address, posted(discussion_summary=""))
    assert "questions.pdf" in text_of(checked)
    world.client.post(address, posted(discussion_summary="", act="declare"))
    assert EvidenceFile.objects.get().added_in == 1


def test_a_file_can_be_added_before_anything_is_answered_and_taken_away(world):
    address = url("declare", world.event().ev_number)

    added = world.client.post(address, {"act": "add", "delivery_file": a_file()})
    assert "questions.pdf" in text_of(added)
    assert "There is a problem" not in text_of(added)
    key = EvidenceFile.objects.get().pk
    gone = world.client.post(address, posted(act=f"drop:{key}", how_it_went="Half a sentence"))

    assert "questions.pdf" not in text_of(gone)
    assert "Half a sentence" in text_of(gone)
    assert not EvidenceFile.objects.exists()


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"MZ\x90\x00 a program", "questions.pdf", "questions.pdf"),
        (b"", "questions.pdf", "The file is empty"),
        (b"<html><script>alert(1)</script></html>", "page.html", "page.html"),
    ],
)
def test_a_file_that_will_not_do_is_said_at_its_field_and_nothing_typed_is_lost(
    world, content, name, words
):
    address = url("declare", world.event().ev_number)

    page = world.client.post(address, posted(delivery_file=a_file(content, name)))

    assert words in text_of(page)
    assert "There is a problem" in text_of(page)
    assert "Signed in at the door" in text_of(page)
    assert not EvidenceFile.objects.exists()


@pytest.mark.parametrize("act", ["drop:", "drop:x", "drop:999999", "drop:-1", "drop:٣", "nonsense"])
def test_odd_buttons_change_nothing(world, act):
    event = world.event()

    response = world.client.post(url("declare", event.ev_number), posted(act=act))

    assert response.status_code == 200
    assert not Declaration.objects.exists()


def test_files_are_added_beside_the_fields_that_take_them(world):
    page = text_of(world.client.get(url("declare", world.event().ev_number)))

    places = ['name="delivery_file"', 'value="add"', 'name="certificates_issued"']
    order = [page.index(each) for each in places]
    assert order == sorted(order)


def test_nothing_to_add_is_said(world):
    page = world.client.post(url("declare", world.event().ev_number), {"act": "add"})

    assert "Choose a file to add" in text_of(page)


def test_files_are_for_the_provider_and_staff_alone(world, staff):
    event = world.event()
    world.client.post(url("declare", event.ev_number), posted(act="add", delivery_file=a_file()))
    world.declare(event)
    address = url("evidence_file", event.ev_number, EvidenceFile.objects.get().pk)

    saved = world.client.get(address)

    assert b"".join(saved.streaming_content) == PDF
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert staff.get(address).status_code == 200
    assert client_of(world.provider, "EVENT_DELIVERER").get(address).status_code == 200
    assert World().client.get(address).status_code == 404
    registrant = builders.registrant()
    assert builders.client_for(registrant.user, "registrant").get(address).status_code == 403


def test_a_correction_is_checked_first_and_then_shown_beside_the_old(world):
    event = world.declared()
    address = url("correct", event.ev_number)

    form = world.client.get(address)
    assert "A full room and a lively discussion." in text_of(form)
    data = posted(how_it_went="Half a room.", **REASON)
    checked = world.client.post(address, data)
    assert "Nothing has been corrected yet" in text_of(checked)
    assert event.declarations.count() == 1
    after = world.client.post(address, {**data, "act": "declare"}, follow=True)

    page = text_of(after)
    assert "this is version 2" in page
    assert page.index("Half a room.") < page.index("A full room and a lively discussion.")
    assert "A slip of the pen." in page


def test_a_correction_without_a_change_or_a_reason_says_so(world):
    address = url("correct", world.declared().ev_number)

    same = world.client.post(address, posted(**REASON))
    silent = world.client.post(address, posted(attendees="9", number="1", reason=" "))

    assert "Nothing is different from what was declared" in text_of(same)
    assert "Say why you correct the declaration" in text_of(silent)
    assert "9" in text_of(silent)


def test_the_second_editor_keeps_what_was_typed(world):
    event = world.declared()
    correct(world, event, attendees=5)
    data = posted(how_it_went="Half a room.", act="declare", **REASON)

    page = text_of(world.client.post(url("correct", event.ev_number), data))

    assert "version 2" in page
    assert "Half a room." in page
    assert event.declarations.count() == 2


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "99999999999999999999"])
def test_a_hostile_version_is_refused(world, number):
    event = world.declared()
    data = posted(how_it_went="Half a room.", reason="x", act="declare", number=number)

    response = world.client.post(url("correct", event.ev_number), data)

    assert response.status_code == 200
    assert event.declarations.count() == 1


def test_a_difference_in_a_correction_is_explained_before(world, marsh):
    event = world.declared()
    data = posted(**DIFFERED, **REASON)

    before = text_of(world.client.post(url("correct", event.ev_number), data))
    uploaded(world, event, marsh)
    after = text_of(world.client.post(url("correct", event.ev_number), data))

    assert "Nothing can be uploaded then" in before
    assert "People have points for it already. They stay." in after


def test_those_who_may_not_correct_do_not_see_the_way(world):
    event = world.declared()
    deliverer = client_of(world.provider, "EVENT_DELIVERER")

    page = deliverer.get(url("declaration", event.ev_number))

    assert "Correct the declaration" not in text_of(page)
    assert deliverer.get(url("correct", event.ev_number)).status_code == 403
    assert World().client.get(url("correct", event.ev_number)).status_code == 404


def test_the_manager_sees_what_differed_beside_what_was_approved(world, staff):
    event = world.declared(**DIFFERED)

    listed = text_of(staff.get(url("held")))
    page = text_of(staff.get(url("settle", event.ev_number)))

    assert "Another speaker." in listed
    assert "What was approved" in page
    assert "Tell apart the two main kinds of dry eye" in page
    assert "From first symptoms to treatment." in page


def test_other_staff_read_what_differed_and_who_settles_it(world, staff):
    event = world.declared(**DIFFERED)
    address = url("settle", event.ev_number)
    colleague = builders.client_for(builders.staff(), "staff")
    said = "Only the CET manager can settle it"

    listed, page = text_of(colleague.get(url("held"))), text_of(colleague.get(address))
    data = {"decision": "release", "reason": "It is fine.", "number": "1"}
    tried = colleague.post(address, data, follow=True)

    assert "Another speaker." in listed
    assert said in listed
    assert said in page
    assert "What was approved" in page
    assert "What do you decide?" not in page
    assert "Only the CET manager can settle" in text_of(tried)
    assert Event.objects.get().status == "HELD"
    assert said not in text_of(staff.get(url("held")))
    assert "What do you decide?" in text_of(staff.get(address))
    beside = text_of(colleague.get(url("event", event.ev_number)))
    assert "Read it beside what was approved" in beside
    assert "Read and settle" not in beside


def test_other_staff_cannot_answer_a_difference_but_correct_on_audit(world, marsh):
    event = uploaded(world, world.declared(), marsh)
    correct(world, event, **DIFFERED)
    colleague = builders.client_for(builders.staff(), "staff")
    address = url("settle", event.ev_number)

    page = text_of(colleague.get(address))
    colleague.post(address, {"note": "Fine.", "number": "2"}, follow=True)

    assert "What do you say to it?" not in page
    assert Declaration.objects.get(current=True).noted_at is None
    assert colleague.get(url("correct", event.ev_number)).status_code == 200


def test_a_decision_on_an_older_version_is_not_taken(world, staff):
    event = world.declared(**DIFFERED)
    staff.get(url("settle", event.ev_number))
    correct(world, event, as_approved=False, what_differed="Two others.")
    data = {"decision": "release", "reason": "It is fine.", "number": "1"}

    page = staff.post(url("settle", event.ev_number), data)

    assert "Read version 2" in text_of(page)
    assert "It is fine." in text_of(page)
    assert "Two others." in text_of(page)
    staff.post(url("settle", event.ev_number), {**data, "number": "2"})
    assert Event.objects.get().status == "DECLARED"


def test_the_manager_answers_a_difference_told_after_points(world, staff, marsh):
    event = uploaded(world, world.declared(), marsh)
    correct(world, event, **DIFFERED)

    assert "People have points" in text_of(staff.get(url("held")))
    page = staff.get(url("settle", event.ev_number))
    assert "What do you say to it?" in text_of(page)
    data = {"note": "Tell us before, next time.", "number": "2"}
    done = staff.post(url("settle", event.ev_number), data, follow=True)
    again = staff.post(url("settle", event.ev_number), data, follow=True)

    assert "your answer is sent" in text_of(done)
    assert again.status_code == 200
    assert "Tell us before, next time." in text_of(
        world.client.get(url("declaration", event.ev_number))
    )


def test_the_list_of_held_declarations_asks_the_same_with_one_and_with_many(
    world, staff, django_assert_num_queries
):
    world.declared(**DIFFERED)
    staff.get(url("held"))
    with CaptureQueriesContext(connection) as one:
        staff.get(url("held"))
    for _each in range(4):
        world.declared(**DIFFERED)

    with django_assert_num_queries(len(one)):
        staff.get(url("held"))


def test_months_and_their_nil_return_are_on_the_events_page(far, course):
    page = text_of(far.client.get(url("event", course.ev_number)))

    assert "Months" in page
    assert this_month(course) in page


def test_a_nil_return_is_checked_first_made_once_and_said_again(far, course):
    asked = far.client.get(this_month(course))
    assert "Did nobody complete it" in text_of(asked)
    assert not Duty.objects.filter(nil_return=True).exists()

    done = far.client.post(this_month(course), follow=True)
    again = far.client.post(this_month(course), follow=True)

    assert "nil return made" in text_of(done)
    assert "A nil return was made on" in text_of(again)
    assert Duty.objects.filter(nil_return=True).count() == 1


@pytest.mark.parametrize("month", ["1999-01", "2999-12", "last"])
def test_a_nil_return_for_another_time_says_why_not(far, course, month):
    page = far.client.post(url("nil_return", course.ev_number, month), follow=True)

    assert page.status_code == 200
    assert not Duty.objects.filter(nil_return=True).exists()


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "26-01", "2026-1", "x"])
def test_what_is_no_month_is_no_address(far, course, month):
    address = reverse("sessions_events:event", args=[course.ev_number]) + f"nil/{month}/"

    assert far.client.get(address).status_code == 404


def test_nil_returns_are_the_providers_own(far, course, staff):
    assert World().client.post(this_month(course)).status_code == 404
    assert staff.post(this_month(course)).status_code == 403
    assert client_of(far.provider, "EVENT_DELIVERER").post(this_month(course)).status_code == 403
    assert not Duty.objects.filter(nil_return=True).exists()


def test_too_early_the_hour_is_written_as_everywhere_else(world):
    event = world.event(world.at.date() + timedelta(days=9))

    with pytest.raises(Refused, match=r"from \d+ \w+ \d{4}, 8pm on"):
        services.declare(event=event, values=DECLARATION, actor=world.admin, at=world.at)


def test_the_button_that_settles_is_named_after_the_act(world, staff):
    event = world.declared(as_approved=False, what_differed="Another speaker.")

    page = text_of(staff.get(url("settle", event.ev_number)))

    assert "Release or refuse the declaration" in page
