"""Two at the same instant, with real transactions: one wins, and nothing is half done."""

from datetime import timedelta

import pytest

from approvals import queries, services
from approvals.models import Appeal, CetApplication
from approvals.tasks import reject_unanswered, tell_late
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange, SweepRun
from cet_portal.core.permissions import Refused
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders
from tests.racing import together

pytestmark = pytest.mark.django_db(transaction=True)


def failures(outcomes):
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def steps_of(application, step):
    return StatusChange.objects.filter(case_id=application.pk, step=step).count()


def test_two_editors_at_once_one_is_told():
    application = builders.draft()
    actor = builders.actor_of(builders.administrator_of(application.provider))

    def save(title):
        return services.save_section(
            application=application,
            section="about",
            version=application.version,
            values={"title": title},
            actor=actor,
            at=clock.now(),
        )

    outcomes = together(lambda: save("One"), lambda: save("Two"))

    before = application.version
    application.refresh_from_db()
    assert failures(outcomes) == [services.EditedMeanwhile]
    assert application.version == before + 1


def test_submit_twice_at_once_happens_once():
    provider, _admin = builders.provider_with()
    builders.member(provider, "SYSTEM_ADMINISTRATOR")
    application = builders.draft(provider=provider)
    actor = builders.actor_of(builders.administrator_of(provider))

    def submit():
        return services.submit(application=application, actor=actor, at=clock.now())

    outcomes = together(submit, submit)

    assert failures(outcomes) == [Refused]
    assert steps_of(application, "submit") == 1
    assert OutboxMessage.objects.filter(kind="application_submitted").count() == 1


def decide(application, actor, *, approved=True):
    return services.decide(
        application=application,
        outcomes=builders.outcomes(application, approved=approved),
        actor=actor,
        at=clock.now(),
    )


def test_two_windows_of_one_approver_decide_at_once_and_one_decision_stands():
    application = builders.application_at("IN_REVIEW")
    reviewer = builders.actor_of(application.approver)
    builders.judge_all(application, reviewer)

    outcomes = together(
        lambda: decide(application, reviewer), lambda: decide(application, reviewer)
    )

    application.refresh_from_db()
    assert failures(outcomes) == [Refused]
    assert application.status == "APPROVED"
    assert application.decisions.count() == application.approvals.count() == 1
    assert OutboxMessage.objects.filter(kind="application_decided").count() == 1


def test_two_approvers_decide_at_once_and_only_the_one_who_has_it_does():
    application = builders.application_at("IN_REVIEW")
    holder, other = builders.actor_of(application.approver), builders.actor_of(builders.approver())
    builders.judge_all(application, holder)

    outcomes = together(lambda: decide(application, holder), lambda: decide(application, other))

    assert failures(outcomes) == [Refused]
    assert application.decisions.get().decided_by_id == holder.user_id


@pytest.mark.parametrize("_again", range(3))
def test_decided_while_staff_give_it_to_somebody_else(_again):
    """Either the first decides and there is nothing left to give, or the other has it undecided."""
    application = builders.application_at("IN_REVIEW")
    first, second = application.approver, builders.approver()
    builders.judge_all(application, builders.actor_of(first))

    outcomes = together(
        lambda: decide(application, builders.actor_of(first)),
        lambda: services.reassign(
            application=application,
            approver=second,
            reason="Away",
            actor=builders.MANAGER,
            at=clock.now(),
        ),
    )

    application.refresh_from_db()
    assert failures(outcomes) == [Refused]
    decided = application.decisions.exists()
    expected = ("APPROVED", first.pk) if decided else ("IN_REVIEW", second.pk)
    assert (application.status, application.approver_id) == expected
    assert application.assignments.filter(ending="").count() == (0 if decided else 1)


def save_answers(application, actor):
    for question in queries.open_questions(application):
        application = services.save_answers(
            application=application,
            version=application.version,
            answers={question.pk: "In time"},
            actor=actor,
            at=clock.now(),
        )
    return application


