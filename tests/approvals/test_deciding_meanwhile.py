"""Deciding what changed meanwhile: second presses, two windows, an answer, another approver."""

import pytest

from approvals import queries, services
from approvals.models import Decision
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from tests import builders
from tests.approvals.decisions import APPROVE, CONFIRM, page, said, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


@pytest.fixture
def judged(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    builders.judge_all(application, builders.actor_of(reviewer))
    return application


def test_a_second_press_is_taken_calmly(client, judged):
    first, second = (client.post(page(judged), APPROVE | CONFIRM, follow=True) for _ in range(2))

    assert "has been told" in said(first)[0]
    assert len(said(second)) == 1
    assert second.redirect_chain[-1][0] == page(judged, "")
    assert Decision.objects.filter(application=judged).count() == 1


def test_the_slower_of_two_presses_at_once_is_led_on(client, reviewer, judged, monkeypatch):
    """Both have read the application in review; the first has finished when the second acts."""
    act, other = services.decide, builders.client_for(reviewer)

    def after_the_first(**values):
        monkeypatch.setattr(services, "decide", act)
        other.post(page(judged), APPROVE | CONFIRM)
        return act(**values)

    monkeypatch.setattr(services, "decide", after_the_first)

    slower = client.post(page(judged), APPROVE | CONFIRM, follow=True)

    assert slower.redirect_chain == [(page(judged, ""), 302)]
    assert "already done" in said(slower)[0]


def test_a_decision_on_what_was_withdrawn_meanwhile_keeps_the_text(client, judged):
    admin = builders.client_for(builders.administrator_of(judged.provider))
    admin.post(f"/applications/{judged.c_number}/withdraw/")

    sent = APPROVE | {"reasons": "A long text"} | CONFIRM
    content = client.post(page(judged), sent).content.decode()

    assert "is now “Withdrawn”" in content
    assert "A long text" in content
    assert "Copy what you still need." in content
    assert "<textarea" not in content
    assert "Continue</button>" not in content


@pytest.fixture
def opened(client, judged):
    """What the form sends besides: the round and the judgements it was opened on."""
    form = client.get(page(judged)).context["form"]
    return {field.name: field.value() for field in form.hidden_fields()}


def answer_once_more(application):
    """The approver asks in another window, and the provider answers."""
    reviewer = builders.actor_of(application.approver)
    admin = builders.actor_of(builders.administrator_of(application.provider))
    at = clock.now()
    asked = services.ask_information(
        application=application, questions=[("practice", "Why?")], actor=reviewer, at=at
    )
    told = {question.pk: "Therefore." for question in queries.open_questions(asked)}
    services.save_answers(
        application=asked, version=asked.version, answers=told, actor=admin, at=at
    )
    services.answer(application=asked, actor=admin, at=at)


ANSWERED = "The provider has answered since you opened this: read round 2 first."


@pytest.mark.parametrize("press", [{}, CONFIRM])
def test_a_decision_opened_before_an_answer_waits_until_the_answer_is_read(
    client, judged, opened, press
):
    answer_once_more(judged)

    sent = APPROVE | opened | {"reasons": "A long text"}
    response = client.post(page(judged), sent | press)

    content = response.content.decode()
    assert ANSWERED in content
    assert "A long text</textarea>" in content
    assert status_of(judged) == "IN_REVIEW"
    again = {field.name: field.value() for field in response.context["form"].hidden_fields()}
    client.post(page(judged), sent | again | CONFIRM)
    assert status_of(judged) == "APPROVED"


def test_the_check_page_carries_what_the_form_was_opened_on(client, judged, opened):
    form = client.post(page(judged), APPROVE | opened).context["form"]

    assert {field.name: field.value() for field in form.hidden_fields()} == {
        name: str(value) for name, value in opened.items()
    }


def test_judgements_changed_in_another_window_are_read_before_deciding(
    client, reviewer, judged, opened
):
    builders.judge_all(judged, builders.actor_of(reviewer))

    response = client.post(page(judged), APPROVE | opened | CONFIRM)

    assert "Your judgements were changed in another window" in response.content.decode()
    assert status_of(judged) == "IN_REVIEW"


def test_an_answer_between_reading_and_deciding_is_seen_under_the_lock(reviewer, judged):
    answer_once_more(judged)

    with pytest.raises(Refused, match="read round 2 first"):
        services.decide(
            application=judged,
            outcomes=builders.outcomes(judged),
            read_round=1,
            actor=builders.actor_of(reviewer),
            at=clock.now(),
        )


@pytest.mark.parametrize(
    "rest, sent",
    [
        ("", {"then": "rest"}),
        ("ask/", {"section": "practice", "text": "Why?"}),
        ("decide/", APPROVE | CONFIRM),
    ],
)
def test_what_was_given_to_somebody_else_meanwhile_leads_to_the_queue(client, judged, rest, sent):
    services.reassign(
        application=judged,
        approver=builders.approver(),
        reason="Illness",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    response = client.post(page(judged, rest), sent, follow=True)

    assert response.redirect_chain == [("/queue/", 302)]
    assert said(response) == [
        f"{judged.c_number} was given to another approver in the meantime; nothing was decided."
    ]
    assert client.get(page(judged, rest)).status_code == 404
    assert (
        builders.client_for(builders.approver()).post(page(judged, rest), sent).status_code == 404
    )
