"""The pages of an appeal that was begun: save, come back, two editors, who sees it."""

import pytest

from approvals.models import Appeal, AppealDraft
from cet_portal.accounts.roles import Role
from tests import builders
from tests.approvals.test_views_appeal import GROUNDS, Scene, kept, page_of, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def colleague(scene):
    return builders.client_for(builders.member(scene.provider, Role.SYSTEM_ADMINISTRATOR))


def case_page(scene, client=None):
    return page_of((client or scene.client).get(f"/applications/{scene.row.c_number}/"))


def test_save_come_back_and_send(scene):
    assert "Appeal begun" not in case_page(scene)
    response = scene.post("save", grounds=GROUNDS, file=pdf(), version="0")
    assert response.status_code == 302

    page = case_page(scene)
    assert "Your appeal is saved and not sent yet. Send it by 11:59pm on" in page
    assert "Appeal begun" in page
    assert "Go on with the appeal" in page
    assert GROUNDS not in page

    again = scene.client.get(scene.address)
    page = page_of(again)
    assert GROUNDS in page
    assert "programme.pdf" in page
    assert "Last saved by" in page
    typed = {"grounds": again.context["form"]["grounds"].value(), "version": 1}
    checked = scene.post("check", **typed, kept_files=kept(again))
    assert 'name="version" value="1"' in page_of(checked)
    scene.post("send", **typed, kept_files=kept(checked))

    assert scene.lodged()
    assert [each.file.name for each in Appeal.objects.get().files.all()] == ["programme.pdf"]
    assert not AppealDraft.objects.exists()
    assert "Appeal begun" not in case_page(scene)


def test_a_colleague_goes_on_with_the_files_of_the_first(scene, colleague):
    scene.post("save", grounds=GROUNDS, file=pdf(), version="0")

    opened = colleague.get(scene.address)
    assert "programme.pdf" in page_of(opened)
    checked = scene.post("check", colleague, grounds=GROUNDS, version=1, kept_files=kept(opened))
    scene.post("send", colleague, grounds=GROUNDS, version=1, kept_files=kept(checked))

    assert [each.file.name for each in Appeal.objects.get().files.all()] == ["programme.pdf"]


def test_a_file_that_was_taken_away_is_gone_once_saved(scene):
    first = scene.post("add", grounds=GROUNDS, file=pdf(), version="0")
    [file] = first.context["kept"]
    scene.post("save", grounds=GROUNDS, version="0", kept_files=kept(first))
    taken = scene.post(f"remove:{file.pk}", grounds=GROUNDS, version="1", kept_files=kept(first))
    scene.post("save", grounds=GROUNDS, version="1", kept_files=kept(taken))

    assert "programme.pdf" not in page_of(scene.client.get(scene.address))


def test_nothing_and_what_is_too_long_is_said_at_the_field(scene):
    page = page_of(scene.post("save", grounds=" ", version="0"))
    assert 'href="#id_grounds"' in page
    assert "Write your grounds or add a file before you save." in page

    page = page_of(scene.post("save", grounds="x" * 5001, version="0"))
    assert 'href="#id_grounds"' in page
    assert "is too long" in page
    assert "x" * 5001 in page

    page = page_of(scene.post("save", grounds=GROUNDS, version="0", file=pdf("page.html")))
    assert 'href="#id_file"' in page
    assert GROUNDS in page
    assert not AppealDraft.objects.exists()


def test_a_file_alone_can_be_kept(scene):
    assert scene.post("save", grounds="", version="0", file=pdf()).status_code == 302
    assert "programme.pdf" in page_of(scene.client.get(scene.address))


@pytest.mark.parametrize("press", ["save", "send"])
def test_the_second_editor_sees_both_and_decides(scene, colleague, press):
    scene.post("save", colleague, grounds="By a colleague.", file=pdf("theirs.pdf"), version="0")

    told = scene.post(press, grounds="By me.", file=pdf("mine.pdf"), version="0")

    page = page_of(told)
    assert "saved this appeal on" in page
    assert told.context["differences"] == [
        {
            "label": "Why do you think the rejection is wrong?",
            "saved": "By a colleague.",
            "typed": "By me.",
        },
        {"label": "Files", "saved": "theirs.pdf", "typed": "mine.pdf"},
    ]
    assert [each.name for each in told.context["kept"]] == ["theirs.pdf", "mine.pdf"]
    assert AppealDraft.objects.get().grounds == "By a colleague."
    assert not scene.lodged()

    version = told.context["form"]["version"].value()
    scene.post("save", grounds="By me.", version=version, kept_files=kept(told))
    assert AppealDraft.objects.get().grounds == "By me."
    assert AppealDraft.objects.get().files.count() == 2


def test_a_second_click_is_no_second_editor(scene):
    answers = [scene.post("save", grounds=GROUNDS, version="0") for _click in range(2)]
    assert [each.status_code for each in answers] == [302, 302]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²", "\x00"])
def test_a_version_that_nobody_has_overwrites_nothing(scene, version):
    scene.post("save", grounds=GROUNDS, version="0")
    page = page_of(scene.post("save", grounds="Other.", version=version))
    assert "saved this appeal on" in page
    assert AppealDraft.objects.get().grounds == GROUNDS


def test_sent_meanwhile_what_was_typed_is_shown_to_copy(scene, colleague):
    scene.post("send", colleague, grounds=GROUNDS, version="0")
    page = page_of(scene.post("save", grounds="Still typing.", version="0"))
    assert "Still typing." in page
    assert 'name="press"' not in page


def test_approvers_and_staff_read_nothing_of_it(scene):
    scene.post("save", grounds=GROUNDS, file=pdf(), version="0")
    number = scene.row.c_number
    for user, address in (
        (scene.first, f"/queue/{number}/"),
        (builders.staff(), f"/overview/applications/{number}/"),
        (builders.staff(Role.CET_MANAGER), f"/overview/applications/{number}/"),
        (builders.staff(Role.CET_MANAGER), "/"),
    ):
        page = page_of(builders.client_for(user).get(address))
        for private in (GROUNDS, "programme.pdf", "Appeal begun"):
            assert private not in page


def test_other_people_of_the_provider_read_that_it_is_begun(scene):
    scene.post("save", grounds=GROUNDS, version="0")
    author = builders.client_for(builders.member(scene.provider, Role.CET_AUTHOR))
    page = case_page(scene, author)
    assert "Appeal begun" in page
    assert GROUNDS not in page
    home = page_of(author.get("/"))
    assert "Appeal begun" in home
    assert scene.address not in home


def test_the_home_page_leads_back_to_it_with_the_last_day(scene):
    before = page_of(scene.client.get("/"))
    assert "Appeal begun" not in before
    scene.post("save", grounds=GROUNDS, version="0")

    page = page_of(scene.client.get("/"))

    assert "Appeal begun" in page
    assert "Go on with the appeal, and send it" in page
    assert f'href="{scene.address}"' in page
