"""The provider's pages: list, state, withdrawing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def said(response):
    return [str(message) for message in response.context["messages"]]


def count_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_says_what_will_appear_when_it_is_empty(client):
    response = client.get("/applications/")

    assert "gets its C-number when you save" in response.content.decode()


def test_list_counts_links_and_filters(client, provider):
    draft = builders.draft(provider=provider, title="Dry eye")
    builders.application_at("SUBMITTED", provider=provider, title="Red eye")

    everything = client.get("/applications/").content.decode()
    drafts = client.get("/applications/?status=DRAFT&text=dry").content.decode()
    nothing = client.get("/applications/?text=nowhere").content.decode()

    assert "2 applications" in everything
    assert f'href="/applications/{draft.c_number}/"' in drafts
    assert "Red eye" not in drafts
    assert "No application matches" in nothing


@pytest.mark.parametrize(
    "query", ["?status=NONSENSE", "?page=zzz", "?sort=zzz", "?text=%00", "?page=-1&sort=-due"]
)
def test_list_forgives_nonsense_in_the_address(client, provider, query):
    builders.draft(provider=provider)

    assert client.get(f"/applications/{query}").status_code == 200


def test_list_asks_as_many_queries_for_one_row_as_for_thirty(client, provider):
    builders.application_at("SUBMITTED", provider=provider)
    for_one = count_queries(client, "/applications/")

    for _row in range(29):
        builders.application_at("SUBMITTED", provider=provider)

    assert count_queries(client, "/applications/") == for_one


@pytest.mark.parametrize("status", [status for status in builders.ROUTES if status != "DRAFT"])
def test_page_of_each_state_says_what_comes_next(client, provider, status):
    application = builders.application_at(status, provider=provider)

    page = client.get(f"/applications/{application.c_number}/").content.decode()

    assert "What happens next" in page
    assert application.get_status_display() in page
    assert ("How this date was worked out" in page) == (application.due_on is not None)


def test_page_after_submission_is_a_confirmation(client, provider):
    application = builders.draft(provider=provider)

    response = client.post(f"/applications/{application.c_number}/submit/", follow=True)

    page = response.content.decode()
    assert "Application submitted" in page
    assert application.c_number in page


def test_page_of_an_approved_cet_has_points_for_each_audience(client, provider):
    application = builders.application_at("APPROVED", provider=provider)

    page = client.get(f"/applications/{application.c_number}/").content.decode()

    assert "What a completer earns" in page
    assert "The approval ends on 31 December" in page


def test_page_does_not_name_the_approver_to_the_provider(client, provider):
    reviewer = builders.approver("Rowan Secretive")
    application = builders.application_at("REJECTED", provider=provider, approver=reviewer)

    page = client.get(f"/applications/{application.c_number}/").content.decode()

    assert "Rowan Secretive" not in page
    assert application.reasons in page


def test_page_says_that_the_portal_rejected_what_was_not_answered(client, provider):
    unanswered = builders.application_at("INFORMATION_REQUESTED", provider=provider)
    late = unanswered.deadline.ends_at + timedelta(seconds=1)
    services.reject_unanswered(application=unanswered, actor=CLOCK, at=late)
    decided = builders.application_at("REJECTED", provider=provider)

    by_portal, by_approver = (
        client.get(f"/applications/{one.c_number}/").content.decode()
        for one in (unanswered, decided)
    )

    assert "Rejected by MyCET on" in by_portal
    assert "because no answer came in time" in by_portal
    assert "Rejected by MyCET" not in by_approver


def test_page_escapes_what_was_typed(client, provider):
    application = builders.draft(provider=provider, title="<script>alert(1)</script>")

    page = client.get(f"/applications/{application.c_number}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


PAGES = ["", "section/about/", "check/", "submit/", "answer/", "withdraw/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_another_provider_are_not_found(client, page):
    foreign = builders.application_at("INFORMATION_REQUESTED")
    address = f"/applications/{foreign.c_number}/{page}"

    response = client.post(address) if page == "submit/" else client.get(address)

    assert response.status_code == 404


@pytest.mark.parametrize("c_number", ["C-999999999", "C-1%00", "EV-10001", "x"])
def test_pages_of_no_application_are_not_found(client, c_number):
    assert client.get(f"/applications/{c_number}/").status_code == 404


def test_principal_contact_reads_and_does_not_write(provider):
    draft = builders.draft(provider=provider, summary="")
    client = builders.client_for(builders.member(provider, Role.PRINCIPAL_CONTACT))

    page = client.get(f"/applications/{draft.c_number}/").content.decode()

    assert "/section/about/" not in page
    assert client.get(f"/applications/{draft.c_number}/section/about/").status_code == 403
    check = client.get(f"/applications/{draft.c_number}/check/").content.decode()
    assert "role in the provider" in check
    assert "Say in a few sentences what the CET is about" in check
    assert "/section/" not in check


def test_page_says_why_a_colleague_cannot_answer(provider):
    application = builders.application_at("INFORMATION_REQUESTED", provider=provider)
    contact = builders.client_for(builders.member(provider, Role.PRINCIPAL_CONTACT))

    page = contact.get(f"/applications/{application.c_number}/").content.decode()

    assert "Your provider has the clock" in page
    assert (
        "Your role in the provider does not allow this. Ask "
        f"{builders.administrator_of(provider)}." in page
    )
    assert "Answer the questions</a>" not in page


def test_withdraw_asks_first_and_takes_a_second_click_calmly(client, provider):
    application = builders.application_at("SUBMITTED", provider=provider)
    address = f"/applications/{application.c_number}/withdraw/"
    assert "What will happen" in client.get(address).content.decode()

    first, second = (client.post(address, follow=True) for _click in range(2))

    assert said(first) == [f"{application.c_number} is withdrawn."]
    assert "already done" in said(second)[0]
    assert second.status_code == 200


def test_withdraw_after_the_decision_says_why_not(client, provider):
    application = builders.application_at("APPROVED", provider=provider)

    page = client.get(f"/applications/{application.c_number}/withdraw/").content.decode()

    assert "not possible any more" in page


def test_approver_and_staff_are_led_to_their_own_pages(provider):
    approver = builders.approver()
    application = builders.application_at("IN_REVIEW", provider=provider, approver=approver)
    reviewer = builders.client_for(approver)
    staff = builders.client_for(builders.staff())

    assert reviewer.get("/applications/").url == "/queue/"
    assert staff.get("/applications/").url == "/overview/applications/"
    page = f"/applications/{application.c_number}/"
    assert reviewer.get(page).url == f"/queue/{application.c_number}/"
    assert staff.get(page).url == f"/overview{page}"


def test_page_after_the_last_day_to_appeal_says_which_it_was():
    long_ago = clock.now() - timedelta(days=90)
    application = builders.application_at("REJECTED", at=long_ago)
    client = builders.client_for(builders.administrator_of(application.provider))

    page = client.get(f"/applications/{application.c_number}/").content.decode()

    assert "The last day to appeal was" in page
    assert "working days late" not in page
