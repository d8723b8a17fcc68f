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
from cet_portal.core.sweeps import SweepFailed, sweep, sweep_in_sets
from cet_portal.core.workflow import lock
from tests import builders
from tests.racing import PATIENCE


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
        thread.join(timeout=PATIENCE)

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
def test_a_case_is_read_and_locked_once(three):
    with CaptureQueriesContext(connection) as captured:
        run(lock)

    assert len([each for each in captured if "FOR UPDATE" in each["sql"]]) == len(three)


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


def run_in_sets(act):
    return sweep_in_sets(name="trial", due=due().exclude(title="Seen"), act=act, at=clock.now())


def rename_all(cases):
    for case in cases:
        rename(case)
    return cases


@pytest.mark.django_db
def test_sweep_in_sets_gives_many_cases_at_once_and_locks_them_in_one_statement(three):
    sizes = []

    with CaptureQueriesContext(connection) as captured:
        moved = run_in_sets(lambda cases: sizes.append(len(cases)) or rename_all(cases))

    assert moved == [case.c_number for case in three]
    assert sizes == [3]
    assert len([each for each in captured if "FOR UPDATE" in each["sql"]]) == 1


@pytest.mark.django_db
def test_sweep_in_sets_counts_only_the_cases_that_were_moved(three):
    assert run_in_sets(lambda cases: rename_all(cases[:1])) == [three[0].c_number]


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ZeroDivisionError(), Refused(Refusal("Not now."))])
def test_one_bad_case_costs_its_set_nothing(three, error):
    def act(cases):
        rename_all(cases)
        if three[1] in cases:
            raise error
        return cases

    if isinstance(error, Refused):
        assert run_in_sets(act) == [three[0].c_number, three[2].c_number]
    else:
        with pytest.raises(SweepFailed, match=str(three[1].pk)):
            run_in_sets(act)
    assert list(due().exclude(title="Seen")) == [three[1]]


@pytest.mark.django_db
def test_the_timer_of_unanswered_requests_asks_no_more_for_three_than_for_two():
    long_ago = clock.now() - timedelta(days=40)

    def statements(cases):
        provider = builders.provider_with(at=long_ago)[0]
        for _ in range(cases):
            builders.application_at("INFORMATION_REQUESTED", at=long_ago, provider=provider)
        with CaptureQueriesContext(connection) as captured:
            reject_unanswered()
        return len(captured)

    assert statements(3) <= statements(2) + 1
