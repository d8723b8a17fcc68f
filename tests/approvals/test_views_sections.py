"""The pages of the sections: saved as far as each has come, what does not fit is said."""

import pytest

from approvals import queries
from approvals.models import CetApplication
from cet_portal.scheme import queries as scheme_queries
from tests import builders
from tests.approvals.posts import POSTS, address, errors_of, save

pytestmark = pytest.mark.django_db

NEEDED = {
    "about": {"title": "Only a title"},
    "interactivity": {"ground": "NONE"},
    "speed": {"fast_track": "no"},
}


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


@pytest.mark.parametrize("page", POSTS)
def test_a_section_shows_what_was_saved_and_saves_it_again(client, draft, page):
    form = client.get(address(draft, page)).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, [])}
    if "modality" in typed:
        typed["modality"] = form["modality"].field.prepare_value(typed["modality"])
    for name in {"peer_review", "fast_track"} & typed.keys():
        typed[name] = "no"

    client.post(address(draft, page), typed)

    saved = CetApplication.objects.get()
    assert saved.version == draft.version + 1
    before = {**queries.values_of(draft), "points_specialist": 0}
    assert {**queries.values_of(saved), "points_specialist": 0} == before


@pytest.mark.parametrize("page", POSTS)
def test_a_section_can_be_saved_incomplete(client, draft, page):
    assert save(client, draft, page, **NEEDED.get(page, {})).status_code == 302


def test_a_section_that_does_not_exist_is_not_found(client, draft):
    assert client.get(address(draft, "money")).status_code == 404


TITLE = "“Title” is too long: use 200 characters or fewer"
NUL = "Remove the character that cannot be shown, for example by typing the text again"
MINUTES = "Enter the minutes as a whole number, such as 90"


@pytest.mark.parametrize(
    "page, field, value, sentence",
    [
        ("about", "title", "", "Give the CET a title"),
        ("about", "title", "x" * 10_000, TITLE),
        ("about", "title", "nul \x00", NUL),
        ("about", "summary", "nul \x00", NUL),
        ("about", "modality", "TELEPATHY", "Choose one of the ways of learning"),
        ("about", "modality", "\x00", "Null characters are not allowed."),
        (
            "about",
            "duration_minutes",
            "-5",
            "Enter the minutes of study as a number above 0, such as 90",
        ),
        ("about", "duration_minutes", "9" * 30, "Enter the minutes of study, 60000 or fewer"),
        ("about", "duration_minutes", "9" * 5000, MINUTES),
        ("about", "duration_minutes", "an hour", MINUTES),
        ("about", "duration_minutes", "1.5", MINUTES),
        ("audiences", "audiences", "ASTRONAUT", "“ASTRONAUT” is not one of the choices"),
        ("audiences", "units", "<script>", "“<script>” is not one of the choices"),
        ("audiences", "units", "\x00", "“\x00” is not one of the choices"),
        (
            "learning",
            "objective_1",
            "x" * 501,
            "“Learning objective 1” is too long: use 500 characters or fewer",
        ),
        ("learning", "objective_1", "\x00", NUL),
        ("learning", "objective_1", "", "Write the objective, or untick the units it serves"),
        ("learning", "objective_1_units", "T1", "“T1” is not one of the choices"),
        ("interactivity", "ground", "Z", "Choose one of the answers"),
        ("interactivity", "ground", "", "Say whether the CET is interactive"),
        ("interactivity/questions", "interaction", "\x00", NUL),
        ("points", "points_total", "0", "Enter 1 or more points"),
        ("points", "points_total", "100", "Enter 99 or fewer points"),
        ("points", "points_total", "two", "Enter the points as a whole number, such as 2"),
        ("points", "points_interactive", "-1", "Enter 0 or more points"),
        (
            "points",
            "points_interactive",
            "3",
            "Interactive points are part of the total: enter 2 or fewer",
        ),
        (
            "points",
            "points_specialist",
            "3",
            "Specialist points are part of the total: enter 2 or fewer",
        ),
        ("people", "contributor_1_part", "SINGER", "Choose one of the answers"),
        ("people", "contributor_1", "", "Give the name of this person, or leave the rest empty"),
        ("people", "contributor_1_qualifications", "\x00", NUL),
        ("people", "sponsor", "x" * 201, "“Sponsor” is too long: use 200 characters or fewer"),
        ("speed", "fast_track", "", "Say whether you want the fast track"),
        ("speed", "fast_track", "perhaps", "Choose one of the answers"),
    ],
)
def test_a_section_says_at_the_field_what_does_not_fit(
    client, draft, *, page, field, value, sentence
):
    data = {**POSTS[page], "version": draft.version, field: value}
    save_units = {"units": ["O1", "O2"]} if page == "learning" else {}
    if save_units:
        save(client, draft, "audiences", **POSTS["audiences"])
        data["version"] = draft.version

    response = client.post(address(draft, page), data)

    assert response.status_code == 200
    assert errors_of(response)[field] == [sentence]
    typed = response.context["form"][field].value()
    assert typed in (value, [value])
    kept = {name: response.context["form"][name].value() for name in POSTS[page]}
    assert kept == {name: typed if name == field else data[name] for name in kept}
    draft.refresh_from_db()
    assert draft.version == data["version"]


