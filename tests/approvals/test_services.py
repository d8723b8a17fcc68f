"""Writes: what is kept, what is refused, what is told."""

from datetime import timedelta

import pytest

from approvals import services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def actor_for(application):
    return builders.actor_of(builders.administrator_of(application.provider))


def test_ask_information_stops_one_clock_and_starts_the_other():
    application = builders.application_at("INFORMATION_REQUESTED")

    assert application.deadline.working_days == 10
    assert told("information_requested") == [builders.administrator_of(application.provider).email]


def test_answer_gives_the_approver_three_working_days():
    application = builders.application_at("ANSWERED")

    request = application.requests.get()
    assert application.deadline.working_days == 3
    assert request.answer == "The guidance of this year."
    assert told("information_answered") == [application.approver.email]


def test_answer_on_the_last_day_is_taken():
    application = builders.application_at("INFORMATION_REQUESTED")

    answered = services.answer(
        application=application,
        text="Just in time",
        actor=actor_for(application),
        at=application.deadline.ends_at,
    )

    assert answered.status == "IN_REVIEW"


def test_answer_after_the_last_day_is_refused():
    application = builders.application_at("INFORMATION_REQUESTED")
    late = application.deadline.ends_at + timedelta(seconds=1)

    with pytest.raises(Refused, match="last day to answer is past"):
        services.answer(
            application=application, text="Too late", actor=actor_for(application), at=late
        )

    assert application.requests.get().answer == ""


def test_a_second_question_can_be_asked_after_the_answer():
    application = builders.application_at("ANSWERED")
    reviewer = builders.actor_of(application.approver)

    services.ask_information(
        application=application, question="And then?", actor=reviewer, at=clock.now()
    )

    assert application.requests.count() == 2
    assert len(told("information_requested")) == 2


def test_approve_fixes_points_for_each_audience():
    application = builders.application_at(
        "APPROVED", audiences=["OPTOMETRIST", "THERAPEUTIC_PRESCRIBER"], units=["O1", "T2", "T3"]
    )

    fixed = application.approvals.order_by("pk").values_list(
        "audience", "kind", "total", "interactive", "units"
    )
    assert list(fixed) == [
        ("OPTOMETRIST", "GENERAL", 2, 1, ["O1"]),
        ("THERAPEUTIC_PRESCRIBER", "SPECIALIST", 2, 1, ["T2", "T3"]),
    ]
    assert (application.approval_ends.month, application.approval_ends.day) == (12, 31)
    assert application.due_on is None
    assert told("application_decided") == [builders.administrator_of(application.provider).email]


@pytest.mark.parametrize(
    "audiences, units, sentence",
    [
        ([], ["O1"], "at least one audience"),
        (["OPTOMETRIST", "DISPENSING_OPTICIAN"], ["O1"], "at least one competency unit for disp"),
    ],
)
def test_approve_without_audience_or_unit_is_refused(audiences, units, sentence):
    application = builders.application_at("IN_REVIEW")

    with pytest.raises(Refused, match=sentence):
        services.approve(
            application=application,
            audiences=audiences,
            units=units,
            total=1,
            interactive=0,
            actor=builders.actor_of(application.approver),
            at=clock.now(),
        )

    application.refresh_from_db()
    assert application.status == "IN_REVIEW"
    assert not application.approvals.exists()


def test_reject_keeps_the_reasons():
    application = builders.application_at("REJECTED")

    assert application.reasons == "The objectives cannot be assessed."
    assert application.decided_at is not None
    body = OutboxMessage.objects.get(kind="application_decided").body
    assert application.reasons in body


def test_reject_unanswered_is_for_the_clock_and_after_the_last_day_alone():
    application = builders.application_at("INFORMATION_REQUESTED")
    late = application.deadline.ends_at + timedelta(seconds=1)

    with pytest.raises(Refused):
        services.reject_unanswered(
            application=application, actor=CLOCK, at=application.deadline.ends_at
        )
    rejected = services.reject_unanswered(application=application, actor=CLOCK, at=late)

    assert rejected.status == "REJECTED"
    assert told("application_rejected_unanswered") == [
        builders.administrator_of(application.provider).email
    ]
    assert told("application_closed_unanswered") == [application.approver.email]


def test_withdraw_ends_the_deadline():
    application = builders.application_at("WITHDRAWN")

    assert (application.due_on, application.due_sum) == (None, None)


def test_messages_are_plain_text():
    application = builders.application_at("INFORMATION_REQUESTED", title="O’Neil & Sons' <eyes>")

    body = OutboxMessage.objects.get(kind="information_requested").body
    assert "O’Neil & Sons' <eyes>" in body
    assert f"/applications/{application.c_number}/" in body
    assert "11:59pm" in body
