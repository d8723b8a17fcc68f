"""Who is chosen, from rows of the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import queries, services
from approvals.models import CetApplication, Submission
from approvals.queries import choosing
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.clock import london_date
from tests import builders

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def waiting():
    """Submitted while there was no approver, so that nobody has it."""
    return builders.application_at("SUBMITTED")


def next_one(application):
    return choosing.next_approver(application, at=clock.now())


def away(user, first, last):
    services.add_absence(
        approver=user, first_day=first, last_day=last, actor=builders.MANAGER, at=clock.now()
    )


def test_an_approver_of_the_profession_is_chosen(waiting):
    builders.approver(profession="DISPENSING_OPTICIAN")
    optometrist = builders.approver()

    assert next_one(waiting) == optometrist


def test_without_a_profession_nobody_is_chosen(waiting):
    builders.person("APPROVER")

    assert next_one(waiting) is None


def test_of_two_the_one_with_fewer_open_cases(waiting):
    busy, free = builders.approver(), builders.approver()
    builders.application_at("IN_REVIEW", approver=busy)
    builders.application_at("APPROVED", approver=free)
    builders.application_at("APPROVED", approver=free)

    assert next_one(waiting) == free


def test_a_case_with_the_provider_counts_as_open(waiting):
    asked, free = builders.approver(), builders.approver()
    builders.application_at("INFORMATION_REQUESTED", approver=asked)

    assert next_one(waiting) == free


def test_a_closed_account_is_not_chosen(waiting):
    User.objects.filter(pk=builders.approver().pk).update(is_active=False)

    assert next_one(waiting) is None


def test_who_has_lost_the_role_is_not_chosen(waiting):
    User.objects.filter(pk=builders.approver().pk).update(roles=[])

    assert next_one(waiting) is None


@pytest.mark.parametrize("from_day, to_day, fits", [(0, 0, False), (3, 4, False), (60, 70, True)])
def test_who_is_away_on_or_before_the_due_date_is_not_chosen(waiting, from_day, to_day, fits):
    reviewer, today = builders.approver(), london_date(clock.now())
    away(reviewer, today + from_day * A_DAY, today + to_day * A_DAY)

    assert next_one(waiting) == (reviewer if fits else None)


def test_a_member_of_the_provider_is_not_chosen(waiting):
    builders.member(waiting.provider, "CET_AUTHOR", user=builders.approver())

    assert next_one(waiting) is None


def test_who_declared_an_interest_is_not_chosen_until_it_has_ended(waiting):
    reviewer = builders.approver()
    words = {"actor": builders.MANAGER, "at": clock.now()}
    interest = services.declare_interest(
        approver=reviewer, provider=waiting.provider, reason="Speaks for them", **words
    )
    before = next_one(waiting)
    services.end_interest(interest=interest, **words)

    assert (before, next_one(waiting)) == (None, reviewer)


@pytest.mark.parametrize("name", ["Invented Author", "  invented   AUTHOR "])
def test_an_author_or_presenter_is_not_chosen(waiting, name):
    builders.approver(name)

    assert next_one(waiting) is None


def test_who_submitted_it_and_has_left_the_provider_is_not_chosen():
    provider, _admin = builders.provider_with()
    application = builders.draft(provider=provider)
    torn = builders.approver()
    membership = builders.member(provider, "SYSTEM_ADMINISTRATOR", user=torn)
    actor = builders.actor_of(membership, f"provider:{provider.pk}")
    application = services.submit(application=application, actor=actor, at=clock.now())
    provider.memberships.filter(user=torn).delete()

    assert application.approver is None
    assert next_one(application) is None
    assert not queries.without_conflict(application, torn.pk, torn.name)


def test_who_had_it_before_is_not_chosen_again():
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    services.hand_back(
        application=application,
        reason="I cannot",
        actor=builders.actor_of(reviewer),
        at=clock.now(),
    )

    assert next_one(application) is None


def test_an_appeal_goes_to_somebody_who_had_no_part_in_the_rejection():
    first = builders.approver()
    application = builders.application_at("UNDER_APPEAL", approver=first)
    second = builders.approver()

    assert application.approver is None
    assert next_one(application) == second


@pytest.mark.parametrize("how", ["member", "interest", "name", "writer", "sender", "stranger"])
def test_the_rule_for_choosing_and_the_rule_for_seeing_agree(how):
    """Plain values and SQL say the same about a conflict."""
    application = builders.application_at("SUBMITTED")
    reviewer = builders.approver("Invented  author" if how == "name" else "")
    if how == "member":
        builders.member(application.provider, "CET_AUTHOR", user=reviewer)
    if how == "interest":
        services.declare_interest(
            approver=reviewer,
            provider=application.provider,
            reason="Speaks for them",
            actor=builders.MANAGER,
            at=clock.now(),
        )
    if how == "sender":
        Submission.objects.create(
            application=application, round=9, at=clock.now(), by_id=reviewer.pk, values={}
        )
    if how == "writer":
        CetApplication.objects.filter(pk=application.pk).update(made_by_id=reviewer.pk)
        application.refresh_from_db()

    barred = any(one.bar for one in choosing.objections_to(application, reviewer, at=clock.now()))

    assert barred == (how != "stranger")
    assert barred != queries.without_conflict(application, reviewer.pk, reviewer.name)


def test_choosing_asks_as_much_of_two_approvers_as_of_twenty(waiting):
    def count():
        with CaptureQueriesContext(connection) as captured:
            next_one(waiting)
        return len(captured)

    for _each in range(2):
        builders.application_at("IN_REVIEW", approver=builders.approver())
    for_two = count()
    for _each in range(18):
        away(builders.approver(), *[london_date(clock.now()) + 90 * A_DAY] * 2)

    assert count() == for_two


def test_sharing_out_asks_as_much_for_one_case_as_for_ten(waiting):
    builders.approver()
    provider, _admin = builders.provider_with()

    def count(cases):
        with CaptureQueriesContext(connection) as captured:
            choosing.share_out(cases, at=clock.now())
        return len(captured)

    cases = [builders.application_at("SUBMITTED", provider=provider) for _each in range(9)]

    assert count([waiting, *cases]) == count([waiting])
