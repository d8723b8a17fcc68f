"""Writing an application: first section, task list, sections, check answers, submitting."""

import pytest

from approvals import queries
from approvals.models import CetApplication
from cet_portal.accounts.roles import Role
from cet_portal.core import kept_text
from tests import builders

pytestmark = pytest.mark.django_db

SECTIONS = ["about", "audiences", "learning", "interactivity", "practice"]

# What a browser would send for a complete application, by section.
POSTS = {
    "about": {
        "title": "Dry eye",
        "summary": "About it",
        "modality": "WORKSHOP",
        "duration_minutes": "90",
    },
    "audiences": {"audiences": ["OPTOMETRIST"], "units": ["O1", "O2"]},
    "learning": {"objective_1": "Know it", "assessment": "Questions"},
    "interactivity": {
        "ground": "A",
        "interaction": "In groups",
        "points_total": "2",
        "points_interactive": "2",
        "peer_review": "no",
    },
    "practice": {
        "current_practice": "Guidance",
        "patient_care": "Better care",
        "authors": "An author",
        "interests": "",
    },
}


@pytest.fixture
def provider():
    return builders.provider_with()[0]


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


@pytest.fixture
def draft(provider):
    return builders.draft(provider=provider)


def address(application, section):
    return f"/applications/{application.c_number}/section/{section}/"


def errors_of(response):
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def test_an_application_is_written_checked_and_submitted(client):
    started = client.post("/applications/new/", {"title": "Dry eye"}, follow=True)
    application = CetApplication.objects.get()
    assert f"Its number is {application.c_number}." in started.content.decode()

    for version, section in enumerate(SECTIONS, start=1):
        data = {**POSTS[section], "version": version}
        response = client.post(address(application, section), data)
        assert response.url == f"/applications/{application.c_number}/"
    tasks = client.get(f"/applications/{application.c_number}/").content.decode()
    check = client.get(f"/applications/{application.c_number}/check/").content.decode()
    client.post(f"/applications/{application.c_number}/submit/")

    application.refresh_from_db()
    assert "5 of 5 sections completed" in tasks
    assert "Before this can be submitted" not in check
    assert "Declare and submit" in check
    assert application.status == "SUBMITTED"


def test_new_without_a_title_stays_and_keeps_the_rest(client):
    response = client.post("/applications/new/", {"title": " ", "summary": "Kept"})

    assert errors_of(response) == {"title": ["Give the CET a title"]}
    assert "Kept</textarea>" in response.content.decode()
    assert "<title>Error: " in response.content.decode()
    assert not CetApplication.objects.exists()


def test_new_is_for_those_who_write(provider):
    contact = builders.client_for(builders.member(provider, Role.PRINCIPAL_CONTACT))

    assert contact.get("/applications/new/").status_code == 403


def test_task_list_says_how_far_each_section_is(client, provider):
    application = builders.draft(provider=provider, duration_minutes=30, authors="", units=[])

    page = client.get(f"/applications/{application.c_number}/")

    assert [task["status"] for task in page.context["tasks"]] == [
        "PROBLEM",
        "IN_PROGRESS",
        "DONE",
        "DONE",
        "IN_PROGRESS",
    ]
    assert "CET takes at least one hour" in page.content.decode()


@pytest.mark.parametrize("section", SECTIONS)
def test_section_shows_what_was_saved_and_saves_it_again(client, draft, section):
    form = client.get(address(draft, section)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, [])}
    if "modality" in data:
        data["modality"] = form["modality"].field.prepare_value(data["modality"])
    if "peer_review" in data:
        data["peer_review"] = "no"

    client.post(address(draft, section), data)

    saved = CetApplication.objects.get()
    assert saved.version == draft.version + 1
    assert queries.values_of(saved) == queries.values_of(draft)


@pytest.mark.parametrize("section", SECTIONS)
def test_section_can_be_saved_incomplete(client, draft, section):
    needed = {"about": {"title": "Only a title"}, "interactivity": {"ground": "NONE"}}

    response = client.post(
        address(draft, section), {"version": draft.version, **needed.get(section, {})}
    )

    assert response.status_code == 302


