"""Mailing the outbox: a server that is away, a message that is refused, two workers."""

import socket
import socketserver
import threading
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection, transaction

from cet_portal.core import delivery
from cet_portal.core.models import OutboxMessage
from tests.racing import PATIENCE

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def written(number, **changed):
    values = {
        "key": f"trial:{number}",
        "kind": "trial",
        "to": f"person{number}@example.org",
        "subject": f"Message {number}",
        "body": "Text",
        "created_at": AT,
    }
    return OutboxMessage.objects.create(**values | changed)


@pytest.fixture
def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.django_db
def test_deliver_mails_each_message_once():
    written(1), written(2)

    counts = [delivery.deliver_all(at=AT), delivery.deliver_all(at=AT)]

    assert counts == [2, 0]
    assert [sent.subject for sent in mail.outbox] == ["Message 1", "Message 2"]
    assert set(OutboxMessage.objects.values_list("sent_at", "attempts")) == {(AT, 1)}


@pytest.mark.django_db
def test_deliver_keeps_all_while_the_mail_server_is_down_and_sends_when_it_is_up(
    settings, closed_port
):
    written(1), written(2)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    for _hour in range(delivery.MOST_ATTEMPTS + 5):
        assert delivery.deliver_all(at=AT) == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent = delivery.deliver_all(at=AT)

    assert sent == 2


@pytest.mark.django_db
def test_deliver_goes_on_after_a_message_that_cannot_be_mailed():
    bad, good = written(1, subject="two\nlines"), written(2)

    sent = delivery.deliver_all(at=AT)

    bad.refresh_from_db(), good.refresh_from_db()
    assert sent == 1
    assert (bad.sent_at, bad.attempts, good.sent_at) == (None, 1, AT)
    assert bad.last_error.startswith("BadHeaderError")


@pytest.mark.django_db
def test_deliver_gives_up_after_the_last_attempt():
    written(1, attempts=delivery.MOST_ATTEMPTS)

    assert delivery.deliver_all(at=AT) == 0
    assert mail.outbox == []


class MailServer(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as it needs, and hangs up after two messages of a connection."""

    def handle(self):
        self.server.connections += 1
        self._say("220 ready")
        messages = 0
        while (line := self.rfile.readline().strip().upper()) and messages < 2:
            if line == b"DATA":
                self._say("354 go on")
                while self.rfile.readline() != b".\r\n":
                    pass
                messages += 1
                self.server.messages += 1
            self._say("221 bye" if line == b"QUIT" else "250 yes")

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail_server(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), MailServer) as server:
        server.connections = server.messages = 0
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_messages_share_a_connection_until_the_server_hangs_up(mail_server):
    for number in range(5):
        written(number)

    assert delivery.deliver_all(at=AT) == 5
    assert (mail_server.messages, mail_server.connections) == (5, 3)
    assert set(OutboxMessage.objects.values_list("attempts", "last_error")) == {(1, "")}


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_message():
    written(1), written(2)

    with transaction.atomic():
        OutboxMessage.objects.select_for_update().get(key="trial:1")
        counts = []
        other = threading.Thread(target=lambda: counts.append(_in_a_thread()))
        other.start()
        other.join(timeout=PATIENCE)

    assert counts == [1]
    assert [sent.subject for sent in mail.outbox] == ["Message 2"]


def _in_a_thread():
    try:
        return delivery.deliver_all(at=AT)
    finally:
        connection.close()
