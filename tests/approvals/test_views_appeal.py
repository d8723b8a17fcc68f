"""The pages on which a provider appeals."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.formats import date_format

from approvals import services
from approvals.models import Appeal, AppealFile
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.models import ClockShift, OutboxMessage, StoredFile
from tests import builders

pytestmark = pytest.mark.django_db

GROUNDS = "Page 3 of the programme says how each objective is assessed."


def pdf(name="programme.pdf", words=b"one"):
    return SimpleUploadedFile(name, b"%PDF-1.4\n" + words + b"\n%%EOF\n")


class Scene:
    def __init__(self):
        self.provider, self.admin = builders.provider_with()
        self.first, self.second = builders.approver(), builders.approver()
        self.row = builders.application_at("REJECTED", provider=self.provider, approver=self.first)
        self.client = builders.client_for(self.admin)
        self.address = f"/applications/{self.row.c_number}/appeal/"

    def post(self, press, client=None, **typed):
        return (client or self.client).post(self.address, {"press": press, **typed})

    def lodged(self):
        self.row.refresh_from_db()
        return self.row.status == "UNDER_APPEAL"


@pytest.fixture
def scene():
    return Scene()


def page_of(response):
    assert response.status_code == 200
    return response.content.decode()


def kept(response):
    return re.search(r'name="kept_files" value="([^"]+)"', response.content.decode())[1]


def assert_closed(scene, page):
    """Nothing to press, and the way to a new application filled in from this one."""
    assert "</textarea>" not in page
    assert 'name="press"' not in page
    assert f'href="/applications/{scene.row.c_number}/copy/"' in page


def test_write_check_and_send(scene):
    page = page_of(scene.client.get(scene.address))
    assert "You can appeal until" in page
    assert "You can save and come back later as often as you like" in page

    checked = scene.post("check", grounds=GROUNDS, file=pdf())
    page = page_of(checked)
    assert "an approver who had no part in the rejection decides" in page
    assert "must not be promoted, scheduled or offered" in page
    assert "programme.pdf" in page
    assert not scene.lodged()

    response = scene.post("send", grounds=GROUNDS, kept_files=kept(checked))

    assert response.status_code == 302
    assert scene.lodged()
    appeal = Appeal.objects.get()
    assert appeal.grounds == GROUNDS
    assert [each.file.name for each in appeal.files.all()] == ["programme.pdf"]
    assert scene.row.approver_id == scene.second.pk


def test_one_file_more_without_script_and_one_less(scene):
    first = scene.post("add", grounds="", file=pdf("one.pdf"))
    assert "There is a problem" not in page_of(first)
    second = scene.post("add", grounds=GROUNDS, file=pdf("two.pdf", b"2"), kept_files=kept(first))
    assert GROUNDS in page_of(second)
    taken = scene.post(
        f"remove:{StoredFile.objects.get(name='one.pdf').pk}",
        grounds=GROUNDS,
        kept_files=kept(second),
    )
    assert "one.pdf" not in page_of(taken)
    checked = scene.post("check", grounds=GROUNDS, file=pdf("three.pdf"), kept_files=kept(taken))
    scene.post("send", grounds=GROUNDS, kept_files=kept(checked))

    assert sorted(each.file.name for each in AppealFile.objects.all()) == ["three.pdf", "two.pdf"]


def test_without_grounds_the_sentence_stands_at_the_field_and_the_file_is_kept(scene):
    response = scene.post("check", grounds="  ", file=pdf())

    page = page_of(response)
    assert 'href="#id_grounds"' in page
    assert "Say why you think the rejection is wrong" in page
    again = scene.post("send", grounds=" ", kept_files=kept(response))
    assert "Say why you think the rejection is wrong" in page_of(again)
    assert not scene.lodged()


@pytest.mark.parametrize(
    "name, content",
    [("programme.pdf", b"MZ\x90\x00 a program"), ("empty.pdf", b""), ("page.html", b"<script>")],
)
def test_a_file_that_is_not_taken_says_so_at_the_file_and_the_grounds_stay(scene, name, content):
    page = page_of(scene.post("check", grounds=GROUNDS, file=SimpleUploadedFile(name, content)))

    assert 'href="#id_file"' in page
    assert GROUNDS in page
    assert not StoredFile.objects.exists()


def test_an_eleventh_file_is_refused_with_a_sentence(scene):
    response = scene.post("add", file=pdf("0.pdf"))
    for number in range(1, services.MOST_APPEAL_FILES):
        response = scene.post(
            "add", file=pdf(f"{number}.pdf", b"%d" % number), kept_files=kept(response)
        )
    page = page_of(
        scene.post("check", grounds=GROUNDS, file=pdf("11.pdf"), kept_files=kept(response))
    )

    assert "at most 10 files" in page
    assert StoredFile.objects.count() == services.MOST_APPEAL_FILES


def test_grounds_of_any_length_and_kind_are_text(scene):
    page = page_of(scene.post("check", grounds="<script>alert(1)</script>"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    page = page_of(scene.post("check", grounds="x" * 10_000))
    assert "is too long" in page


def test_a_tampered_list_of_files_brings_nobody_elses(scene):
    other = builders.client_for(builders.provider_with()[1])
    checked = scene.post("check", grounds=GROUNDS, file=pdf())
    token = kept(checked)

    assert other.get(scene.address).status_code == 404
    page = page_of(scene.post("check", grounds=GROUNDS, kept_files=token[:-2] + "xx"))
    assert "programme.pdf" not in page

    colleague = builders.client_for(builders.member(scene.provider, Role.SYSTEM_ADMINISTRATOR))
    page = page_of(scene.post("check", colleague, grounds=GROUNDS, kept_files=token))
    assert "programme.pdf" not in page


def test_after_day_20_the_page_says_so_and_keeps_what_was_typed(scene):
    last = date_format(scene.row.due_on, "l j F Y")
    assert last in page_of(scene.client.get(scene.address))
    ClockShift.objects.create(seconds=timedelta(days=40).total_seconds())

    page = page_of(scene.post("send", grounds=GROUNDS))

    assert "The last day to appeal is past." in page
    assert GROUNDS in page
    assert_closed(scene, page)
    assert not scene.lodged()
    response = scene.client.get(scene.address, follow=True)
    assert "The last day to appeal is past." in response.content.decode()


def test_a_second_appeal_is_refused(scene):
    scene.post("send", grounds=GROUNDS)
    again = scene.post("send", grounds="Other grounds.")

    assert "This was already done" in page_of(again)
    assert "Other grounds." in again.content.decode()
    assert Appeal.objects.count() == 1


def test_pressed_twice_the_second_leads_to_the_application(scene):
    scene.post("send", grounds=GROUNDS)
    again = scene.post("send", grounds=GROUNDS)

    assert again.status_code == 302
    assert Appeal.objects.count() == 1


def test_after_a_dismissal_there_is_no_other_appeal(scene):
    scene.post("send", grounds=GROUNDS)
    scene.row.refresh_from_db()
    second = builders.actor_of(scene.second)
    builders.judge_all(scene.row, second, failing="OBJECTIVES")
    services.decide(
        application=scene.row,
        outcomes=builders.outcomes(scene.row, approved=False),
        actor=second,
        at=clock.now(),
    )

    page = page_of(scene.post("send", grounds="Once more."))

    assert "The appeal has been decided, and that is final." in page
    assert "Once more." in page
    assert_closed(scene, page)


def test_only_a_system_administrator_of_the_provider_may(scene):
    for role in (Role.CET_AUTHOR, Role.PRINCIPAL_CONTACT, Role.EVENT_DELIVERER):
        client = builders.client_for(builders.member(scene.provider, role))
        assert client.get(scene.address).status_code == 403
    for user in (scene.first, builders.staff()):
        assert builders.client_for(user).post(scene.address).status_code == 403


def test_the_provider_the_decider_and_staff_download_the_files_and_nobody_else(scene):
    checked = scene.post("check", grounds=GROUNDS, file=pdf())
    scene.post("send", grounds=GROUNDS, kept_files=kept(checked))
    address = f"{scene.address}files/{AppealFile.objects.get().pk}/"

    def status(user, key=""):
        return builders.client_for(user, key).get(address).status_code

    assert status(scene.admin) == 200
    assert status(builders.member(scene.provider, Role.CET_AUTHOR)) == 200
    assert status(scene.second) == 200
    assert status(builders.staff()) == 200
    assert status(scene.first) == 404
    assert status(builders.approver()) == 404
    assert status(builders.provider_with()[1]) == 404
    response = scene.client.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    review = f"/queue/{scene.row.c_number}/"
    pages = [
        builders.client_for(user).get(review).content.decode()
        for user in (scene.first, scene.second)
    ]
    assert [address in page for page in pages] == [False, True]


def test_the_manager_and_the_second_approver_are_told_and_the_provider_not(scene):
    manager = builders.staff(Role.CET_MANAGER)
    before = OutboxMessage.objects.count()
    scene.post("send", grounds=GROUNDS)

    new = OutboxMessage.objects.order_by("pk")[before:]
    assert {(message.to, message.kind) for message in new} == {
        (manager.email, "appeal_lodged"),
        (scene.second.email, "application_assigned"),
    }


def test_the_grounds_are_for_the_provider_the_decider_and_staff_and_not_the_first(scene):
    checked = scene.post("check", grounds=GROUNDS, file=pdf())
    assert "Whoever rejected it reads that you appealed" in page_of(checked)
    scene.post("send", grounds=GROUNDS, kept_files=kept(checked))
    number = scene.row.c_number

    def read(user, page):
        return page_of(builders.client_for(user).get(page))

    for user, page in (
        (scene.admin, f"/applications/{number}/"),
        (scene.second, f"/queue/{number}/"),
        (builders.staff(), f"/overview/applications/{number}/"),
    ):
        assert GROUNDS in read(user, page)
        assert "programme.pdf" in read(user, page)
    first = read(scene.first, f"/queue/{number}/")
    assert "appealed for the provider on" in first
    assert "Appeal lodged" in first
    for private in (GROUNDS, "programme.pdf"):
        assert private not in first


def test_an_appeal_that_nobody_has_is_not_said_to_be_with_somebody(scene):
    scene.row = services.lodge_appeal(
        application=scene.row,
        grounds=GROUNDS,
        actor=builders.actor_of(scene.admin),
        at=clock.now(),
    )
    has_it = "Somebody who had no part in the first decision has the clock and decides."
    finding = "GOC staff are finding somebody who had no part in the first decision."
    address = f"/applications/{scene.row.c_number}/"

    with_somebody = page_of(scene.client.get(address))
    services.hand_back(
        application=scene.row,
        reason="A friend of mine presents it.",
        actor=builders.actor_of(scene.second),
        at=clock.now(),
    )
    with_nobody = page_of(scene.client.get(address))

    assert (has_it in with_somebody, finding in with_somebody) == (True, False)
    assert (has_it in with_nobody, finding in with_nobody) == (False, True)