def test_section_that_does_not_exist_is_not_found(client, draft):
    assert client.get(address(draft, "money")).status_code == 404


@pytest.mark.parametrize(
    "section, field, value, sentence",
    [
        ("about", "title", "", "Give the CET a title"),
        ("about", "title", "x" * 10_000, "“Title” is too long: use 200 characters or fewer"),
        (
            "about",
            "title",
            "nul \x00",
            "Remove the character that cannot be shown, for example by typing the text again",
        ),
        ("about", "modality", "TELEPATHY", "Choose one of the ways of learning"),
        ("about", "modality", "\x00", "Null characters are not allowed."),
        (
            "about",
            "duration_minutes",
            "-5",
            "Enter the minutes of study as a number above 0, such as 90",
        ),
        ("about", "duration_minutes", "9" * 30, "Enter the minutes of study, 60000 or fewer"),
        (
            "about",
            "duration_minutes",
            "9" * 5000,
            "Enter the minutes as a whole number, such as 90",
        ),
        ("about", "duration_minutes", "an hour", "Enter the minutes as a whole number, such as 90"),
        ("about", "duration_minutes", "1.5", "Enter the minutes as a whole number, such as 90"),
        ("audiences", "audiences", "ASTRONAUT", "“ASTRONAUT” is not one of the choices"),
        ("audiences", "units", "<script>", "“<script>” is not one of the choices"),
        ("audiences", "units", "\x00", "“\x00” is not one of the choices"),
        (
            "learning",
            "objective_1",
            "x" * 501,
            "“Learning objective 1” is too long: use 500 characters or fewer",
        ),
        ("interactivity", "ground", "Z", "Choose one of the answers"),
        ("interactivity", "points_total", "0", "Enter 1 or more points"),
        ("interactivity", "points_total", "100", "Enter 99 or fewer points"),
        ("interactivity", "points_interactive", "-1", "Enter 0 or more points"),
        (
            "interactivity",
            "points_interactive",
            "3",
            "Interactive points are part of the total: enter 2 or fewer",
        ),
        ("interactivity", "points_total", "two", "Enter the points as a whole number, such as 2"),
    ],
)
def test_section_says_at_the_field_what_does_not_fit(
    client, draft, *, section, field, value, sentence
):
    data = {**POSTS[section], "version": draft.version, field: value}

    response = client.post(address(draft, section), data)

    assert response.status_code == 200
    assert errors_of(response)[field] == [sentence]
    typed = response.context["form"][field].value()
    assert typed in (value, [value])
    kept = {name: response.context["form"][name].value() for name in POSTS[section]}
    assert kept == {name: typed if name == field else data[name] for name in kept}
    draft.refresh_from_db()
    assert draft.version == data["version"]


def test_objectives_that_are_blank_are_dropped(client, draft):
    data = {"version": draft.version, "objective_1": " ", "objective_2": "A", "objective_3": "B"}

    client.post(address(draft, "learning"), data)

    assert [each.text for each in draft.objectives.order_by("order")] == ["A", "B"]


def test_objectives_grow_by_one_at_the_button_up_to_eight(client, draft):
    data = {"version": draft.version, **{f"objective_{n}": f"No. {n}" for n in range(1, 8)}}

    more = client.post(address(draft, "learning"), {**data, "add": "1"})
    full = client.post(
        address(draft, "learning"), {**data, "objective_8": "No. 8", "add": "1"}
    ).content.decode()

    page = more.content.decode()
    assert 'name="objective_8"' in page
    assert 'value="No. 7"' in page
    assert "Add another objective" not in full
    assert 'name="objective_9"' not in full
    draft.refresh_from_db()
    assert draft.version == data["version"]


