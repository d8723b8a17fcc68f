"""End-of-cycle runs: two members of staff, ranges, sealing, refusing, verifying."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cet_portal.core.actor import NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import tasks
from compliance.models import ComplianceRun, RunRange, RunResult
from compliance.queries import everybody
from compliance.queries import runs as reads
from compliance.rules import sources
from compliance.services import running
from tests import builders
from tests.compliance import running as world
from tests.racing import together

pytestmark = pytest.mark.django_db

TABLES = ("compliance_runresult", "compliance_compliancerun", "core_auditevent")


def tamper(statement: str) -> None:
    """As somebody could who may do everything with the database."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        connection.check_constraints()
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_a_rehearsal_begins_at_once_and_seals_itself():
    world.fill()
    run = world.done()
    assert (run.status, run.kind, run.people) == ("SEALED", "REHEARSAL", 40)
    assert run.met == RunResult.objects.filter(run=run, met=True).count()
    assert sum(run.counts.values()) == 40
    assert len(run.digest) == 64


def test_it_says_of_everybody_what_the_report_says():
    world.fill()
    run = world.done()
    today = world.period().last_day
    judged = {each.registrant_id: each for each in everybody(world.period(), today=today)}
    results = RunResult.objects.filter(run=run)
    assert {each.registrant_id for each in results} == set(judged)
    for each in results:
        outlook = judged[each.registrant_id].outlook
        assert (each.met, each.standing) == (outlook.now.met, outlook.standing), each.inputs
        assert set(each.result["counted"]) == set(outlook.now.counted)
        assert [
            (kept["code"], kept["required"], kept["obtained"], kept["explanation"])
            for kept in each.result["requirements"]
        ] == [
            (now.code, now.required, now.obtained, now.explanation)
            for now in outlook.now.requirements
        ]


def test_people_who_were_not_on_the_register_are_not_in_it():
    world.fill()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_registerentry SET start = '2001-01-01', \"end\" = '2024-12-31'"
            " WHERE registrant_id = 5"
        )
    run = world.done()
    assert run.people == 39
    assert not RunResult.objects.filter(run=run, registrant_id=5).exists()


def test_a_run_for_real_waits_for_a_second_member_of_staff():
    world.fill()
    first, second = builders.staff(name="Sam Hale"), builders.staff(name="Jo Reid")
    run = world.start("REAL", by=first)
    assert run.status == "ASKED"
    assert OutboxMessage.objects.filter(kind="run_to_confirm", to=second.email).exists()
    with pytest.raises(Refused, match="Somebody else"):
        running.confirm_run(
            run=run, period=world.period(), actor=builders.actor_of(first), at=world.AFTER
        )
    run = running.confirm_run(
        run=run, period=world.period(), actor=builders.actor_of(second), at=world.AFTER
    )
    run = world.work(run)
    assert (run.status, run.confirmed_by) == ("SEALED", second)
    assert OutboxMessage.objects.filter(kind="run_ended").count() == 2


@pytest.mark.parametrize("apart", [True, False])
def test_whoever_starts_a_rehearsal_is_told_that_it_ended(apart):
    world.fill(8)
    world.overlapping(7)
    staff = builders.staff()
    run = world.done(by=staff, apart=apart)
    (told,) = OutboxMessage.objects.filter(kind="run_ended")
    assert (told.to, run.number in told.subject) == (staff.email, True)
    assert ("is done" in told.subject, "was refused" in told.body) == (apart, not apart)


def test_a_rehearsal_of_the_clock_tells_nobody():
    world.fill(4)
    run = world.start()
    ComplianceRun.objects.filter(pk=run.pk).update(started_by=None)
    run.refresh_from_db()
    assert world.work(run).status == "SEALED"
    assert not OutboxMessage.objects.filter(kind="run_ended").exists()


def test_started_twice_it_is_one_run():
    world.fill(4)
    staff = builders.staff()
    assert world.start("REAL", by=staff) == world.start("REAL", by=staff)
    assert world.start("REAL") == ComplianceRun.objects.get()
    assert world.start(by=staff) == world.start(by=staff)
    assert ComplianceRun.objects.count() == 2


