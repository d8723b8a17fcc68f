"""The pages of the sections with two editors, or after what happened since they were opened."""

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core import kept_text
from tests import builders
from tests.approvals.posts import POSTS, address, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def test_the_second_editor_sees_both_and_saves_on_purpose(client, provider, draft):
    author = builders.member(provider, Role.CET_AUTHOR)
    second = builders.client_for(author)
    opened_with = draft.version
    save(client, draft, "about", **POSTS["about"] | {"title": "By the first"})

    typed = {**POSTS["about"], "title": "By the second", "version": opened_with}
    told = second.post(address(draft, "about"), typed)

    page = told.content.decode()
    assert f"{builders.administrator_of(provider)} saved this application on" in page
    assert told.context["differences"] == [
        {"label": "Title", "saved": "By the first", "typed": "By the second"}
    ]
    assert 'value="By the second"' in page
    draft.refresh_from_db()
    assert draft.title == "By the first"

    on_purpose = told.context["form"]["version"].value()
    second.post(address(draft, "about"), {**typed, "version": on_purpose})

    draft.refresh_from_db()
    assert (draft.title, draft.saved_by) == ("By the second", str(author))


@pytest.mark.parametrize(
    "page, label",
    [("learning", "Learning objectives"), ("people", "Authors and presenters")],
)
def test_the_second_editor_of_a_list_sees_both_lists(client, draft, page, label):
    opened_with = draft.version
    first = {"learning": {"objective_1": "First"}, "people": {"contributor_1": "First"}}[page]
    save(client, draft, page, **first)

    typed = dict.fromkeys(first, "Second") | {"version": opened_with}
    told = client.post(address(draft, page), typed)

    difference = told.context["differences"][0]
    assert difference["label"] == label
    assert "First" in difference["saved"]
    assert "Second" in difference["typed"]
    assert 'value="Second"' in told.content.decode()


@pytest.mark.parametrize("page", POSTS)
def test_a_second_click_on_save_is_no_second_editor(client, draft, page):
    save(client, draft, "audiences", **POSTS["audiences"])
    data = {**POSTS[page], "version": draft.version}

    responses = [client.post(address(draft, page), data) for _click in range(2)]

    assert [response.status_code for response in responses] == [302, 302]


@pytest.mark.parametrize("version", ["", "letters", "-1", "9" * 40, "1\x00"])
def test_a_version_that_was_tampered_with_overwrites_nothing(client, draft, version):
    data = {**POSTS["about"], "title": "Sly", "version": version}

    response = client.post(address(draft, "about"), data)

    assert response.status_code == 200
    assert response.context["form"]["version"].value() == draft.version
    draft.refresh_from_db()
    assert draft.title != "Sly"


def test_a_section_of_what_was_submitted_meanwhile_keeps_the_text(client, provider):
    application = builders.application_at("SUBMITTED", provider=provider)
    data = {**POSTS["about"], "title": "Late change", "version": application.version}

    page = client.post(address(application, "about"), data).content.decode()
    opened = client.get(address(application, "about"), follow=True)

    assert "can no longer be changed" in page
    assert 'value="Late change"' in page
    assert opened.redirect_chain[-1][0] == f"/applications/{application.c_number}/"


@pytest.mark.parametrize(
    "page, typed, kept",
    [
        ("about", {**POSTS["about"], "title": "Typed before"}, 'value="Typed before"'),
        (
            "learning",
            {f"objective_{n}": f"Typed {n}" for n in range(1, 6)},
            'value="Typed 5"',
        ),
        ("interactivity/questions", {"interaction": "Typed before"}, "Typed before</textarea>"),
        ("people", {"contributor_1": "A", "contributor_2": "Typed two"}, 'value="Typed two"'),
    ],
)
def test_a_section_gives_back_what_was_typed_when_the_session_ended(
    client, draft, *, page, typed, kept
):
    provider = draft.provider
    admin = builders.administrator_of(provider)
    client.logout()

    client.post(
        address(draft, page),
        {
            **typed,
            "version": draft.version,
            kept_text.FIELD: kept_text.sign(admin.pk, f"provider:{draft.provider_id}"),
        },
    )
    client.force_login(admin)
    shown = client.get(address(draft, page)).content.decode()

    assert "Nothing of it has been saved yet" in shown
    assert kept in shown