def test_second_editor_sees_both_and_saves_on_purpose(client, provider, draft):
    author = builders.member(provider, Role.CET_AUTHOR)
    second = builders.client_for(author)
    opened_with = draft.version
    client.post(
        address(draft, "about"),
        {**POSTS["about"], "title": "By the first", "version": opened_with},
    )

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


def test_second_click_on_save_is_no_second_editor(client, draft):
    data = {**POSTS["about"], "version": draft.version}

    responses = [client.post(address(draft, "about"), data) for _click in range(2)]

    assert [response.status_code for response in responses] == [302, 302]


@pytest.mark.parametrize("version", ["", "letters", "-1", "9" * 40, "1\x00"])
def test_version_that_was_tampered_with_overwrites_nothing(client, draft, version):
    data = {**POSTS["about"], "title": "Sly", "version": version}

    response = client.post(address(draft, "about"), data)

    assert response.status_code == 200
    assert response.context["form"]["version"].value() == draft.version
    draft.refresh_from_db()
    assert draft.title != "Sly"


def test_section_of_what_was_submitted_meanwhile_keeps_the_text(client, provider):
    application = builders.application_at("SUBMITTED", provider=provider)
    data = {**POSTS["about"], "title": "Late change", "version": application.version}

    page = client.post(address(application, "about"), data).content.decode()
    opened = client.get(address(application, "about"), follow=True)

    assert "can no longer be changed" in page
    assert 'value="Late change"' in page
    assert opened.redirect_chain[-1][0] == f"/applications/{application.c_number}/"


def test_section_gives_back_what_was_typed_when_the_session_ended(client, provider, draft):
    admin = builders.administrator_of(provider)
    typed = {**POSTS["about"], "title": "Typed before", "version": draft.version}
    client.logout()

    client.post(
        address(draft, "about"),
        {**typed, kept_text.FIELD: kept_text.sign(admin.pk, f"provider:{draft.provider_id}")},
    )
    client.force_login(admin)
    page = client.get(address(draft, "about")).content.decode()

    assert "Nothing of it has been saved yet" in page
    assert 'value="Typed before"' in page


def test_check_lists_every_problem_with_a_link_to_its_field(client, provider):
    application = builders.draft(provider=provider, units=[], duration_minutes=None)

    page = client.get(f"/applications/{application.c_number}/check/").content.decode()

    start = f"/applications/{application.c_number}/section"
    assert f'href="{start}/audiences/?back=check#id_units_0_0"' in page
    assert f'href="{start}/about/?back=check#id_duration_minutes"' in page
    assert "Declare and submit</button>" not in page
    units = client.get(f"{start}/audiences/?back=check").content.decode()
    assert 'id="id_units_0_0"' in units


def test_check_leads_back_to_itself_after_a_change(client, draft):
    response = client.post(
        f"{address(draft, 'about')}?back=check", {**POSTS["about"], "version": draft.version}
    )

    assert response.url == f"/applications/{draft.c_number}/check/"


def test_submit_of_an_incomplete_draft_leads_to_the_problems(client, provider):
    application = builders.draft(provider=provider, authors="")

    response = client.post(f"/applications/{application.c_number}/submit/", follow=True)

    page = response.content.decode()
    assert "Some answers are missing" in page
    assert "Name the authors and presenters" in page


def test_submit_twice_lands_calmly_on_the_state_page(client, draft):
    page = f"/applications/{draft.c_number}/submit/"

    client.post(page)
    second = client.post(page, follow=True)

    assert second.redirect_chain[-1][0] == f"/applications/{draft.c_number}/"
    assert [str(message) for message in second.context["messages"]] == [
        f"This was already done: {draft.c_number} is “Submitted”."
    ]


def test_submit_by_an_author_is_explained_on_the_check_page(provider, draft):
    author = builders.client_for(builders.member(provider, Role.CET_AUTHOR))

    page = author.get(f"/applications/{draft.c_number}/check/").content.decode()

    assert "Your role in the provider does not allow this." in page
    assert author.post(f"/applications/{draft.c_number}/submit/").status_code == 403