def test_a_rehearsal_pressed_again_is_one_run_though_the_first_was_sealed_at_once():
    world.fill(4)
    staff = builders.staff()
    first = world.done(by=staff)
    assert world.start(by=staff) == first
    assert ComplianceRun.objects.count() == 1


def test_a_rehearsal_that_was_cancelled_can_be_started_again_at_once():
    world.fill(4)
    staff = builders.staff()
    first = world.start(by=staff)
    running.cancel_run(run=first, actor=builders.actor_of(staff), at=world.AFTER)
    assert world.start(by=staff) != first


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"at": datetime(2027, 12, 31, 12, tzinfo=LONDON)}, "not ended"),
        ({"as_at": date(2027, 6, 1)}, "up to the last day"),
        ({"as_at": date(2024, 6, 1)}, "lies in the cycle"),
        ({"actor": NOBODY}, "Only GOC staff"),
    ],
)
def test_a_run_for_real_is_refused(changed, words):
    builders.reference()
    values = {"actor": builders.actor_of(builders.staff()), "at": world.AFTER, **changed}
    with pytest.raises(Refused, match=words):
        running.start_run(period=world.period(), kind="REAL", **values)


def test_contradictory_people_refuse_the_run_and_are_its_list():
    world.fill()
    world.overlapping(7)
    run = world.done()
    assert (run.status, run.digest) == ("REFUSED", "")
    assert [each.registrant_id for each in RunResult.objects.filter(run=run)] == [7]
    listed = RunResult.objects.get(run=run)
    assert listed.standing == "apart"
    assert [each["field"] for each in listed.contradictions] == ["entries[1].start"]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE compliance_compliancerun SET counts = '{}'",
        "DELETE FROM compliance_runresult",
        "DELETE FROM compliance_runrange",
        "TRUNCATE compliance_runresult CASCADE",
    ],
)
def test_a_refused_run_stays_with_its_list(act):
    world.fill(8)
    world.overlapping(7)
    world.done()
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        connection.cursor().execute(act)


def test_or_they_are_listed_apart_and_everybody_else_is_judged():
    world.fill()
    world.overlapping(7)
    run = world.done(apart=True)
    assert (run.status, run.people, run.counts["apart"]) == ("SEALED", 39, 1)
    listed = RunResult.objects.get(run=run, standing="apart")
    assert (listed.registrant_id, listed.met, listed.result) == (7, False, None)
    assert running.verify_run(run=run).holds


def test_a_cancelled_run_keeps_nothing():
    world.fill()
    run = world.start()
    assert running.cancel_run(
        run=run, actor=builders.actor_of(builders.staff()), at=world.AFTER
    ).status == ("CANCELLED")
    assert world.work(run).status == "CANCELLED"
    assert not RunResult.objects.exists()


