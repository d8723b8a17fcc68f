"""The front page for every role."""

from datetime import timedelta

import pytest

from approvals import services as approval_services
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from compliance.services import running
from providers import services as provider_services
from sessions_events.services import cases as case_services
from tests import builders
from tests.compliance.running import AFTER, period, start
from tests.delivered import event_held
from tests.registrants.building import accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db


def front(user, key=""):
    return builders.client_for(user, key).get("/")


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_visitors_read_what_it_is(client):
    page = text(client.get("/"))
    assert "Sign in" in page
    assert "/accounts/signup/" in page
    assert 'href="/directory/"' in page


@pytest.mark.parametrize("address", ["/help/", "/help/points/", "/accessibility/", "/jargon/"])
def test_everybody_may_read_help(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        "36 general points",
        "one specialist point for each two whole months",
        "I join part-way",
        "maternity leave or a career break",
        "at least 12 points in the 12 months before the month of restoration",
        "Only the points that you gain from the day of restoration",
        "the GOC is notified",
        "cannot be carried forward",
        "on your letter or call",
    ],
)
def test_what_registrants_ask_is_answered(client, answer):
    assert 'href="/help/points/"' in text(client.get("/help/"))
    assert answer in text(client.get("/help/points/"))


def test_somebody_without_a_role_is_told_what_to_do():
    user = builders.person()
    page = text(front(user))
    assert "Your account is open" in page
    assert user.email in page


def test_a_provider_sees_what_is_overdue_first():
    long_ago = clock.now() - timedelta(days=60)
    world = World(at=long_ago)
    # Submitted before the event is so late that new submissions are held.
    asked = builders.application_at("INFORMATION_REQUESTED", provider=world.provider)
    draft = builders.draft(provider=world.provider)
    overdue = world.event()
    page = text(front(world.user))
    order = [page.index(each) for each in (overdue.ev_number, asked.c_number, draft.c_number)]
    assert order == sorted(order)
    assert "Start an application" in page
    assert page.count("govuk-tag--orange") == 1


def test_a_provider_with_nothing_to_do():
    provider, admin = builders.provider_with(listed=False)
    page = text(front(admin))
    assert "Nothing needs you now." in page
    assert "Your provider is not on the list yet" in page
    assert provider.name in page


def test_an_unpaid_invoice_is_something_to_do():
    provider, admin, author = builders.provider_with(Role.SYSTEM_ADMINISTRATOR, Role.CET_AUTHOR)
    fee = provider_services.charge(
        provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now()
    )

    page = text(front(admin))
    assert fee.invoice_number in page
    assert "Pay £45.00 by bank transfer" in page
    assert fee.invoice_number not in text(front(author))


def test_a_principal_contact_reads_who_can_do_it():
    provider, admin = builders.provider_with()
    builders.application_at("INFORMATION_REQUESTED", provider=provider)
    builders.draft(provider=provider)

    page = text(front(builders.member(provider, Role.PRINCIPAL_CONTACT)))

    assert "What your provider has to do now" in page
    assert f"{admin} can answer the approver" in page
    assert f"{admin} can go on with the draft" in page


@pytest.mark.parametrize("role", PROVIDER_ROLES)
def test_each_provider_role_has_a_front_page(role):
    world = World()
    world.event()
    user = builders.member(world.provider, role)
    page = text(front(user))
    assert ("Start an application" in page) is (
        role in {Role.SYSTEM_ADMINISTRATOR, Role.CET_AUTHOR}
    )
    assert ("events overdue" in page) is (role != Role.CET_AUTHOR)


def test_an_approver_sees_the_queue_by_due_date():
    reviewer = builders.approver()
    later = builders.application_at("IN_REVIEW", approver=reviewer)
    sooner = builders.application_at(
        "IN_REVIEW", approver=reviewer, at=clock.now() - timedelta(days=20)
    )
    asked = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    response = front(reviewer)
    page = text(response)
    assert page.index(sooner.c_number) < page.index(later.c_number) < page.index(asked.c_number)
    # late, to decide, of them appeals, with the provider
    assert [figure["number"] for figure in response.context["figures"]] == [1, 2, 0, 1]


def test_an_approver_sees_the_appeals_to_decide():
    rejected = builders.application_at("REJECTED")
    second = builders.approver()
    admin = builders.actor_of(builders.administrator_of(rejected.provider))
    approval_services.lodge_appeal(
        application=rejected, grounds="Wrong.", actor=admin, at=clock.now()
    )
    response = front(second)
    assert "Decide the appeal" in text(response)
    assert [figure["number"] for figure in response.context["figures"]] == [0, 1, 1, 0]


