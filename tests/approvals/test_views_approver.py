"""The approver's pages: queue, review, taking, asking, approving, rejecting."""

import pytest

from approvals import services
from cet_portal.accounts.roles import Role
from tests import builders

pytestmark = pytest.mark.django_db

DECISION = {"audiences": ["OPTOMETRIST"], "units": ["O1"], "total": "2", "interactive": "1"}


@pytest.fixture
def reviewer():
    return builders.approver()


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


@pytest.fixture
def taken(reviewer):
    return builders.application_at("IN_REVIEW", approver=reviewer)


def page(application, rest=""):
    return f"/queue/{application.c_number}/{rest}"


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("rest", ["", "ask/", "approve/", "reject/"])
def test_pages_of_a_provider_one_belongs_to_are_not_found(client, reviewer, taken, rest):
    builders.member(taken.provider, Role.CET_AUTHOR, user=reviewer)
    client = builders.client_for(reviewer, "approver")

    assert client.get(page(taken, rest)).status_code == 404


def test_take_of_a_provider_one_belongs_to_is_not_found(reviewer):
    application = builders.application_at("SUBMITTED")
    builders.member(application.provider, Role.CET_AUTHOR, user=reviewer)
    client = builders.client_for(reviewer, "approver")

    assert client.post(page(application, "take/")).status_code == 404


@pytest.mark.parametrize("rest", ["", "ask/", "approve/", "reject/"])
def test_pages_of_what_another_approver_took_are_not_found(client, rest):
    theirs = builders.application_at("IN_REVIEW")

    assert client.get(page(theirs, rest)).status_code == 404


def test_take_opens_the_steps_and_a_second_click_is_calm(client):
    application = builders.application_at("SUBMITTED")
    assert "Take for review</button>" in client.get(page(application)).content.decode()

    first, second = (client.post(page(application, "take/"), follow=True) for _ in range(2))

    assert said(first) == [f"You have taken {application.c_number}."]
    assert "already done" in said(second)[0]
    for link in ("ask/", "approve/", "reject/"):
        assert page(application, link) in second.content.decode()


@pytest.mark.parametrize("status", ["IN_REVIEW", "WITHDRAWN"])
def test_take_of_what_left_the_queue_leads_back_to_the_queue(client, status):
    application = builders.application_at(status)

    response = client.post(page(application, "take/"), follow=True)

    assert response.redirect_chain[-1][0] == "/queue/"
    assert said(response) == [f"{application.c_number} does not wait for an approver any more."]


def test_take_of_a_draft_is_not_found(client):
    assert client.post(page(builders.draft(), "take/")).status_code == 404


def test_ask_sends_the_question_once(client, taken):
    text = {"text": "Which guidance?"}

    first, second = (client.post(page(taken, "ask/"), text, follow=True) for _ in range(2))

    assert said(first) == ["Your question has been sent to the provider."]
    assert "already done" in said(second)[0]
    assert taken.requests.count() == 1


@pytest.mark.parametrize(
    "rest, sentence",
    [
        ("ask/", "Write the question that the provider has to answer"),
        ("reject/", "Write the reasons, so that the provider can act on them"),
    ],
)
def test_ask_and_reject_need_words(client, taken, rest, sentence):
    response = client.post(page(taken, rest), {"text": "  "})

    assert response.status_code == 200
    assert response.context["form"].errors["text"] == [sentence]


def test_reject_tells_the_reasons_and_takes_a_second_click_calmly(client, taken):
    text = {"text": "Not linked to practice."}

    first, second = (client.post(page(taken, "reject/"), text, follow=True) for _ in range(2))

    taken.refresh_from_db()
    assert "is rejected" in said(first)[0]
    assert "already done" in said(second)[0]
    assert taken.reasons == text["text"]


