"""Asking for background work: after commit, once, and never at the price of the request."""

import signal
import socket
import time

import pytest
import redis
from celery.exceptions import NotRegistered
from django.conf import settings as django_settings
from django.db import transaction

from cet_portal.celery import app
from cet_portal.core import health
from cet_portal.core.models import Heartbeat
from cet_portal.core.queue import enqueue, gathered
from cet_portal.local.valkey import Valkey

TASK = "core.deliver_outbox"


def waiting():
    with redis.Redis.from_url(django_settings.CELERY_BROKER_URL) as client:
        return client.llen("celery")


@pytest.fixture
def broker_at(monkeypatch):
    """Points Celery at another address for one test."""

    def point(address):
        monkeypatch.setattr(app.conf, "broker_write_url", address)

    return point


@pytest.fixture
def seconds():
    began = time.monotonic()
    return lambda: time.monotonic() - began


@pytest.mark.django_db(transaction=True)
def test_enqueue_sends_after_commit():
    with transaction.atomic():
        enqueue(TASK)
        before = waiting()

    assert (before, waiting()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_enqueue_in_an_act_that_fails_sends_nothing():
    with transaction.atomic():
        enqueue(TASK)
        transaction.set_rollback(True)

    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_enqueue_twice_in_one_act_sends_once():
    with transaction.atomic():
        enqueue(TASK)
        enqueue(TASK)
        enqueue("core.heartbeat")

    assert waiting() == 2


@pytest.mark.django_db(transaction=True)
def test_enqueue_again_after_a_savepoint_was_rolled_back_sends():
    with transaction.atomic():
        with transaction.atomic():
            enqueue(TASK)
            transaction.set_rollback(True)
        enqueue(TASK)

    assert waiting() == 1


@pytest.mark.django_db
def test_enqueue_of_an_unknown_task_raises_at_once():
    with pytest.raises(NotRegistered):
        enqueue("core.no_such_task")


@pytest.mark.django_db(transaction=True)
def test_enqueue_with_a_closed_port_comes_back_at_once(broker_at, seconds, caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        broker_at(f"redis://127.0.0.1:{free.getsockname()[1]}/0")

        enqueue(TASK)

    assert seconds() < 2
    assert "waits for its sweep, the broker is away" in caplog.text


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_enqueue_with_a_server_that_hangs_comes_back_soon(broker_at, tmp_path, caplog):
    server = Valkey(tmp_path, durable=False)
    broker_at(server.start())
    try:
        server.child.send_signal(signal.SIGSTOP)
        began = time.monotonic()

        with transaction.atomic():
            enqueue(TASK)
            enqueue(TASK)

        took = time.monotonic() - began
    finally:
        server.child.send_signal(signal.SIGCONT)
        server.stop()
    assert took < 2
    assert "the broker is away" in caplog.text


@pytest.mark.django_db
def test_health_says_soon_that_the_broker_is_away(broker_at, seconds):
    Heartbeat.objects.all().delete()  # of a beat that ran for other tests
    broker_at("redis://127.0.0.1:1/0")

    report = health.report()

    assert seconds() < 2
    assert report["database"] == "ok"
    assert report["broker"].startswith("the broker does not answer")
    assert report["worker"] == "no worker can be asked: the broker is away"
    assert report["beat"] == "no heartbeat yet"


@pytest.mark.django_db(transaction=True)
def test_gathered_work_is_sent_once_at_the_end():
    with gathered():
        for _case in range(3):
            with transaction.atomic():
                enqueue(TASK)
        before = waiting()

    assert (before, waiting()) == (0, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("committed, sent", [(True, 1), (False, 0)])
def test_gathered_work_is_sent_for_what_was_committed_before_a_run_failed(committed, sent):
    def fail():
        with transaction.atomic():
            enqueue(TASK)
            if not committed:
                raise ZeroDivisionError
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), gathered():
        fail()

    assert waiting() == sent
