"""Judging on the review page: kept as far as it has come, and nothing lost between two windows."""

import pytest

from approvals.models import Judgement
from cet_portal.accounts.roles import Role
from cet_portal.scheme import queries as scheme_queries
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


def page(application):
    return f"/queue/{application.c_number}/"


def chosen(client, application, **changed):
    """What the open form would send, with these fields changed."""
    form = client.get(page(application)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return data | {"then": "stay"} | changed


def verdicts():
    return {each.criterion.code: each.verdict for each in Judgement.objects.all()}


def test_each_criterion_stands_beside_a_link_to_its_section(client, given):
    content = client.get(page(given)).content.decode()

    for criterion in scheme_queries.criteria():
        assert criterion.name in content
        assert f'href="#section-{criterion.section}"' in content
        assert f'id="section-{criterion.section}"' in content


def test_a_criterion_of_each_audience_is_asked_for_each(client, reviewer):
    both = builders.application_at(
        "IN_REVIEW",
        approver=reviewer,
        audiences=["OPTOMETRIST", "DISPENSING_OPTICIAN"],
        units=["O1", "D1"],
    )

    form = client.get(page(both)).context["form"]

    assert "verdict_AUDIENCE_FIT_OPTOMETRIST" in form.fields
    assert "verdict_AUDIENCE_FIT_DISPENSING_OPTICIAN" in form.fields
    assert "verdict_OBJECTIVES" in form.fields


def test_what_is_judged_so_far_is_kept(client, given):
    data = chosen(
        client, given, verdict_ONE_HOUR="MET", sentence_OBJECTIVES="Which of them is seen?"
    )

    response = client.post(page(given), data, follow=True)

    assert "Your judgements are saved." in response.content.decode()
    assert verdicts() == {"ONE_HOUR": "MET", "OBJECTIVES": ""}
    assert "Which of them is seen?</textarea>" in response.content.decode()


def test_a_verdict_can_be_taken_back(client, given):
    client.post(page(given), chosen(client, given, verdict_ONE_HOUR="MET"))

    client.post(page(given), chosen(client, given, verdict_ONE_HOUR=""))

    assert verdicts() == {"ONE_HOUR": ""}


def test_the_rest_is_judged_as_met_at_one_press(client, given):
    data = chosen(client, given, verdict_POINTS_OPTOMETRIST="NOT_APPLICABLE", then="rest")

    response = client.post(page(given), data)

    assert response.url == f"{page(given)}decide/"
    found = verdicts()
    assert found.pop("POINTS") == "NOT_APPLICABLE"
    assert set(found.values()) == {"MET"}


def test_a_second_window_is_told_and_loses_nothing(client, given):
    first = chosen(client, given, verdict_ONE_HOUR="MET")
    second = chosen(client, given, verdict_ONE_HOUR="NOT_MET", sentence_ONE_HOUR="Forty minutes.")
    client.post(page(given), first)

    response = client.post(page(given), second)

    content = response.content.decode()
    assert "saved judgements in another window" in content
    assert "Forty minutes.</textarea>" in content
    assert verdicts() == {"ONE_HOUR": "MET"}

    again = second | {"seen": response.context["form"].data["seen"]}
    client.post(page(given), again)
    assert verdicts() == {"ONE_HOUR": "NOT_MET"}


def test_the_same_judgements_from_two_windows_are_no_conflict(client, given):
    data = chosen(client, given, verdict_ONE_HOUR="MET")
    client.post(page(given), data)

    assert client.post(page(given), data).status_code == 302


@pytest.mark.parametrize(
    "changed, field, sentence",
    [
        (
            {"verdict_ONE_HOUR": "PERHAPS"},
            "verdict_ONE_HOUR",
            "Choose met, not met or not applicable",
        ),
        (
            {"sentence_ONE_HOUR": "x" * 1001},
            "sentence_ONE_HOUR",
            "“Why, in a sentence” is too long: use 1000 characters or fewer",
        ),
        (
            {"sentence_ONE_HOUR": "nul \x00"},
            "sentence_ONE_HOUR",
            "Remove the character that cannot be shown, for example by typing the text again",
        ),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(client, given, changed, field, sentence):
    response = client.post(page(given), chosen(client, given, **changed))

    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    assert verdicts() == {}


def test_a_script_in_a_sentence_is_text(client, given):
    script = "<script>alert(1)</script>"

    content = client.post(
        page(given), chosen(client, given, sentence_ONE_HOUR=script), follow=True
    ).content.decode()

    assert script not in content
    assert "&lt;script&gt;alert(1)" in content


def test_judgements_of_what_was_withdrawn_meanwhile_stay_on_the_page(client, given):
    data = chosen(client, given, sentence_ONE_HOUR="A long thought")
    admin = builders.client_for(builders.administrator_of(given.provider))
    admin.post(f"/applications/{given.c_number}/withdraw/")

    content = client.post(page(given), data).content.decode()

    assert "is now “Withdrawn”" in content
    assert "A long thought</textarea>" in content


@pytest.mark.parametrize("status", ["INFORMATION_REQUESTED", "APPROVED", "REJECTED"])
def test_what_does_not_wait_is_read_and_not_judged(client, reviewer, status):
    application = builders.application_at(status, approver=reviewer)

    response = client.get(page(application))

    assert response.context["form"] is None
    assert "Judge the rest as met" not in response.content.decode()


def test_the_provider_reads_nothing_of_it_before_the_decision(client, given):
    client.post(
        page(given),
        chosen(client, given, verdict_ONE_HOUR="NOT_MET", sentence_ONE_HOUR="Forty minutes."),
    )
    admin = builders.client_for(builders.administrator_of(given.provider))

    assert "Forty minutes." not in admin.get(f"/applications/{given.c_number}/").content.decode()


def test_notes_are_for_approvers_and_staff_and_never_for_the_provider(client, given):
    note = f"/applications/{given.c_number}/notes/"
    client.post(note, {"text": "Ask the manager <b>first</b>."})
    staff = builders.client_for(builders.staff(Role.CET_MANAGER))
    staff.post(note, {"text": "Go on."})
    admin = builders.client_for(builders.administrator_of(given.provider))

    content = client.get(page(given)).content.decode()

    assert "Ask the manager &lt;b&gt;first&lt;/b&gt;." in content
    assert "Go on." in content
    theirs = admin.get(f"/applications/{given.c_number}/").content.decode()
    assert "Ask the manager" not in theirs
    assert "Private note" not in theirs
    assert admin.post(note, {"text": "Hello"}).status_code == 403
    assert given.notes.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001, "nul \x00"])
def test_a_note_that_does_not_fit_stays_on_a_page(client, given, text):
    response = client.post(f"/applications/{given.c_number}/notes/", {"text": text})

    assert response.status_code == 200
    assert response.context["form"]["text"].value() == text
    assert given.notes.count() == 0
