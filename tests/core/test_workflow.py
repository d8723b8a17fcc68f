"""The engine, on a real case: an application. Its own table is tested in tests/approvals."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.workflow import application as workflow
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, StatusChange
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import Step, Workflow
from registrants.workflow import point
from tests import builders

pytestmark = pytest.mark.django_db


def yes(actor, case, *, at):
    return None


def never(actor, case, *, at):
    return Refusal("Never.")


ENGINE = Workflow(
    "trial",
    ApplicationStatus,
    [
        Step("go", frozenset({"DRAFT"}), "SUBMITTED", yes),
        Step("stay", frozenset({"DRAFT"}), "WITHDRAWN", never),
    ],
)


def move(case, step="go", **more):
    return ENGINE.move(case, step, actor=CLOCK, at=clock.now(), **more)


def test_move_writes_status_and_fields():
    case, reviewer, at = builders.draft(), builders.approver(), clock.now()

    moved = move(case, approver_id=reviewer.pk, submitted_at=at)

    moved.refresh_from_db()
    assert (moved.status, moved.approver, moved.submitted_at) == ("SUBMITTED", reviewer, at)


def test_move_writes_only_the_fields_named():
    case = builders.draft()
    CetApplication.objects.filter(pk=case.pk).update(title="Saved by somebody else")

    move(case)

    assert CetApplication.objects.get(pk=case.pk).title == "Saved by somebody else"


def test_move_records_the_change_and_the_audit_event():
    case, at = builders.draft(), clock.now()

    ENGINE.move(case, "go", actor=CLOCK, at=at, reason="Because.")

    change = StatusChange.objects.get(case_id=case.pk, step="go")
    event = AuditEvent.objects.get(verb="trial.go")
    assert (change.case_type, change.reference) == ("approvals.CetApplication", case.c_number)
    assert (change.from_status, change.to_status) == ("DRAFT", "SUBMITTED")
    assert change.reason == "Because."
    assert (change.actor_name, change.actor_role, change.at) == ("MyCET", "CLOCK", at)
    assert event.data == {"from_status": "DRAFT", "to_status": "SUBMITTED", "reason": "Because."}


def test_move_twice_is_refused_with_what_was_done():
    case = builders.draft()
    move(case)

    with pytest.raises(Refused, match="This was already done: C-.* is “Submitted”"):
        move(case)

    assert StatusChange.objects.filter(case_id=case.pk, step="go").count() == 1


def test_move_from_a_wrong_status_is_refused_with_the_present_one():
    case = builders.application_at("APPROVED")

    with pytest.raises(Refused, match="not possible any more"):
        move(case)


def test_move_looks_at_the_row_and_not_at_the_object_it_was_given():
    case = builders.draft()
    move(CetApplication.objects.get(pk=case.pk))
    assert case.status == "DRAFT"

    with pytest.raises(Refused):
        move(case)


def test_move_without_permission_changes_nothing():
    case = builders.draft()

    with pytest.raises(Refused, match="Never"):
        move(case, "stay")

    case.refresh_from_db()
    assert case.status == "DRAFT"
    assert not AuditEvent.objects.filter(verb="trial.stay").exists()


def test_open_to_names_the_steps_and_refusal_says_why_not():
    case = builders.draft()

    assert ENGINE.open_to(case, actor=CLOCK, at=clock.now()) == ["go"]
    assert str(ENGINE.refusal(case, "stay", actor=CLOCK, at=clock.now())) == "Never."


def test_born_refuses_a_status_that_is_none():
    with pytest.raises(ValueError, match="LOST"):
        ENGINE.born("LOST")


def move_all_of(provider):
    cases = CetApplication.objects.filter(provider=provider)
    with CaptureQueriesContext(connection) as statements:
        moved = ENGINE.move_many(cases, "go", actor=CLOCK, at=clock.now())
    return moved, len(statements)


def test_move_many_moves_those_that_allow_it_in_few_statements():
    lonely, provider = builders.provider_with()[0], builders.provider_with()[0]
    builders.draft(provider=lonely)
    _moved, statements_for_one = move_all_of(lonely)
    drafts = [builders.draft(provider=provider) for _ in range(5)]
    gone = builders.application_at("SUBMITTED", provider=provider)

    moved, statements = move_all_of(provider)

    assert statements == statements_for_one
    assert [case.pk for case in moved] == [draft.pk for draft in drafts]
    assert StatusChange.objects.filter(step="go").count() == 6
    assert not StatusChange.objects.filter(step="go", case_id=gone.pk).exists()
    assert AuditEvent.objects.filter(verb="trial.go").count() == 6


def test_move_many_of_none_moves_nothing():
    assert ENGINE.move_many(CetApplication.objects.none(), "go", actor=CLOCK, at=clock.now()) == []


@pytest.mark.parametrize("table", [workflow, point])
def test_every_step_starts_and_ends_in_a_known_status_and_has_words(table):
    for step in table.steps.values():
        assert step.sources <= set(table.statuses)
        assert step.target in table.statuses
        assert str(step.label)


def test_the_database_refuses_to_change_the_audit_trail():
    move(builders.draft())

    for change in (
        lambda: AuditEvent.objects.update(verb="other"),
        lambda: AuditEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_the_database_refuses_to_empty_the_audit_trail():
    move(builders.draft())
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute("TRUNCATE core_auditevent")
    assert AuditEvent.objects.exists()


def test_the_clock_has_no_say_in_may_that_is_for_people():
    case = builders.application_at("SUBMITTED")

    refusal = workflow.refusal(case, "withdraw", actor=CLOCK, at=clock.now() + timedelta(days=1))

    assert str(refusal) == "Only the provider whose application this is can do that."
