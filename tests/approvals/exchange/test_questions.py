"""Several questions, each about a section."""

import pytest

from approvals import queries, services
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from tests import builders
from tests.approvals.exchange.pages import ask_page, said

pytestmark = pytest.mark.django_db


QUESTIONS = {
    "text_1": "Which guidance?",
    "section_1": "practice",
    "text_2": "Who is the facilitator?",
    "section_2": "people",
}


def test_several_questions_are_sent_at_once(client, given):
    first, second = (client.post(ask_page(given), QUESTIONS, follow=True) for _ in range(2))

    assert said(first) == ["Your 2 questions have been sent to the provider."]
    assert "already done" in said(second)[0]
    assert given.requests.count() == 1
    assert queries.sections_asked_about(given) == {"practice", "people"}


def test_one_more_question_comes_at_the_button_and_keeps_the_others(client, given):
    response = client.post(ask_page(given), {**QUESTIONS, "add": "1"})

    form = response.context["form"]
    assert "text_3" in form.fields
    assert form["text_1"].value() == "Which guidance?"
    assert form["section_2"].value() == "people"
    assert not form.errors
    assert given.requests.count() == 0


def test_a_criterion_leads_to_a_question_about_its_section(client, given):
    form = client.get(f"{ask_page(given)}?section=learning").context["form"]
    nonsense = client.get(f"{ask_page(given)}?section=%00zzz").context["form"]

    assert form["section_1"].value() == "learning"
    assert nonsense["section_1"].value() == ""


@pytest.mark.parametrize(
    "data, field, sentence",
    [
        ({}, "text_1", "Write the question that the provider has to answer"),
        (
            {"text_1": "  ", "section_1": "people"},
            "text_1",
            "Write the question that the provider has to answer",
        ),
        (
            {"text_1": "Why so fast?", "section_1": "speed"},
            "section_1",
            "Choose the section that this question is about",
        ),
        ({"text_1": "Why?"}, "section_1", "Choose the section that this question is about"),
        (
            {"text_1": "Why?", "section_1": "zzz"},
            "section_1",
            "Choose the section that this question is about",
        ),
        (
            {"text_1": "x" * 2001, "section_1": "people"},
            "text_1",
            "“What do you need to know?” is too long: use 2000 characters or fewer",
        ),
    ],
)
def test_questions_that_do_not_fit_are_told_at_their_field(client, given, data, field, sentence):
    response = client.post(ask_page(given), data)

    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    assert given.requests.count() == 0


def test_questions_about_what_was_withdrawn_meanwhile_stay_on_the_page(client, given):
    builders.client_for(builders.administrator_of(given.provider)).post(
        f"/applications/{given.c_number}/withdraw/"
    )

    content = client.post(ask_page(given), QUESTIONS).content.decode()

    assert "is now “Withdrawn”" in content
    assert "Who is the facilitator?</textarea>" in content


def test_nothing_more_is_asked_under_appeal():
    appealed = builders.application_at("REJECTED")
    second = builders.approver()
    services.lodge_appeal(
        application=appealed,
        grounds="It was read wrongly.",
        actor=builders.actor_of(builders.administrator_of(appealed.provider)),
        at=clock.now(),
    )

    response = builders.client_for(second).get(ask_page(appealed), follow=True)

    assert response.redirect_chain[-1][0] == f"/queue/{appealed.c_number}/"


def test_nobody_asks_about_the_fast_track_which_could_not_be_paid_any_more(client, given):
    form = client.get(f"{ask_page(given)}?section=speed").context["form"]

    assert form["section_1"].value() == ""
    assert "speed" not in dict(form.fields["section_1"].choices)
    with pytest.raises(Refused, match="cannot be about the fast track"):
        services.ask_information(
            application=given,
            questions=[("speed", "Why so fast?")],
            actor=builders.actor_of(given.approver),
            at=clock.now(),
        )
