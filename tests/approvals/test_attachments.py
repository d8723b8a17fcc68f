"""Files of an application: taken with care, kept privately, saved and never shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import queries, services
from approvals.models import Attachment
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from cet_portal.scheme import queries as scheme_queries
from tests import builders
from tests.core.sent_files import PDF, PROGRAM

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def page_of(application):
    return f"/applications/{application.c_number}/section/attachments/"


def send(client, application, content=PDF, name="slides.pdf", **data):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post(page_of(application), {"file": file, "kind": "SLIDES", **data}, follow=True)


def errors_of(response):
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def attach(application, name="slides.pdf", content=PDF):
    return services.attach(
        application=application,
        file=SimpleUploadedFile(name, content),
        kind="SLIDES",
        actor=builders.actor_of(builders.administrator_of(application.provider)),
        at=clock.now(),
    )


def address(attachment):
    return f"/applications/{attachment.application.c_number}/attachments/{attachment.pk}/"


def test_a_file_is_added_listed_and_saved_from_the_browser(client, draft):
    page = send(client, draft).content.decode()

    attachment = Attachment.objects.get()
    answer = client.get(address(attachment))
    assert "“slides.pdf” is attached." in page
    assert f'href="{address(attachment)}"' in page
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="slides.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_taken_away_and_stays_for_what_was_submitted(client, draft):
    attachment = attach(draft)

    page = client.post(f"{address(attachment)}remove/", follow=True).content.decode()
    again = client.post(f"{address(attachment)}remove/", follow=True)

    attachment.refresh_from_db()
    assert "“slides.pdf” is taken away." in page
    assert "The files of this application appear here." in page
    assert again.status_code == 200
    assert attachment.removed_at is not None
    assert client.get(address(attachment)).status_code == 200


def test_an_executable_called_pdf_is_refused(client, draft):
    answer = send(client, draft, content=PROGRAM)

    (sentence,) = errors_of(answer)["file"]
    assert "“slides.pdf” is not a PDF file: it is a program." in sentence
    assert not Attachment.objects.exists()


def test_what_was_chosen_stays_when_a_file_is_refused(client, draft):
    answer = send(client, draft, content=PROGRAM, kind="STIMULUS")

    assert answer.context["form"]["kind"].value() == "STIMULUS"


def test_a_file_that_is_too_large_is_refused(client, draft):
    answer = send(client, draft, content=PDF + bytes(21 * MEGABYTE))

    assert errors_of(answer)["file"] == ["The file is larger than 20 MB. Choose a smaller one."]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "data, field, sentence",
    [
        ({"kind": ""}, "kind", "Say what the file is"),
        ({"kind": "NONSENSE"}, "kind", "Choose one of the answers"),
        ({"file": ""}, "file", "Choose a file"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(client, draft, data, field, sentence):
    answer = send(client, draft, **data)

    assert errors_of(answer)[field] == [sentence]


def test_the_same_file_twice_is_there_once(client, draft):
    send(client, draft)
    page = send(client, draft, name="again.pdf").content.decode()

    assert "This file is attached already, as “slides.pdf”." in page
    assert Attachment.objects.count() == 1


def test_the_21st_file_is_refused_in_a_sentence(client, draft):
    for number in range(20):
        attach(draft, f"{number}.txt", f"Text {number}".encode())

    page = send(client, draft).content.decode()

    assert "An application has at most 20 files. Take one away first." in page
    assert Attachment.objects.count() == 20


def test_a_name_with_a_script_is_escaped(client, draft):
    page = send(client, draft, name="<script>alert(1)<.pdf").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;.pdf" in page


def test_without_a_file_the_section_can_be_completed(client, provider):
    draft = builders.draft(provider=provider)

    page = client.post(page_of(draft), {"no_more": "1"}, follow=True)

    draft.refresh_from_db()
    assert page.redirect_chain[-1][0] == f"/applications/{draft.c_number}/"
    assert "attachments" in draft.sections_saved


def test_material_that_the_way_of_learning_needs_is_asked_for(client, provider):
    video = scheme_queries.modalities().get(code="DISTANCE_MULTIMEDIA")
    draft = builders.draft(
        provider=provider, modality=video, ground="NONE", points_interactive=0, points_total=1
    )
    tasks, check = (f"/applications/{draft.c_number}/{page}" for page in ("", "check/"))

    shown = client.get(tasks).content.decode()
    assert "Attach the material: without it this way of learning cannot be judged" in shown
    assert "There is a problem" in shown
    assert "Attach the material" in client.get(page_of(draft)).content.decode()
    assert "Attach the material" in client.get(check).content.decode()
    send(client, draft)
    assert "Attach the material" not in client.get(page_of(draft)).content.decode()
    assert "Declare and submit</button>" in client.get(check).content.decode()


def test_files_of_what_was_submitted_cannot_be_changed(client, provider):
    draft = builders.draft(provider=provider)
    attachment = attach(draft)
    admin = builders.actor_of(builders.administrator_of(provider))
    services.submit(application=draft, actor=admin, at=clock.now())

    page = send(client, draft, name="late.pdf", content=PDF + b"\n%%EOF").content.decode()
    client.post(f"{address(attachment)}remove/")

    attachment.refresh_from_db()
    assert "can no longer be changed" in page
    assert attachment.removed_at is None
    assert Attachment.objects.count() == 1


def test_the_provider_opens_its_own_files_from_the_page_of_the_application(client, provider):
    draft = builders.draft(provider=provider)
    attachment = attach(draft)
    links = [f'href="{address(attachment)}"', "slides.pdf</a> (Slides or script, "]
    pages = [f"/applications/{draft.c_number}/check/", f"/applications/{draft.c_number}/"]
    check = client.get(pages[0]).content.decode()
    admin = builders.actor_of(builders.administrator_of(provider))
    services.submit(application=draft, actor=admin, at=clock.now())

    submitted = client.get(pages[1]).content.decode()

    assert all(link in check and link in submitted for link in links)
    assert client.get(address(attachment)).status_code == 200


def test_attach_by_another_provider_is_refused(draft):
    foreign = builders.actor_of(builders.provider_with()[1])

    with pytest.raises(Refused, match="Only the provider"):
        services.attach(
            application=draft,
            file=SimpleUploadedFile("a.txt", b"a"),
            kind="TEXT",
            actor=foreign,
            at=clock.now(),
        )


def test_a_file_is_for_whoever_may_see_the_application(provider):
    draft = builders.draft(provider=provider)
    attachment = attach(draft)
    reviewer, other = builders.approver(), builders.approver()
    admin = builders.actor_of(builders.administrator_of(provider))
    submitted = services.submit(application=draft, actor=admin, at=clock.now())
    chosen = submitted.approver
    not_chosen = other if chosen == reviewer else reviewer

    def status(user, key=""):
        return builders.client_for(user, key).get(address(attachment)).status_code

    assert status(builders.member(provider, Role.CET_AUTHOR)) == 200
    assert status(chosen, "approver") == 200
    assert status(builders.staff(), "staff") == 200
    assert status(not_chosen, "approver") == 404
    assert status(builders.provider_with()[1]) == 404


def test_files_of_an_answer_are_seen_by_the_other_side_once_it_is_submitted(provider):
    reviewer, admin = builders.approver(), builders.administrator_of(provider)
    draft = builders.draft(provider=provider)
    attach(draft)
    before_submission = attach(draft, "never.pdf", PDF + b"\n%%EOF 1")
    actor, at = builders.actor_of(admin), clock.now()
    services.remove_attachment(attachment=before_submission, actor=actor, at=at)
    application = services.submit(application=draft, actor=actor, at=at)
    application = services.ask_information(
        application=application,
        questions=[("attachments", "Where is the script?")],
        actor=builders.actor_of(reviewer),
        at=at,
    )
    added = attach(application, "script.pdf", PDF + b"\n%%EOF 2")

    def statuses(attachment):
        readers = [(admin, ""), (reviewer, "approver"), (builders.staff(), "staff")]
        return [
            builders.client_for(user, key).get(address(attachment)).status_code
            for user, key in readers
        ]

    assert statuses(before_submission) == [200, 404, 404]
    assert statuses(added) == [200, 404, 404]
    application.refresh_from_db()
    told = {question.pk: "Here." for question in queries.open_questions(application)}
    services.save_answers(
        application=application, version=application.version, answers=told, actor=actor, at=at
    )
    services.answer(application=application, actor=actor, at=at)
    assert statuses(added) == [200, 200, 200]


def test_a_file_of_another_application_is_not_found_by_this_one(client, provider):
    attachment, other = attach(builders.draft(provider=provider)), builders.draft(provider=provider)

    page = f"/applications/{other.c_number}/attachments/{attachment.pk}/"

    assert client.get(page).status_code == 404
    assert client.post(f"{page}remove/").status_code == 404
