"""An approver comes to belong to a provider whose cases they have."""

import pytest

from approvals import queries, services
from approvals.tasks import pass_on
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from providers import services as provider_services
from tests import builders
from tests.providers.building import link_in
from tests.racing import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return builders.approver("Ada Marsh")


@pytest.fixture
def joins(django_capture_on_commit_callbacks):
    def join(user, provider):
        with django_capture_on_commit_callbacks(execute=True):
            builders.member(provider, "CET_AUTHOR", user=user)

    return join


def told(kind):
    return [message.to for message in OutboxMessage.objects.filter(kind=kind)]


def test_what_they_have_of_it_goes_to_the_next_who_fits_and_the_rest_stays(reviewer, joins):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    kept = builders.application_at("IN_REVIEW", approver=reviewer)
    second = builders.approver()

    joins(reviewer, application.provider)

    application.refresh_from_db()
    kept.refresh_from_db()
    assert (application.approver, kept.approver) == (second, reviewer)
    assert application.assignments.earliest("pk").reason == "They belong to the provider."
    assert told("application_taken_away") == [reviewer.email]
    assert second.email in told("application_assigned")


def test_by_an_invitation_too(reviewer, django_capture_on_commit_callbacks):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    second, provider = builders.approver(), application.provider
    provider_services.invite(
        provider_id=provider.pk,
        email=reviewer.email,
        roles=["CET_AUTHOR"],
        actor=builders.actor_of(builders.administrator_of(provider)),
        at=clock.now(),
    )

    with django_capture_on_commit_callbacks(execute=True):
        builders.client_for(reviewer).post(link_in("people_invited"), {})

    application.refresh_from_db()
    assert application.approver == second


@pytest.mark.parametrize("status", ["IN_REVIEW", "UNDER_APPEAL"])
def test_where_nobody_fits_nobody_has_it_and_the_cet_manager_is_told(reviewer, joins, status):
    manager, appealed = builders.staff("CET_MANAGER"), status == "UNDER_APPEAL"
    application = builders.application_at("REJECTED" if appealed else status, approver=reviewer)
    if appealed:
        reviewer = builders.approver()
        admin = builders.actor_of(builders.administrator_of(application.provider))
        application = services.lodge_appeal(
            application=application, grounds="They can.", actor=admin, at=clock.now()
        )
    assert application.approver == reviewer

    joins(reviewer, application.provider)

    application.refresh_from_db()
    assert application.approver is None
    assert told("application_nobody_fits") == [manager.email]


def test_what_the_provider_has_to_answer_stays_closed_to_them_until_the_answer(reviewer, joins):
    manager = builders.staff("CET_MANAGER")
    application = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    admin = builders.actor_of(builders.administrator_of(application.provider))

    joins(reviewer, application.provider)

    application.refresh_from_db()
    assert application.approver == reviewer
    client = builders.client_for(reviewer, "approver")
    assert client.get(f"/queue/{application.c_number}/").status_code == 404
    assert told("application_nobody_fits") == [manager.email]
    services.save_answers(
        application=application,
        version=application.version,
        answers={question.pk: "So." for question in queries.open_questions(application)},
        actor=admin,
        at=clock.now(),
    )
    services.answer(application=application, actor=admin, at=clock.now())
    application.refresh_from_db()
    assert (application.approver, application.status) == (None, "SUBMITTED")


def test_other_roles_in_the_provider_move_nothing(reviewer, joins):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    joins(builders.person(), application.provider)

    application.refresh_from_db()
    assert application.approver == reviewer


def test_the_timer_finds_what_a_killed_process_left(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    asked = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    calm = builders.application_at("IN_REVIEW", approver=reviewer)
    second = builders.approver()
    for each in (application, asked):
        builders.member(each.provider, "CET_AUTHOR", user=reviewer)  # nothing after the commit

    pass_on()
    pass_on()

    for each in (application, asked, calm):
        each.refresh_from_db()
    assert (application.approver, asked.approver, calm.approver) == (second, reviewer, reviewer)
    assert told("application_taken_away") == [reviewer.email]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(2))
def test_joining_while_a_case_is_submitted_leaves_it_to_nobody_who_belongs(_again):
    reviewer, second = builders.approver(), builders.approver()
    provider, admin = builders.provider_with()
    draft, actor = builders.draft(provider=provider, fast_track=True), builders.actor_of(admin)

    outcomes = together(
        lambda: services.submit(application=draft, actor=actor, at=clock.now()),
        lambda: builders.member(provider, "CET_AUTHOR", user=reviewer),
    )

    assert not [each for each in outcomes if isinstance(each, Exception)]
    draft.refresh_from_db()
    assert draft.approver == second
