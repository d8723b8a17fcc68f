"""Writing an application: first section, task list, check answers, submitting."""

import re

import pytest

from approvals import services
from approvals.models import CetApplication
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders
from tests.approvals.posts import POSTS, address, errors_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(provider):
    return builders.client_for(builders.administrator_of(provider))


def page_of(application, page=""):
    return f"/applications/{application.c_number}/{page}"


def test_an_application_is_written_checked_and_submitted(client):
    builders.approver()
    started = client.post("/applications/new/", {"title": "Dry eye"}, follow=True)
    application = CetApplication.objects.get()
    assert f"Its number is {application.c_number}." in started.content.decode()

    for page, typed in POSTS.items():
        application.refresh_from_db()
        client.post(address(application, page), {**typed, "version": application.version})
    client.post(address(application, "attachments"), {"no_more": "1"})
    tasks = client.get(page_of(application)).content.decode()
    check = client.get(page_of(application, "check/")).content.decode()
    client.post(page_of(application, "submit/"))

    application.refresh_from_db()
    assert "9 of 9 sections completed" in tasks
    assert "Before this can be submitted" not in check
    assert "By submitting this application you declare for your provider that:" in check
    assert "Declare and submit</button>" in check
    assert application.status == "IN_REVIEW"


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
    admin = builders.actor_of(builders.administrator_of(provider))
    application = services.create_draft(
        provider_id=provider.pk,
        values={"title": "Dry eye", "duration_minutes": 30},
        actor=admin,
        at=clock.now(),
    )
    services.save_section(
        application=application,
        section="audiences",
        version=1,
        values={"audiences": ["OPTOMETRIST"]},
        actor=admin,
        at=clock.now(),
    )

    page = client.get(page_of(application))

    assert [task["status"] for task in page.context["tasks"]] == [
        "PROBLEM",
        "IN_PROGRESS",
        *["NOT_STARTED"] * 7,
    ]
    said = page.content.decode()
    assert "0 of 9 sections completed" in said
    assert "CET takes at least one hour" in said
    assert "CET guide, two key principles" in said
    assert f'href="{address(application, "about")}#id_duration_minutes"' in said


def test_task_list_shows_a_warning_and_stays_ready(client, provider):
    application = builders.draft(provider=provider, points_total=9)

    page = client.get(page_of(application))

    assert page.context["ready"]
    assert "Unusual, but you can submit it" in page.content.decode()
    assert "“Workshop” usually earns 2 to 3 points" in page.content.decode()


def test_task_list_of_a_reader_leads_nowhere(provider, draft):
    contact = builders.client_for(builders.member(provider, Role.PRINCIPAL_CONTACT))

    page = contact.get(page_of(draft))

    assert {task["url"] for task in page.context["tasks"]} == {""}


@pytest.mark.parametrize("page", ["", "check/"])
def test_task_list_and_check_page_take_the_same_queries(
    client, provider, page, django_assert_max_num_queries
):
    small = builders.draft(provider=provider, objectives=["One"], units=["O1"])
    large = builders.draft(
        provider=provider,
        objectives=[f"Objective {number}" for number in range(8)],
        audiences=["OPTOMETRIST", "DISPENSING_OPTICIAN", "CONTACT_LENS_OPTICIAN"],
        units=["O1", "O2", "O3", "D1", "D2", "C1"],
        duration_minutes=30,
        points_total=9,
    )
    actor = builders.actor_of(builders.administrator_of(provider))
    services.save_section(
        application=large,
        section="people",
        version=large.version,
        values={},
        contributors=[
            {"name": f"Person {number}", "qualifications": "", "part": "BOTH"}
            for number in range(9)
        ],
        actor=actor,
        at=clock.now(),
    )
    client.get(page_of(small, page))

    with django_assert_max_num_queries(30) as few:
        client.get(page_of(small, page))
    with django_assert_max_num_queries(len(few)):
        client.get(page_of(large, page))


def test_check_lists_every_problem_with_its_rule_and_a_link_to_its_field(client, provider):
    application = builders.draft(
        provider=provider, units=[], duration_minutes=None, interaction="", points_specialist=1
    )

    page = client.get(page_of(application, "check/")).content.decode()

    start = page_of(application, "section")
    for place in (
        "audiences/?back=check#id_units_0_0",
        "about/?back=check#id_duration_minutes",
        "interactivity/questions/?back=check#id_interaction",
        "points/?back=check#id_points_specialist",
    ):
        assert f'href="{start}/{place}"' in page
    assert "CET guide, What is interactive CET?, option A" in page
    assert "Declare and submit</button>" not in page
    units = client.get(f"{start}/audiences/?back=check").content.decode()
    assert 'id="id_units_0_0"' in units


def test_check_leads_to_the_very_box_that_a_problem_is_about(client, provider):
    draft = builders.draft(provider=provider, units=["O1", "D1"])
    objectives = [{"text": "First", "units": ["O1"]}, {"text": "Second", "units": ["D1", "O6"]}]
    services.save_section(
        application=draft,
        section="learning",
        version=draft.version,
        values={},
        objectives=objectives,
        actor=builders.actor_of(builders.administrator_of(provider)),
        at=clock.now(),
    )

    page = client.get(page_of(draft, "check/")).content.decode()
    form = client.get(page_of(draft, "section/audiences/")).content.decode()

    assert "section/learning/?back=check#id_objective_2" in page
    box = re.search(r'value="D1" id="(id_units_\w+)"', form)[1]
    assert f"section/audiences/?back=check#{box}" in page