def test_a_provider_sees_what_it_may_appeal_and_what_ends():
    provider, admin = builders.provider_with()
    rejected = builders.application_at("REJECTED", provider=provider)
    page = text(front(admin))
    assert rejected.c_number in page
    assert "Read why, and appeal if it is wrong" in page


def test_an_approver_with_an_empty_queue():
    assert "The queue is empty." in text(front(builders.approver()))


def test_a_registrant_sees_pending_points_progress_and_what_to_rate():
    owner = builders.registrant()
    line = accept(offer(owner, 1, day=clock.today(), total=5), at=clock.now())
    offer(owner, 2, day=clock.today(), total=2)
    page = text(front(owner.user))
    assert "2 points are waiting for you" in page
    assert "5 of 36 points obtained" in page
    assert f"/statement/rate/{line.pk}/" in page


def test_a_registrant_sees_open_cases_with_their_date_and_no_closed_one():
    owner = builders.registrant()
    event = event_held(builders.application_at("APPROVED"))
    case = case_services.open_missing(
        event=event, words="I was there.", actor=builders.actor_of(owner.user), at=clock.now()
    )
    page = text(front(owner.user))
    assert "Your open questions about points" in page
    assert f'href="/cases/{case.pk}/"' in page
    assert "With the provider" in page
    case_services.withdraw(case=case, actor=builders.actor_of(owner.user), at=clock.now())
    assert "Your open questions about points" not in text(front(owner.user))


def test_staff_see_counts_and_clocks_at_risk():
    late = builders.application_at("SUBMITTED", at=clock.now() - timedelta(days=20))
    builders.application_at("SUBMITTED")
    overdue = World(at=clock.now() - timedelta(days=60)).event()
    held = World().declared(as_approved=False, what_differed="Shorter.")
    owner = builders.registrant()
    accept(offer(owner, 1, day=clock.today()), at=clock.now())
    offer(owner, 2, day=clock.today(), total=2)
    response = front(builders.staff())
    page = text(response)
    numbers = [figure["number"] for figure in response.context["figures"]]
    # in hand, at risk, without an approver, under appeal, overdue, held, listings, pending,
    # points queries, fees, accepted
    assert numbers == [2, 1, 2, 0, 1, 1, 0, 2, 0, 0, "50%"]
    for each in (late.c_number, overdue.ev_number, held.ev_number):
        assert each in page


@pytest.mark.parametrize("ended", ["confirmed", "cancelled"])
def test_a_run_waits_on_the_page_of_those_who_may_confirm_it_and_of_nobody_else(ended):
    builders.reference()
    asking, other, approver = builders.staff(), builders.staff(), builders.approver()
    run = start("REAL", by=asking)
    link = f'href="/runs/{run.number}/"'

    assert link in (waits := text(front(other)))
    assert f"Real run of {run.cycle}" in waits
    assert str(asking) in waits
    assert link not in text(front(asking))
    assert link not in text(front(approver))

    second = builders.actor_of(other)
    if ended == "confirmed":
        running.confirm_run(run=run, period=period(), actor=second, at=AFTER)
    else:
        running.cancel_run(run=run, actor=second, at=AFTER)
    assert link not in text(front(other))


def test_the_gallery_is_for_staff():
    assert builders.client_for(builders.staff()).get("/gallery/").status_code == 200
    assert builders.client_for(builders.approver()).get("/gallery/").status_code == 403


@pytest.mark.parametrize("cases", [1, 8])
def test_the_staff_page_takes_the_same_queries(cases, django_assert_num_queries):
    provider, _admin = builders.provider_with()
    for _number in range(cases):
        builders.application_at("SUBMITTED", provider=provider, at=clock.now() - timedelta(days=20))
    client = builders.client_for(builders.staff())
    with django_assert_num_queries(STAFF_QUERIES):
        client.get("/")


@pytest.mark.parametrize("cases", [1, 8])
def test_the_provider_page_takes_the_same_queries(cases, django_assert_num_queries):
    world = World()
    for _number in range(cases):
        world.event()
        builders.draft(provider=world.provider)
    client = world.client
    with django_assert_num_queries(PROVIDER_QUERIES):
        client.get("/")


STAFF_QUERIES = 27
PROVIDER_QUERIES = 24