def test_reject_of_what_was_withdrawn_meanwhile_keeps_the_reasons(client, reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    admin = builders.client_for(builders.administrator_of(application.provider))
    admin.post(f"/applications/{application.c_number}/withdraw/")

    content = client.post(page(application, "reject/"), {"text": "Long reasons"}).content.decode()

    assert "is now “Withdrawn”" in content
    assert "Long reasons</textarea>" in content


def test_approve_is_filled_in_with_what_was_asked(client, taken):
    response = client.get(page(taken, "approve/"))

    form = response.context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "audiences": ["OPTOMETRIST"],
        "units": ["O1", "O6"],
        "total": 2,
        "interactive": 1,
    }
    assert "Workshop: usually 2 to 3 points. Asked for: 2." in response.content.decode()


def test_approve_fixes_what_was_chosen_and_takes_a_second_click_calmly(client, taken):
    first, second = (client.post(page(taken, "approve/"), DECISION, follow=True) for _ in range(2))

    taken.refresh_from_db()
    assert taken.status == "APPROVED"
    assert taken.approvals.get().units == ["O1"]
    assert "is approved" in said(first)[0]
    assert "already done" in said(second)[0]
    assert second.redirect_chain[-1][0] == page(taken)


@pytest.mark.parametrize(
    "changed, field, sentence",
    [
        ({"audiences": []}, "audiences", "Choose at least one audience"),
        ({"audiences": ["MARTIAN"]}, "audiences", "“MARTIAN” is not one of the choices"),
        (
            {"units": ["D1"]},
            "units",
            "Choose at least one competency unit for optometrists",
        ),
        (
            {"audiences": ["OPTOMETRIST", "DISPENSING_OPTICIAN"]},
            "units",
            "Choose at least one competency unit for dispensing opticians",
        ),
        ({"total": ""}, "total", "Enter how many points a completer earns"),
        ({"total": "0"}, "total", "Enter 1 or more points"),
        ({"total": "9999999999"}, "total", "Enter 99 or fewer points"),
        ({"total": "two"}, "total", "Enter the points as a whole number, such as 2"),
        ({"interactive": "-1"}, "interactive", "Enter 0 or more points"),
        (
            {"interactive": "3"},
            "interactive",
            "Interactive points are part of the total: enter 2 or fewer",
        ),
    ],
)
def test_approve_says_at_the_field_what_does_not_fit(client, taken, changed, field, sentence):
    response = client.post(page(taken, "approve/"), {**DECISION, **changed})

    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    taken.refresh_from_db()
    assert taken.status == "IN_REVIEW"


@pytest.mark.parametrize("rest", ["ask/", "approve/", "reject/"])
def test_pages_that_are_not_open_lead_back_to_the_case(client, reviewer, rest):
    application = builders.application_at("APPROVED", approver=reviewer)

    response = client.get(page(application, rest), follow=True)

    assert response.redirect_chain[-1][0] == page(application)
    assert len(said(response)) == 1


def test_review_shows_the_exchange_and_the_history(client, reviewer):
    application = builders.application_at("ANSWERED", approver=reviewer)

    content = client.get(page(application)).content.decode()

    for words in (
        "Which guidance do you follow?",
        "The guidance of this year.",
        "Question answered",
    ):
        assert words in content


PRESSES = {
    "approve/": ("approve", DECISION),
    "reject/": ("reject", {"text": "Not linked to practice."}),
    "ask/": ("ask_information", {"text": "Which guidance?"}),
}


@pytest.mark.parametrize("rest", PRESSES)
def test_the_slower_of_two_presses_at_once_is_led_on(client, reviewer, taken, rest, monkeypatch):
    """Both have read the application in review; the first has finished when the second acts."""
    service, data = PRESSES[rest]
    act, other = getattr(services, service), builders.client_for(reviewer)

    def after_the_first(**values):
        monkeypatch.setattr(services, service, act)
        other.post(page(taken, rest), data)
        return act(**values)

    monkeypatch.setattr(services, service, after_the_first)

    slower = client.post(page(taken, rest), data, follow=True)

    assert slower.redirect_chain == [(page(taken), 302)]
    assert "already done" in said(slower)[0]