def test_check_with_warnings_alone_can_be_submitted(client, provider):
    application = builders.draft(provider=provider, points_total=9)

    page = client.get(page_of(application, "check/")).content.decode()
    client.post(page_of(application, "submit/"))

    application.refresh_from_db()
    assert "Unusual, but you can submit it" in page
    assert application.status == "SUBMITTED"


def test_check_leaves_out_what_another_ground_asks(client, provider):
    application = builders.draft(provider=provider, feedback="Answered for option B")

    page = client.get(page_of(application, "check/")).content.decode()

    assert "Answered for option B" not in page


def test_check_says_when_the_fast_track_begins(client, provider):
    application = builders.draft(provider=provider, fast_track=True)

    page = client.get(page_of(application, "check/")).content.decode()

    assert "your provider gets an invoice of £295" in page
    assert "begin when its payment is recorded, not before" in page


def test_after_submission_the_invoice_of_the_fast_track_is_shown(client, provider):
    application = builders.application_at("SUBMITTED", provider=provider, fast_track=True)

    page = client.get(page_of(application)).content.decode()

    assert "The short clock has not started." in page
    assert "£295" in page
    fee = provider_queries.fees_about(application.c_number).get()
    assert f'href="/fees/{fee.invoice_number}/"' in page

    provider_services.record_payment(
        fee=fee,
        paid_on=clock.london_date(clock.now()),
        reference="Bank 1",
        actor=builders.MANAGER,
        at=clock.now(),
    )
    paid = client.get(page_of(application)).content.decode()
    assert "The short clock started on" in paid


def test_an_author_sees_the_fast_track_without_a_way_to_the_invoice(provider):
    application = builders.application_at("SUBMITTED", provider=provider, fast_track=True)
    author = builders.client_for(builders.member(provider, Role.CET_AUTHOR))

    page = author.get(page_of(application)).content.decode()

    assert "The short clock has not started." in page
    assert "/fees/" not in page


def test_submit_of_an_incomplete_draft_leads_to_the_problems(client, provider):
    application = builders.draft(provider=provider, summary="")

    response = client.post(page_of(application, "submit/"), follow=True)

    page = response.content.decode()
    assert "Some answers are missing" in page
    assert "Say in a few sentences what the CET is about" in page


def test_submit_twice_lands_calmly_on_the_state_page(client, draft):
    client.post(page_of(draft, "submit/"))
    second = client.post(page_of(draft, "submit/"), follow=True)

    assert second.redirect_chain[-1][0] == page_of(draft)
    assert [str(message) for message in second.context["messages"]] == [
        f"This was already done: {draft.c_number} is “Submitted”."
    ]


def test_submit_off_the_list_is_explained_with_a_way_to_the_listing():
    provider, admin = builders.provider_with(listed=False)
    application = builders.draft(provider=provider)
    client = builders.client_for(admin)

    page = client.get(page_of(application, "check/")).content.decode()
    refused = client.post(page_of(application, "submit/"), follow=True).content.decode()

    assert "not on the list" in page
    assert 'href="/provider/listing/"' in page
    assert "Declare and submit</button>" not in page
    assert "not on the list" in refused
    application.refresh_from_db()
    assert application.status == "DRAFT"


def test_submit_while_suspended_is_explained_with_the_reason(client, provider, draft):
    provider_services.suspend(
        provider_id=provider.pk,
        reason="Declarations are missing.",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    page = client.get(page_of(draft, "check/")).content.decode()

    assert "Your listing is suspended" in page
    assert "Declarations are missing." in page
    assert 'href="/provider/listing/"' in page


def test_submit_by_an_author_is_explained_on_the_check_page(provider, draft):
    author = builders.client_for(builders.member(provider, Role.CET_AUTHOR))

    page = author.get(page_of(draft, "check/")).content.decode()

    assert "Declare and submit" not in page
    assert (
        "Your role in the provider does not allow you to submit. Ask "
        f"{builders.administrator_of(provider)}." in page
    )
    assert author.post(page_of(draft, "submit/")).status_code == 403


def test_an_author_tells_once_that_the_draft_is_ready(provider, draft):
    author = builders.client_for(builders.member(provider, Role.CET_AUTHOR))
    assert "Tell them that it is ready" in author.get(page_of(draft, "check/")).content.decode()

    for _click in range(2):
        page = author.post(page_of(draft, "ready/"), follow=True).content.decode()

    assert f"got a message that {draft.c_number} is ready to be submitted" in page
    told = OutboxMessage.objects.get(kind="draft_ready")
    assert told.to == builders.administrator_of(provider).email
    assert f"/applications/{draft.c_number}/check/" in told.body


def test_a_draft_that_lacks_something_is_not_told_as_ready(provider):
    draft = builders.draft(provider=provider, summary="")
    author = builders.client_for(builders.member(provider, Role.CET_AUTHOR))

    assert "Tell them that it is ready" not in author.get(page_of(draft, "check/")).content.decode()
    author.post(page_of(draft, "ready/"))
    assert not OutboxMessage.objects.filter(kind="draft_ready").exists()


@pytest.mark.parametrize("page", ["", "check/", "submit/", "ready/", "section/about/", "copy/"])
def test_a_foreign_application_is_not_found(client, page):
    foreign = builders.draft()

    method = client.post if page in ("submit/", "ready/") else client.get
    assert method(page_of(foreign, page)).status_code == 404