@pytest.mark.parametrize("_again", range(3))
def test_answer_and_clock_at_once_never_both(_again):
    application = builders.application_at("INFORMATION_REQUESTED")
    actor = builders.actor_of(builders.administrator_of(application.provider))
    application = save_answers(application, actor)
    last = application.deadline.ends_at

    outcomes = together(
        lambda: services.answer(application=application, actor=actor, at=last),
        lambda: services.reject_unanswered(
            application=application, actor=CLOCK, at=last + timedelta(seconds=1)
        ),
    )

    application.refresh_from_db()
    answered = application.requests.get().answered_at is not None
    assert failures(outcomes) == [Refused]
    assert application.status == ("IN_REVIEW" if answered else "REJECTED")
    assert steps_of(application, "answer") + steps_of(application, "lapse") == 1
    assert application.submissions.count() == (2 if answered else 1)


def test_an_answer_after_the_last_day_is_refused_with_the_reason():
    application = builders.application_at("INFORMATION_REQUESTED")
    actor = builders.actor_of(builders.administrator_of(application.provider))
    application = save_answers(application, actor)

    with pytest.raises(Refused, match="The last day to answer is past"):
        services.answer(
            application=application,
            actor=actor,
            at=application.deadline.ends_at + timedelta(seconds=1),
        )


def test_two_appeals_at_once_are_one():
    provider, admin = builders.provider_with()
    colleague = builders.member(provider, "SYSTEM_ADMINISTRATOR")
    application = builders.application_at("REJECTED", provider=provider)
    builders.approver()  # who decides the appeal

    def lodge(user):
        return services.lodge_appeal(
            application=application,
            grounds=f"As {user} says.",
            actor=builders.actor_of(user),
            at=clock.now(),
        )

    outcomes = together(lambda: lodge(admin), lambda: lodge(colleague))

    application.refresh_from_db()
    assert failures(outcomes) == [Refused]
    assert application.status == "UNDER_APPEAL"
    assert Appeal.objects.filter(application=application).count() == 1
    assert application.assignments.filter(stage="APPEAL").count() == 1


def test_submitted_while_the_listing_is_suspended_or_lapsed():
    """The listing is asked of at the submission itself, not when the page was opened."""
    provider, admin = builders.provider_with()
    application = builders.draft(provider=provider)
    actor, after = builders.actor_of(admin), clock.now() + timedelta(days=400)

    with pytest.raises(Refused):
        services.submit(application=application, actor=actor, at=after)

    application.refresh_from_db()
    assert application.status == "DRAFT"
    assert not OutboxMessage.objects.filter(kind="application_submitted").exists()


def test_an_approval_withdrawn_while_it_expires_ends_once():
    application = builders.application_at("APPROVED")
    night = application.deadline.ends_at + timedelta(minutes=8)

    outcomes = together(
        lambda: services.expire(application=application, actor=CLOCK, at=night),
        lambda: services.withdraw_approval(
            application=application, reason="Out of date.", actor=builders.MANAGER, at=night
        ),
    )

    assert failures(outcomes) == [Refused]
    assert steps_of(application, "expire") + steps_of(application, "withdraw_approval") == 1


def test_reminded_by_two_workers_at_once_is_told_once():
    long_ago = clock.now() - timedelta(days=60)
    builders.staff("CET_MANAGER")
    late = [builders.application_at("IN_REVIEW", at=long_ago) for _ in range(3)]

    outcomes = together(tell_late, tell_late)
    tell_late()

    assert failures(outcomes) == []
    assert OutboxMessage.objects.filter(kind="decision_late").count() == len(late)
    assert OutboxMessage.objects.filter(kind="your_decision_late").count() == len(late)