def test_objectives_are_tied_to_the_units_that_were_chosen(client, draft):
    save(client, draft, "audiences", audiences=["OPTOMETRIST"], units=["O2", "O3"])

    page = client.get(address(draft, "learning")).content.decode()
    save(client, draft, "learning", objective_1="A", objective_1_units=["O3"], objective_2="B")

    assert "O3 Visual function" in page
    assert "O4 Optical appliances" not in page
    lines = [(each.text, each.units) for each in draft.objectives.order_by("order")]
    assert lines == [("A", ["O3"]), ("B", [])]


def test_a_unit_that_is_not_chosen_any_more_stays_with_its_objective_to_be_unticked(client, draft):
    save(client, draft, "audiences", audiences=["OPTOMETRIST"], units=["O1"])

    page = client.get(address(draft, "learning")).content.decode()

    assert "Objective 1 serves unit O6, which you did not choose" in page
    assert 'name="objective_1_units" value="O6"' in page


def test_objectives_without_units_yet_lead_to_the_units(client, provider):
    bare = builders.draft(provider=provider, audiences=[], units=[])

    page = client.get(address(bare, "learning")).content.decode()
    response = save(client, bare, "learning", objective_1="Written first")

    assert f'href="{address(bare, "audiences")}"' in page
    assert response.status_code == 302
    assert [each.text for each in bare.objectives.all()] == ["Written first"]


def test_objectives_that_are_blank_are_dropped(client, draft):
    save(client, draft, "learning", objective_1=" ", objective_2="A", objective_3="B")

    assert [each.text for each in draft.objectives.order_by("order")] == ["A", "B"]


def test_objectives_grow_by_one_at_the_button_up_to_eight(client, draft):
    typed = {f"objective_{n}": f"No. {n}" for n in range(1, 8)}

    more = save(client, draft, "learning", **typed, objective_7_units=["O6"], add="1")
    full = save(client, draft, "learning", **typed, objective_8="No. 8", add="1").content.decode()

    page = more.content.decode()
    assert 'name="objective_8"' in page
    assert 'value="No. 7"' in page
    assert more.context["form"]["objective_7_units"].value() == ["O6"]
    assert "Add another objective" not in full
    assert 'name="objective_9"' not in full
    assert draft.objectives.count() == 2


def test_people_grow_by_one_at_the_button_and_are_kept_in_order(client, draft):
    one = {
        "contributor_1": "Ada",
        "contributor_1_qualifications": "optometrist",
        "contributor_1_part": "AUTHOR",
    }

    more = save(client, draft, "people", **one, add="1").content.decode()
    save(client, draft, "people", **one, contributor_2="Ben", sponsor="Invented Lenses")

    assert 'name="contributor_2_part"' in more
    people = draft.contributors.order_by("order").values_list("name", "qualifications", "part")
    assert list(people) == [("Ada", "optometrist", "AUTHOR"), ("Ben", "", "BOTH")]
    assert draft.sponsor == "Invented Lenses"


def test_the_ground_leads_to_its_questions_and_to_no_others(client, provider):
    course = scheme_queries.modalities().get(code="TUTORED_COURSE")
    draft = builders.draft(provider=provider, modality=course)

    response = save(client, draft, "interactivity", ground="B")
    page = client.get(response.url)

    assert response.url == address(draft, "interactivity/questions")
    assert [name for name in page.context["form"].fields if name != "version"] == [
        "feedback",
        "stimulus_format",
        "stimulus",
        "engagement",
    ]


