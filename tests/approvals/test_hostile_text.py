"""Scripts in every text field are shown as text, on every page and in every message."""

import pytest
from django.core import mail
from django.urls import reverse

from approvals import services
from cet_portal.core import clock
from cet_portal.core.delivery import deliver_all
from cet_portal.core.models import OutboxMessage
from tests import builders
from tests.approvals.posts import POSTS, address

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}"
FIELDS = (
    "title",
    "summary",
    "assessment",
    "interaction",
    "current_practice",
    "patient_care",
    "sponsor",
    "interests",
)
TEXTS = dict.fromkeys(FIELDS, SCRIPT)


def harmless(response) -> bool:
    page = response.content.decode()
    return "<script>alert" not in page and "<img src=x" not in page and ">14" not in page


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def hostile(provider, status="DRAFT"):
    return builders.application_at(status, provider=provider, **TEXTS)


@pytest.mark.parametrize(
    "page",
    ["", "check/", "copy/", "withdraw/", *(f"section/{page}/" for page in POSTS)],
)
def test_pages_of_a_draft_show_scripts_as_text(client, provider, page):
    draft = hostile(provider)

    response = client.get(f"/applications/{draft.c_number}/{page}")

    assert response.status_code == 200
    assert harmless(response)
    assert "&lt;script&gt;" in response.content.decode()


@pytest.mark.parametrize("status", [each for each in builders.ROUTES if each != "DRAFT"])
def test_pages_of_each_status_show_scripts_as_text(client, provider, status):
    application = hostile(provider, status)

    for page in (f"/applications/{application.c_number}/", "/applications/"):
        assert harmless(client.get(page))


def test_lists_of_names_show_scripts_as_text(client, provider):
    draft = hostile(provider)
    data = {
        "version": draft.version,
        "contributor_1": SCRIPT,
        "contributor_1_qualifications": SCRIPT,
    }
    client.post(address(draft, "people"), data)

    for page in ("", "check/", "section/people/"):
        assert harmless(client.get(f"/applications/{draft.c_number}/{page}"))


def test_messages_show_scripts_as_text(client, provider):
    application = hostile(provider, "INFORMATION_REQUESTED")
    admin = builders.administrator_of(provider)

    told = OutboxMessage.objects.filter(user_id=admin.pk).latest("pk")

    for page in (
        reverse("accounts:message_list"),
        reverse("accounts:message_detail", args=[told.pk]),
    ):
        read = client.get(page)
        assert harmless(read)
        assert application.c_number in read.content.decode()


def test_mails_are_plain_text_without_another_part(provider):
    hostile(provider, "INFORMATION_REQUESTED")
    mail.outbox.clear()

    deliver_all(at=clock.now())

    assert mail.outbox
    for sent in mail.outbox:
        assert sent.content_subtype == "plain"
        assert not getattr(sent, "alternatives", [])


def test_a_title_of_two_lines_becomes_one(client, provider):
    application = builders.draft(provider=provider)
    data = {**POSTS["about"], "title": "Dry\r\nBcc: everybody", "version": application.version}

    client.post(address(application, "about"), data)
    application.refresh_from_db()
    services.submit(
        application=application,
        actor=builders.actor_of(builders.administrator_of(provider)),
        at=clock.now(),
    )

    assert all("\n" not in message.subject for message in OutboxMessage.objects.all())