def test_reject_unanswered_by_two_workers_at_once_happens_once():
    long_ago = clock.now() - timedelta(days=60)
    provider, _admin = builders.provider_with(at=long_ago)
    late = [
        builders.application_at("INFORMATION_REQUESTED", provider=provider, at=long_ago)
        for _ in range(4)
    ]
    in_time = builders.application_at("INFORMATION_REQUESTED", provider=provider)

    outcomes = together(reject_unanswered, reject_unanswered)
    reject_unanswered()

    assert failures(outcomes) == []
    assert [steps_of(application, "lapse") for application in late] == [1, 1, 1, 1]
    assert steps_of(in_time, "lapse") == 0
    moved = [number for run in SweepRun.objects.all() for number in run.moved]
    assert sorted(moved) == sorted(application.c_number for application in late)
    told = OutboxMessage.objects.filter(kind="application_rejected_unanswered")
    assert told.count() == 4


def test_four_presses_at_once_make_one_draft():
    provider, admin = builders.provider_with()
    actor = builders.actor_of(admin)

    def create(title="Dry eye in practice", at=None):
        return services.create_draft(
            provider_id=provider.pk, values={"title": title}, actor=actor, at=at or clock.now()
        )

    outcomes = together(*[create] * 4)

    first = CetApplication.objects.get()
    assert set(outcomes) == {first}
    assert create(title="Another") != first
    assert create(at=clock.now() + timedelta(seconds=31)) != first


def test_a_draft_that_was_written_on_is_not_given_out_as_a_new_one():
    provider, admin = builders.provider_with()
    actor, at = builders.actor_of(admin), clock.now()
    values = {"title": "Dry eye in practice"}
    first = services.create_draft(provider_id=provider.pk, values=values, actor=actor, at=at)
    services.save_section(
        application=first,
        section="about",
        version=1,
        values={"summary": "Short."},
        actor=actor,
        at=at,
    )

    second = services.create_draft(provider_id=provider.pk, values=values, actor=actor, at=at)

    assert second != first


def submitted_with_an_unpaid_fast_track():
    """An application in review, its approver, its provider's administrator, and the invoice."""
    reviewer = builders.approver()
    application = builders.application_at("IN_REVIEW", approver=reviewer, fast_track=True)
    provider = application.provider
    admin = builders.actor_of(builders.administrator_of(provider), f"provider:{provider.pk}")
    fee = provider_queries.fees_about(application.c_number).get()
    return application, builders.actor_of(reviewer, "approver"), admin, fee


def pay(fee):
    return provider_services.record_payment(
        fee=fee, paid_on=clock.today(), reference="BACS 1", actor=builders.MANAGER, at=clock.now()
    )


@pytest.mark.parametrize("act", ["withdraw", "decide"])
def test_a_payment_recorded_while_the_case_is_closed_waits_for_nobody_for_ever(act):
    application, reviewer, admin, fee = submitted_with_an_unpaid_fast_track()
    builders.judge_all(application, reviewer)
    closing = {
        "withdraw": lambda: services.withdraw(application=application, actor=admin, at=clock.now()),
        "decide": lambda: services.decide(
            application=application,
            outcomes=builders.outcomes(application),
            actor=reviewer,
            at=clock.now(),
        ),
    }[act]

    outcomes = together(lambda: pay(fee), closing)

    # Whoever was first: the money is recorded, or the invoice was waived before it came.
    assert set(failures(outcomes)) <= {Refused}
    fee.refresh_from_db()
    assert fee.status in ("PAID", "WAIVED")


def test_copying_while_submitting_with_fast_track_does_both():
    provider, _admin = builders.provider_with()
    application = builders.draft(provider=provider, fast_track=True)
    actor = builders.actor_of(builders.administrator_of(provider), f"provider:{provider.pk}")

    outcomes = together(
        lambda: services.copy(application=application, actor=actor, at=clock.now()),
        lambda: services.submit(application=application, actor=actor, at=clock.now()),
    )

    assert failures(outcomes) == []
    assert CetApplication.objects.count() == 2