@pytest.mark.parametrize("size", [1, 7, 500])
def test_the_bytes_are_the_same_however_the_register_is_divided(monkeypatch, size):
    world.fill()
    whole = world.done()
    monkeypatch.setattr("compliance.services.running.starting.SMALLEST", size)
    monkeypatch.setattr("compliance.services.running.starting.PIECES", -(-40 // size))
    again = world.done(by=builders.staff())
    assert RunRange.objects.filter(run=again).count() == -(-40 // size)
    assert again.digest == whole.digest
    assert list(reads.rows_of(again)) == list(reads.rows_of(whole))


def test_verify_run_judges_everybody_again(capsys):
    world.fill()
    run = world.done()
    call_command("verify_run", run.number.removeprefix("RUN-"))
    assert "40 people judged again, every byte the same" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No sealed run"):
        call_command("verify_run", "99")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("SET met = NOT met WHERE registrant_id = 3", "met differs"),
        ("SET standing = 'only-acceptance' WHERE registrant_id = 3", "standing differs"),
        ("SET result = replace(result, '2', '3') WHERE registrant_id = 3", "result differs"),
        ("SET inputs = replace(inputs, ',2,', ',1,') WHERE registrant_id = 3", "result differs"),
        ("SET inputs = 'nonsense' WHERE registrant_id = 3", "cannot be read"),
        ("SET digest = repeat('0', 64) WHERE registrant_id = 3", "digest of the run"),
    ],
)
def test_verify_run_finds_what_was_tampered_with(statement, words):
    world.fill()
    run = world.done()
    tamper(f"UPDATE compliance_runresult {statement}")
    found = running.verify_run(run=run)
    assert not found.holds
    assert any(words in sentence for sentence in found.differences), found.differences
    with pytest.raises(CommandError, match="differences"):
        call_command("verify_run", run.number)


def test_a_sentence_put_in_other_words_since_is_no_difference(monkeypatch, capsys):
    world.fill()
    run = world.done()
    monkeypatch.setattr(sources, "PEER_REVIEW", "Enhanced CET: a peer review a cycle")
    found = running.verify_run(run=run)
    assert found.holds
    asked = RunResult.objects.filter(run=run, result__contains="PEER_REVIEW").count()
    assert found.reworded == asked > 0
    call_command("verify_run", run.number)
    assert f"every figure the same, {asked} explained in other words" in capsys.readouterr().out


def test_a_stored_sentence_that_somebody_changed_is_found():
    world.fill()
    run = world.done()
    tamper(
        "UPDATE compliance_runresult SET result = replace(result, 'is met', 'is not met') "
        "WHERE registrant_id = 3"
    )
    found = running.verify_run(run=run)
    assert "does not have the digest" in found.differences[0]


def test_verify_run_finds_a_row_taken_away_and_a_digest_made_to_fit():
    world.fill()
    run = world.done()
    tamper("DELETE FROM compliance_runresult WHERE registrant_id = 3")
    fitting = reads.digest_of(run)
    tamper(f"UPDATE compliance_compliancerun SET digest = '{fitting}'")
    run.refresh_from_db()
    found = running.verify_run(run=run).differences
    assert any("the audit trail has the digest" in sentence for sentence in found)
    assert any("39 people are stored, the run had 40" in sentence for sentence in found)


def test_verify_run_misses_a_digest_that_is_not_in_the_trail():
    world.fill(4)
    run = world.done()
    tamper("DELETE FROM core_auditevent")
    found = running.verify_run(run=run)
    assert found.differences == [f"{run.number}: the audit trail has no digest of it"]


def test_the_digest_stands_in_the_audit_trail():
    world.fill(4)
    run = world.done()
    event = AuditEvent.objects.get(verb="compliance_run.digest")
    assert event.data["digest"] == run.digest


def test_a_run_whose_worker_is_gone_is_taken_up_again(empty_queue):
    world.fill(4)
    run = world.start()
    ComplianceRun.objects.filter(pk=run.pk).update(begun_at=world.AFTER - timedelta(minutes=5))
    assert list(reads.at_work(world.AFTER)) == [run]
    tasks.work_on_run(run_id=run.pk, place=0)
    run.refresh_from_db()
    assert run.status == "SEALED"
    assert list(reads.at_work(world.AFTER)) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_begin_it_once():
    world.fill(4)
    run = world.start("REAL")
    staff = [builders.actor_of(builders.staff()) for _ in range(2)]

    def confirm(actor):
        return running.confirm_run(run=run, period=world.period(), actor=actor, at=world.AFTER)

    outcomes = together(*(lambda actor=actor: confirm(actor) for actor in staff))
    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert RunRange.objects.filter(run=run).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_start_it_for_real_at_once_get_one_run():
    builders.reference()
    staff = [builders.staff() for _ in range(2)]
    runs = together(*(lambda user=user: world.start("REAL", by=user) for user in staff))
    assert {run.pk for run in runs} == {ComplianceRun.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_pressed_three_times_at_once_is_one_run():
    builders.reference()
    staff = builders.staff()
    runs = together(*[lambda: world.start(by=staff)] * 3)
    assert {run.pk for run in runs} == {ComplianceRun.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_eight_workers_give_the_same_bytes_as_one(monkeypatch):
    monkeypatch.setattr("compliance.services.running.starting.SMALLEST", 3)
    world.fill()
    alone = world.done()
    run = world.start(by=builders.staff())
    assert RunRange.objects.filter(run=run).count() == 8
    terms = reads.terms_of(run)

    def worker():
        running.work_on_run(run=run, terms=terms, at=world.AFTER)

    assert together(*[worker] * 8) == [None] * 8
    run.refresh_from_db()
    assert (run.status, run.digest) == ("SEALED", alone.digest)
    assert AuditEvent.objects.filter(verb="compliance_run.seal").count() == 2
