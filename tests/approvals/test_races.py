"""Two at the same instant, with real transactions: one wins, and nothing is half done."""

from datetime import timedelta

import pytest

from approvals import services
from approvals.models import CetApplication
from approvals.tasks import reject_unanswered
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange, SweepRun
from cet_portal.core.permissions import Refused
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


def test_two_approvers_take_at_once_one_gets_it():
    application = builders.application_at("SUBMITTED")
    first, second = (builders.actor_of(builders.approver()) for _ in range(2))

    outcomes = together(
        lambda: services.take(application=application, actor=first, at=clock.now()),
        lambda: services.take(application=application, actor=second, at=clock.now()),
    )

    application.refresh_from_db()
    winner = next(outcome for outcome in outcomes if not isinstance(outcome, Exception))
    assert failures(outcomes) == [Refused]
    assert application.approver_id == winner.approver_id


@pytest.mark.parametrize("_again", range(3))
def test_answer_and_clock_at_once_never_both(_again):
    application = builders.application_at("INFORMATION_REQUESTED")
    actor = builders.actor_of(builders.administrator_of(application.provider))
    last = application.deadline.ends_at

    outcomes = together(
        lambda: services.answer(application=application, text="In time", actor=actor, at=last),
        lambda: services.reject_unanswered(
            application=application, actor=CLOCK, at=last + timedelta(seconds=1)
        ),
    )

    application.refresh_from_db()
    answered = application.requests.get().answer == "In time"
    assert failures(outcomes) == [Refused]
    assert application.status == ("IN_REVIEW" if answered else "REJECTED")
    assert steps_of(application, "answer") + steps_of(application, "lapse") == 1


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
        application=first, version=1, values={"summary": "Short."}, actor=actor, at=at
    )

    second = services.create_draft(provider_id=provider.pk, values=values, actor=actor, at=at)

    assert second != first
