"""Two at the same instant over one decision or one answer: one wins, nothing is half done."""

from datetime import timedelta

import pytest

from approvals import queries, rules, services
from approvals.models import Decision, Judgement, Submission
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from tests import builders
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


def failures(outcomes):
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def steps_of(application, *steps):
    return StatusChange.objects.filter(case_id=application.pk, step__in=steps).count()


def judged_application():
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer)
    actor = builders.actor_of(reviewer, "approver")
    builders.judge_all(application, actor)
    return application, actor


def approve(application, actor):
    return services.decide(
        application=application,
        outcomes=builders.outcomes(application),
        actor=actor,
        at=clock.now(),
    )


def test_decided_in_two_windows_at_once_it_is_decided_once():
    application, actor = judged_application()

    outcomes = together(lambda: approve(application, actor), lambda: approve(application, actor))

    assert failures(outcomes) == [Refused]
    assert Decision.objects.count() == 1
    assert application.approvals.count() == 1
    assert OutboxMessage.objects.filter(kind="application_decided").count() == 1


def test_two_approvers_at_once_only_whoever_has_it_decides():
    application, actor = judged_application()
    other = builders.approver()
    theirs = builders.actor_of(other, "approver")

    outcomes = together(
        lambda: approve(application, actor),
        lambda: approve(application, theirs),
        lambda: services.reassign(
            application=application,
            approver=other,
            reason="To share the load",
            actor=builders.MANAGER,
            at=clock.now(),
        ),
    )

    application.refresh_from_db()
    decided = Decision.objects.filter(application=application)
    assert Refused in failures(outcomes)
    assert set(failures(outcomes)) == {Refused}
    assert decided.count() == (application.status == "APPROVED")
    assert all(each.decided_by_id == actor.user_id for each in decided)


def test_decided_and_withdrawn_at_once_never_both():
    application, actor = judged_application()
    admin = builders.actor_of(builders.administrator_of(application.provider))

    outcomes = together(
        lambda: approve(application, actor),
        lambda: services.withdraw(application=application, actor=admin, at=clock.now()),
    )

    application.refresh_from_db()
    assert failures(outcomes) == [Refused]
    assert steps_of(application, "approve", "withdraw") == 1
    assert application.approvals.count() == (application.status == "APPROVED")


def test_asked_and_decided_at_once_never_both():
    application, actor = judged_application()

    outcomes = together(
        lambda: approve(application, actor),
        lambda: services.ask_information(
            application=application,
            questions=[("practice", "Which guidance?")],
            actor=actor,
            at=clock.now(),
        ),
    )

    assert failures(outcomes) == [Refused]
    assert steps_of(application, "approve", "ask") == 1


def test_judged_in_two_windows_at_once_one_is_told():
    application, actor = judged_application()
    seen = queries.last_judged(application, actor.user_id, "FIRST")

    def judge(sentence):
        return services.judge(
            application=application,
            judged=[rules.Judged("ONE_HOUR", "NOT_MET", sentence)],
            seen=seen,
            actor=actor,
            at=clock.now(),
        )

    outcomes = together(lambda: judge("One"), lambda: judge("Two"))

    assert failures(outcomes) == [services.JudgedMeanwhile]
    assert Judgement.objects.filter(criterion__code="ONE_HOUR").count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_sent_on_the_last_day_and_rejected_by_the_clock_never_both(_again):
    application = builders.application_at("INFORMATION_REQUESTED")
    admin = builders.actor_of(builders.administrator_of(application.provider))
    question = queries.open_questions(application).get()
    services.save_answers(
        application=application,
        version=application.version,
        answers={question.pk: "In time"},
        actor=admin,
        at=clock.now(),
    )
    last = application.deadline.ends_at

    outcomes = together(
        lambda: services.answer(application=application, actor=admin, at=last),
        lambda: services.reject_unanswered(
            application=application, actor=CLOCK, at=last + timedelta(seconds=1)
        ),
    )

    application.refresh_from_db()
    answered = application.requests.get().answered_at is not None
    assert failures(outcomes) == [Refused]
    assert application.status == ("IN_REVIEW" if answered else "REJECTED")
    assert Submission.objects.count() == (2 if answered else 1)
    assert steps_of(application, "answer", "lapse") == 1