def test_a_ground_that_the_way_of_learning_does_not_have_is_said_at_once(client, draft):
    response = save(client, draft, "interactivity", ground="C")

    page = client.get(response.url).content.decode()
    assert response.url == address(draft, "interactivity")
    assert "“Workshop” cannot be interactive under option C" in page


def test_not_interactive_asks_nothing_more(client, provider):
    draft = builders.draft(provider=provider, points_interactive=0)

    response = save(client, draft, "interactivity", ground="NONE")
    questions = client.get(address(draft, "interactivity/questions"))

    assert response.url == f"/applications/{draft.c_number}/"
    assert questions.url == address(draft, "interactivity")


def test_what_another_ground_asked_is_kept_and_said(client, provider):
    draft = builders.draft(
        provider=provider,
        modality=scheme_queries.modalities().get(code="TUTORED_COURSE"),
        points_total=3,
        ground="B",
        feedback="By a tutor",
    )

    changed = client.post(
        address(draft, "interactivity"), {"ground": "C", "version": draft.version}, follow=True
    ).content.decode()
    draft.refresh_from_db()
    back = save(client, draft, "interactivity", ground="B")

    assert "is kept, and is not part of the application unless you choose it again" in changed
    assert "By a tutor" not in changed
    assert "By a tutor" in client.get(back.url).content.decode()


def test_questions_of_another_ground_cannot_be_slipped_in(client, draft):
    save(client, draft, "interactivity/questions", interaction="In groups", feedback="Sly")

    assert (draft.interaction, draft.feedback) == ("In groups", "")


def test_a_save_that_contradicts_the_rules_stays_once_and_says_why(client, draft):
    first = save(client, draft, "about", **POSTS["about"] | {"duration_minutes": "30"})
    page = client.get(first.url).content.decode()
    second = save(client, draft, "about", **POSTS["about"] | {"duration_minutes": "30"})

    assert draft.duration_minutes == 30
    assert first.url == address(draft, "about")
    assert "CET takes at least one hour (60 minutes)" in page
    assert "CET guide, two key principles" in page
    assert second.url == f"/applications/{draft.c_number}/"


def test_a_warning_is_said_on_the_page_after_saving(client, draft):
    response = save(client, draft, "points", **POSTS["points"] | {"points_total": "9"})

    page = client.get(response.url).content.decode()
    assert "“Workshop” usually earns 2 to 3 points, and you ask for 9 points" in page
    assert "Unusual, but you can submit it" in page


def test_the_fast_track_page_says_that_ticking_starts_no_clock(client, draft):
    page = client.get(address(draft, "speed")).content.decode()

    assert "3 working days, for £295" in page
    assert "Ticking this does not start the short clock." in page


def test_while_asked_the_sections_asked_about_lead_back_to_the_answers(client, provider):
    application = builders.application_at("INFORMATION_REQUESTED", provider=provider)

    page = client.get(address(application, "practice"))
    saved = save(client, application, "practice", **POSTS["practice"])

    assert page.status_code == 200
    assert application.patient_care == "Better care"
    assert saved.url == f"/applications/{application.c_number}/answer/"


@pytest.mark.parametrize("page", ["about", "attachments", "interactivity/questions"])
def test_while_asked_the_other_sections_say_why_not(client, provider, page):
    application = builders.application_at("INFORMATION_REQUESTED", provider=provider)

    opened = client.get(address(application, page), follow=True)

    assert opened.redirect_chain[-1][0] == f"/applications/{application.c_number}/"
    assert "No question is about this section" in opened.content.decode()


def test_a_section_leads_back_to_the_check_page_that_it_came_from(client, draft):
    response = client.post(
        f"{address(draft, 'practice')}?back=check", {**POSTS["practice"], "version": draft.version}
    )
    ground = client.post(
        f"{address(draft, 'interactivity')}?back=check",
        {"ground": "A", "version": draft.version + 1},
    )

    assert response.url == f"/applications/{draft.c_number}/check/"
    assert ground.url == f"{address(draft, 'interactivity/questions')}?back=check"
