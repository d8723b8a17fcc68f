"""The review page: who sees it, what it shows in each state, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


def page(application, rest=""):
    return f"/queue/{application.c_number}/{rest}"


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


TEXTS = (
    "title",
    "summary",
    "assessment",
    "interaction",
    "current_practice",
    "patient_care",
    "sponsor",
    "interests",
)
PAGES = ["", "ask/", "decide/", "precedents/"]


@pytest.mark.parametrize("rest", PAGES)
def test_pages_of_a_provider_one_belongs_to_are_not_found(reviewer, given, rest):
    builders.member(given.provider, Role.CET_AUTHOR, user=reviewer)
    client = builders.client_for(reviewer, "approver")

    assert_closed(client.get(page(given, rest)), given, "because you belong to it")
    assert client.post(page(given, rest), {"text_1": "x"}).status_code in (404, 405)


@pytest.mark.parametrize("rest", PAGES)
def test_pages_of_a_provider_with_a_declared_interest_are_not_found(client, reviewer, given, rest):
    services.declare_interest(
        approver=reviewer,
        provider=given.provider,
        reason="A friend owns it.",
        actor=builders.actor_of(reviewer),
        at=clock.now(),
    )

    assert_closed(client.get(page(given, rest)), given, "because you declared an interest in it")


@pytest.mark.parametrize("rest", PAGES)
def test_pages_of_ones_own_work_are_not_found(rest):
    author = builders.approver("Ada Author")
    given = builders.application_at("IN_REVIEW", approver=builders.approver())
    given.contributors.create(order=9, name="ada  author", qualifications="BSc", part="AUTHOR")
    client = builders.client_for(author)

    assert_closed(client.get(page(given, rest)), given, "because it is your own work")


def assert_closed(response, application, why):
    """404 with the reason, and nothing of the application."""
    text = response.content.decode().split("<main")[1]
    assert response.status_code == 404
    assert why in text
    for hidden in (application.title, application.provider.name, "Page not found"):
        assert hidden not in text


def test_others_read_nothing_but_that_there_is_no_such_page(reviewer):
    draft, foreign = builders.draft(), builders.application_at("IN_REVIEW", approver=reviewer)
    stranger = builders.approver()
    builders.member(draft.provider, Role.CET_AUTHOR, user=stranger)
    client = builders.client_for(stranger, "approver")

    for c_number in (draft.c_number, foreign.c_number, "C-99999"):
        response = client.get(f"/queue/{c_number}/")
        assert response.status_code == 404
        assert "Page not found" in response.content.decode()
        assert "closed to you" not in response.content.decode()


@pytest.mark.parametrize("rest", PAGES)
def test_pages_are_for_approvers(given, rest):
    admin = builders.client_for(builders.administrator_of(given.provider))

    assert admin.get(page(given, rest)).status_code == 403
    assert builders.client_for(builders.staff()).get(page(given, rest)).status_code == 403


@pytest.mark.parametrize("status", ["IN_REVIEW", "ANSWERED", "INFORMATION_REQUESTED"])
def test_the_clock_and_its_sum_stand_on_the_page(client, reviewer, status):
    application = builders.application_at(status, approver=reviewer)

    assert "How this date was worked out" in client.get(page(application)).content.decode()


def test_the_first_approver_reads_that_somebody_else_decides_the_appeal(client, reviewer):
    application = builders.application_at("UNDER_APPEAL", approver=reviewer)

    content = client.get(page(application)).content.decode()

    assert "another approver decides" in content
    assert "Judge the rest as met" not in content


def test_the_review_asks_as_many_queries_however_much_there_is(client, reviewer, given):
    actor, provider = builders.actor_of(reviewer), builders.provider_with()[0]
    builders.application_at("APPROVED", provider=provider)
    services.add_note(application=given, text="One", actor=actor, at=clock.now())
    builders.judge_all(given, actor)
    few = count_queries(client, page(given))

    for number in range(5):
        builders.application_at("REJECTED", provider=provider)
        services.add_note(application=given, text=f"{number}", actor=actor, at=clock.now())

    assert count_queries(client, page(given)) == few


def test_scripts_in_every_text_of_an_application_are_text(client, reviewer):
    script = "<script>alert(1)</script>"
    application = builders.application_at(
        "IN_REVIEW",
        approver=reviewer,
        objectives=[script],
        **dict.fromkeys(
            (
                "title",
                "summary",
                "assessment",
                "interaction",
                "current_practice",
                "patient_care",
                "sponsor",
                "interests",
            ),
            script,
        ),
    )

    for rest in PAGES:
        assert script not in client.get(page(application, rest)).content.decode()
