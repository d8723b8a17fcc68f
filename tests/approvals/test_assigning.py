"""Submission, staff and approvers decide who reviews."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services
from approvals.models import Assignment
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from tests import builders
from tests.racing import together

pytestmark = pytest.mark.django_db


def submit(application):
    actor = builders.actor_of(builders.administrator_of(application.provider))
    return services.submit(application=application, actor=actor, at=clock.now())


def give(application, approver, **changed):
    values = {"reason": "Too much to do", "actor": builders.MANAGER, "at": clock.now()}
    return services.reassign(application=application, approver=approver, **(values | changed))


def hand_back(application, approver, reason="I know the author"):
    return services.hand_back(
        application=application,
        reason=reason,
        actor=builders.actor_of(approver, "approver"),
        at=clock.now(),
    )


def told(kind):
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def test_a_submission_goes_to_an_approver_who_is_told():
    reviewer = builders.approver()

    application = submit(builders.draft())

    assert (application.status, application.approver) == ("IN_REVIEW", reviewer)
    assert told("application_assigned") == [reviewer.email]
    assert application.assignments.get().given_by_role == "CLOCK"


def test_ten_submissions_lie_evenly_on_those_who_fit():
    reviewers = [builders.approver() for _each in range(3)]
    provider, _admin = builders.provider_with()

    for _each in range(10):
        submit(builders.draft(provider=provider))

    open_cases = [reviewer.assignments.filter(ending="").count() for reviewer in reviewers]
    assert sorted(open_cases) == [3, 3, 4]


def test_nobody_fits_and_the_cet_manager_is_told():
    manager = builders.staff("CET_MANAGER")

    application = submit(builders.draft())

    assert (application.status, application.approver) == ("SUBMITTED", None)
    assert told("application_nobody_fits") == [manager.email]


def test_assigning_again_changes_nothing():
    reviewer = builders.approver()
    builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    again = services.assign_next(application=application, at=clock.now())

    assert again.approver == reviewer
    assert application.assignments.filter(ending="").count() == 1


def test_the_tenth_submission_asks_as_much_as_the_first():
    for _each in range(3):
        builders.approver()
    provider, _admin = builders.provider_with()

    def count():
        application = builders.draft(provider=provider)
        with CaptureQueriesContext(connection) as captured:
            submit(application)
        return len(captured)

    first = count()
    for _each in range(8):
        submit(builders.draft(provider=provider))

    assert count() == first


def test_staff_give_it_to_somebody_else_and_both_are_told():
    before, after = builders.approver(), builders.approver()
    application = builders.application_at("IN_REVIEW", approver=before)
    OutboxMessage.objects.all().delete()

    application = give(application, after)

    assert (application.status, application.approver) == ("IN_REVIEW", after)
    assert told("application_taken_away") == [before.email]
    assert told("application_assigned") == [after.email]
    assert "Too much to do" in OutboxMessage.objects.get(kind="application_taken_away").body
    ended = application.assignments.get(approver=before)
    assert (ended.ending, ended.reason) == ("REASSIGNED", "Too much to do")


def test_who_gives_a_case_to_themselves_gets_no_mail_about_it():
    both = builders.person("APPROVER", "CET_MANAGER")
    application = builders.application_at("SUBMITTED")

    give(application, both, actor=builders.actor_of(both, "staff"))

    assert told("application_assigned") == []


@pytest.mark.parametrize("status", ["DRAFT", "APPROVED", "REJECTED", "WITHDRAWN", "EXPIRED"])
def test_what_waits_for_no_approver_cannot_be_given_to_one(status):
    application = builders.application_at(status)

    with pytest.raises(Refused, match="does not wait for an approver"):
        give(application, builders.approver())


def test_it_cannot_be_given_to_somebody_who_is_no_approver():
    application = builders.application_at("IN_REVIEW")

    with pytest.raises(Refused, match="is no approver"):
        give(application, builders.person(name="Ada Marsh"))


def test_it_cannot_be_given_to_somebody_with_a_conflict():
    application = builders.application_at("IN_REVIEW")
    torn = builders.approver()
    builders.member(application.provider, "CET_AUTHOR", user=torn)

    with pytest.raises(Refused, match="Belongs to this provider"):
        give(application, torn)


def test_it_cannot_be_given_to_who_has_it():
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    with pytest.raises(Refused, match="has it already"):
        give(application, reviewer)


def test_an_appeal_cannot_be_given_to_who_rejected():
    first = builders.approver()
    application = builders.application_at("UNDER_APPEAL", approver=first)

    with pytest.raises(Refused, match="Had it before the appeal"):
        give(application, first)


def test_only_staff_move_a_case():
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    with pytest.raises(Refused, match="Only GOC staff"):
        give(application, builders.approver(), actor=builders.actor_of(reviewer))


def test_staff_may_give_it_to_another_profession():
    """Only conflicts bind staff: somebody has to decide where nobody fits."""
    other = builders.approver(profession="DISPENSING_OPTICIAN")

    assert give(builders.application_at("SUBMITTED"), other).approver == other


def test_handed_back_it_goes_to_the_next_who_fits():
    first = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=first)
    second = builders.approver()

    application = hand_back(application, first)

    assert (application.status, application.approver) == ("IN_REVIEW", second)
    assert told("application_nobody_fits") == []
    ended = application.assignments.get(approver=first)
    assert (ended.ending, ended.reason) == ("HANDED_BACK", "I know the author")


def test_handed_back_without_a_successor_the_cet_manager_reads_who_and_why():
    manager, first = builders.staff("CET_MANAGER"), builders.approver("Bo Lund")
    application = builders.application_at("IN_REVIEW", approver=first)

    application = hand_back(application, first)

    assert (application.status, application.approver) == ("SUBMITTED", None)
    message = OutboxMessage.objects.get(kind="application_nobody_fits")
    assert message.to == manager.email
    assert "Bo Lund" in message.body
    assert "I know the author" in message.body


def test_an_appeal_handed_back_stays_under_appeal():
    application = builders.application_at("UNDER_APPEAL")
    second = builders.approver()
    application = services.assign_next(application=application, at=clock.now())

    application = hand_back(application, second)

    assert (application.status, application.approver) == ("UNDER_APPEAL", None)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_handing_back_needs_a_reason(reason):
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    with pytest.raises(Refused, match="Say why"):
        hand_back(application, reviewer, reason)


def test_handing_back_twice_is_refused():
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    hand_back(application, reviewer)

    with pytest.raises(Refused, match="Another approver"):
        hand_back(application, reviewer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_two_submissions_at_once_go_to_two_approvers(_again):
    """They count one after the other, also where only some approvers fit both."""
    builders.approver(profession="DISPENSING_OPTICIAN")
    builders.application_at("IN_REVIEW", approver=builders.approver())
    free = {builders.approver(), builders.approver()}
    one = builders.draft()
    two = builders.draft(audiences=["OPTOMETRIST", "DISPENSING_OPTICIAN"], units=["O1", "D1"])
    clerk = builders.approver(profession="DISPENSING_OPTICIAN")
    for reviewer in [*free, clerk]:
        builders.application_at("IN_REVIEW", approver=reviewer)

    outcomes = together(lambda: submit(one), lambda: submit(two))

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert outcomes[0].approver != outcomes[1].approver


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_the_second_is_told():
    before, one, two = (builders.approver() for _each in range(3))
    application = builders.application_at("IN_REVIEW", approver=before)

    outcomes = together(
        lambda: give(application, one, instead_of=before.pk),
        lambda: give(application, two, instead_of=before.pk),
    )

    refused = [each for each in outcomes if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [Refused]
    assert "in the meantime" in str(refused[0])
    assert Assignment.objects.filter(application=application, ending="").count() == 1
    assert told("application_taken_away") == [before.email]


@pytest.mark.django_db(transaction=True)
def test_handed_back_and_taken_away_at_once_only_one_happens():
    first = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=first)
    second, third = builders.approver(), builders.approver()

    outcomes = together(
        lambda: hand_back(application, first), lambda: give(application, third, instead_of=first.pk)
    )

    application.refresh_from_db()
    failed = [each for each in outcomes if isinstance(each, Exception)]
    assert all(isinstance(each, Refused) for each in failed)
    assert application.approver in (second, third)
    assert Assignment.objects.filter(application=application, ending="").count() == 1
    assert Assignment.objects.filter(application=application, approver=first).count() == 1
