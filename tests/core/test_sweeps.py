"""Timers: one case per transaction, harmless when run twice or by two at once."""

import threading
import uuid
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from approvals.models import CetApplication
from approvals.tasks import reject_unanswered
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, SweepRun
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.sweeps import SweepFailed, sweep
from tests import builders


@pytest.fixture
def three():
    provider = builders.provider_with()[0]
    return [builders.application_at("SUBMITTED", provider=provider) for _ in range(3)]


def due():
    return CetApplication.objects.filter(status="SUBMITTED").select_related("provider", "approver")


def rename(case):
    case.title = "Seen"
    case.save(update_fields=["title"])


def run(act=rename, **more):
    return sweep(name="trial", due=due().exclude(title="Seen"), act=act, at=clock.now(), **more)


@pytest.mark.django_db
def test_sweep_acts_on_every_due_case_and_keeps_the_run(three):
    moved = run()

    assert moved == [case.c_number for case in three]
    assert SweepRun.objects.get().moved == moved


@pytest.mark.django_db
def test_sweep_run_twice_acts_once(three):
    run()

    assert run() == []
    assert SweepRun.objects.count() == 1


@pytest.mark.django_db
def test_sweep_of_a_rehearsal_is_kept_even_when_nothing_was_due():
    rehearsal = uuid.uuid4()

    run(rehearsal=str(rehearsal))

    assert SweepRun.objects.get().rehearsal == rehearsal


@pytest.mark.django_db
def test_a_case_that_fails_leaves_no_trace_and_does_not_stop_the_others(three):
    broken = three[1]

    def act(case):
        rename(case)
        if case.pk == broken.pk:
            raise ZeroDivisionError

    with pytest.raises(SweepFailed, match=str(broken.pk)):
        run(act)

    broken.refresh_from_db()
    kept = SweepRun.objects.get()
    assert broken.title != "Seen"
    assert kept.moved == [three[0].c_number, three[2].c_number]
    assert kept.failed == [str(broken.pk)]


@pytest.mark.django_db
def test_a_case_that_refuses_stays_as_it_is(three):
    def act(case):
        rename(case)
        raise Refused(Refusal("Not now."))

    assert run(act) == []
    assert due().exclude(title="Seen").count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_case_locked_by_another_worker_is_passed_over(three):
    moved = []

    def other_worker():
        try:
            moved.extend(run())
        finally:
            connection.close()

    with transaction.atomic():
        CetApplication.objects.select_for_update().get(pk=three[0].pk)
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join(timeout=10)

    assert moved == [three[1].c_number, three[2].c_number]


@pytest.mark.django_db(transaction=True)
def test_a_case_that_a_person_moved_meanwhile_is_left_alone(three):
    quick = three[2]

    def act(case):
        if case.pk == three[0].pk:
            CetApplication.objects.filter(pk=quick.pk).update(title="Seen")
        rename(case)

    assert run(act) == [three[0].c_number, three[1].c_number]


@pytest.mark.django_db
def test_the_real_timer_rejects_what_went_unanswered():
    asked = builders.application_at("INFORMATION_REQUESTED", at=clock.now() - timedelta(days=40))
    in_time = builders.application_at("INFORMATION_REQUESTED")

    reject_unanswered()

    asked.refresh_from_db(), in_time.refresh_from_db()
    assert (asked.status, in_time.status) == ("REJECTED", "INFORMATION_REQUESTED")
    assert CLOCK.is_clock


@pytest.mark.django_db
def test_a_case_is_read_and_locked_once():
    builders.application_at("INFORMATION_REQUESTED", at=clock.now() - timedelta(days=40))

    with CaptureQueriesContext(connection) as captured:
        reject_unanswered()

    locks = [each["sql"] for each in captured if "FOR UPDATE" in each["sql"]]
    assert [sql for sql in locks if '"approvals_cetapplication"' in sql] == [locks[0]]


@pytest.mark.django_db(transaction=True)
def test_what_many_cases_ask_for_is_asked_for_once():
    provider = builders.provider_with(at=clock.now() - timedelta(days=40))[0]
    for _case in range(3):
        builders.application_at(
            "INFORMATION_REQUESTED", provider=provider, at=clock.now() - timedelta(days=40)
        )
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
        client.delete("celery")
        reject_unanswered()

        assert client.llen("celery") == 1
    assert OutboxMessage.objects.filter(kind="application_rejected_unanswered").count() == 3
