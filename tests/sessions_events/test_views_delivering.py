"""Declaring and certificates in the browser."""

import pytest
from django.urls import reverse

from sessions_events.models import CompletionCertificate, Declaration
from tests.sessions_events.building import DECLARATION


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


def posted(**changed):
    """The declaration as a browser sends it."""
    values = {**DECLARATION, **changed}
    return {
        name: {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        for name, value in values.items()
    }


def text_of(response):
    return " ".join(response.content.decode().split())


def number_of(person):
    return person.entries.get().number


def test_declare_is_checked_first_then_made_once(world):
    event = world.event()
    address = url("declare", event.ev_number)

    checked = world.client.post(address, posted())
    assert "Nothing has been declared yet" in text_of(checked)
    assert not Declaration.objects.exists()
    changed = world.client.post(address, posted(act="change"))
    assert "A full room and a lively discussion." in text_of(changed)
    assert "There is a problem" not in text_of(changed)
    world.client.post(address, posted(act="declare"))
    again = world.client.post(address, posted(act="declare"), follow=True)

    assert Declaration.objects.count() == 1
    assert "has been declared already" in text_of(again)
    assert "There is a problem" not in text_of(again)


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"as_approved": False}, "Say what differed from the approval"),
        ({"what_differed": "x"}, "You answered that nothing differed"),
        ({"discussion_summary": ""}, "Summarise the discussion"),
        ({"completers": 4}, "at most 3"),
        ({"attendees": ""}, "Enter how many people attended"),
        ({"how_it_went": "  "}, "Say how it went"),
    ],
)
def test_what_a_declaration_lacks_is_said_at_its_field(world, changed, words):
    address = url("declare", world.event().ev_number)

    response = world.client.post(address, posted(act="declare", **changed))

    assert words in text_of(response)
    assert "Signed in at the door" in text_of(response)
    assert not Declaration.objects.exists()


def test_a_difference_is_explained_before_it_is_declared(world):
    event = world.event()
    data = posted(as_approved=False, what_differed="A speaker was ill.")

    checked = world.client.post(url("declare", event.ev_number), data)
    after = world.client.post(
        url("declare", event.ev_number), {**data, "act": "declare"}, follow=True
    )

    assert "The CET manager reads this first" in text_of(checked)
    assert "The CET manager looks at the difference" in text_of(after)
    assert "released" in text_of(world.client.get(url("upload", event.ev_number)))


def test_the_upload_before_the_declaration_says_why(world):
    event = world.event()

    response = world.client.get(url("upload", event.ev_number))

    assert "The declaration comes first" in text_of(response)
    assert url("declare", event.ev_number) in text_of(response)


def test_a_certificate_leads_to_its_pdf(world, marsh):
    event = world.event()
    address = url("certificates", event.ev_number)

    wrong = world.client.post(address, {"number": number_of(marsh), "surname": "Jones"})
    right = world.client.post(
        address, {"number": number_of(marsh), "surname": "Marsh"}, follow=True
    )

    assert "The surname does not match this number." in text_of(wrong)
    assert "Marsh" not in text_of(wrong)
    assert right.headers["Content-Type"] == "application/pdf"
    assert right.headers["Content-Disposition"].startswith("inline;")
    assert right.content.startswith(b"%PDF-")
    assert CompletionCertificate.objects.count() == 1


def test_uploaded_people_get_a_certificate_at_one_press(world, marsh):
    event = world.declared()
    world.upload(event, (2, number_of(marsh), "Marsh"))

    page = world.client.get(url("certificates", event.ev_number))

    assert "Uploaded, without a certificate" in text_of(page)
