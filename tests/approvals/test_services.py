"""Writes: what is kept, what is refused, what is told."""

from datetime import timedelta

import pytest

from approvals import services
from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from tests import builders

pytestmark = pytest.mark.django_db


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def actor_for(application):
    return builders.actor_of(builders.administrator_of(application.provider))


def test_create_draft_gives_the_next_number():
    first, second = builders.draft(), builders.draft()

    assert int(second.c_number[2:]) == int(first.c_number[2:]) + 1


def test_create_draft_for_another_provider_is_refused():
    _provider, admin = builders.provider_with()
    other, _other_admin = builders.provider_with()

    with pytest.raises(Refused, match="Only the provider"):
        services.create_draft(
            provider_id=other.pk,
            values={"title": "Not mine"},
            actor=builders.actor_of(admin),
            at=clock.now(),
        )

    assert not CetApplication.objects.exists()


def test_save_section_replaces_objectives_and_counts_the_version():
    application = builders.draft()

    saved = services.save_section(
        application=application,
        version=application.version,
        values={"assessment": "Questions"},
        objectives=["Only one"],
        actor=actor_for(application),
        at=clock.now(),
    )

    assert saved.version == application.version + 1
    assert [objective.text for objective in saved.objectives.all()] == ["Only one"]


def test_save_section_with_an_old_version_tells_the_second_editor():
    application = builders.draft()
    save = {
        "application": application,
        "version": application.version,
        "actor": actor_for(application),
        "at": clock.now(),
    }
    services.save_section(values={"title": "First"}, **save)

    with pytest.raises(services.EditedMeanwhile) as meanwhile:
        services.save_section(values={"title": "Second"}, **save)

    application.refresh_from_db()
    assert meanwhile.value.current.title == "First"
    assert application.title == "First"


def test_save_section_of_what_was_submitted_is_refused():
    application = builders.application_at("SUBMITTED")

    with pytest.raises(Refused, match="can no longer be changed"):
        services.save_section(
            application=application,
            version=application.version,
            values={"title": "Late"},
            actor=actor_for(application),
            at=clock.now(),
        )


def test_submit_starts_ten_working_days_and_tells_the_others():
    provider, admin = builders.provider_with()
    colleague = builders.member(provider, "SYSTEM_ADMINISTRATOR")

    application = builders.application_at("SUBMITTED", provider=provider)

    assert application.deadline.working_days == 10
    assert told("application_submitted") == [colleague.email]
    assert admin.email != colleague.email


def test_submit_of_an_incomplete_draft_is_refused():
    application = builders.draft(authors="")

    with pytest.raises(Refused, match="missing or contradict"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())


def test_submit_by_a_provider_off_the_list_is_refused():
    provider, _admin = builders.provider_with(listed=False)
    application = builders.draft(provider=provider)

    with pytest.raises(Refused, match="not on the list"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())


def test_submit_twice_is_refused_and_told_once():
    provider, _admin = builders.provider_with()
    builders.member(provider, "SYSTEM_ADMINISTRATOR")
    application = builders.application_at("SUBMITTED", provider=provider)

    with pytest.raises(Refused, match="already done"):
        services.submit(application=application, actor=actor_for(application), at=clock.now())

    assert len(told("application_submitted")) == 1


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


def test_every_write_leaves_an_audit_event():
    builders.application_at("APPROVED")

    verbs = AuditEvent.objects.filter(verb__startswith="application.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "application.create",
        "application.save",
        "application.submit",
        "application.take",
        "application.approve",
    ]
