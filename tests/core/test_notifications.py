"""The outbox: nobody is told twice, nothing is told that did not happen."""

import pytest
from django.db import transaction

from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import LONGEST_KEY, Message, Recipient, one_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def template(settings, tmp_path):
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "trial.txt").write_text("{{ who }}: {{ address }}")
    folders = [tmp_path, *settings.TEMPLATES[0]["DIRS"]]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": folders}]


class Trial(Message):
    kind = "trial"

    def __init__(self, *emails, occasion="C-10001:trial"):
        self.emails, self.occasion = emails, occasion

    def key(self):
        return self.occasion

    def recipients(self):
        return [Recipient(email, user_id=number) for number, email in enumerate(self.emails, 1)]

    def subject(self):
        return "A subject\nin two lines " + "x" * 300

    def path(self):
        return "/applications/C-10001/"

    def context(self):
        return {"who": "O'Neil & Sons"}


def test_send_writes_plain_text_with_the_address_of_the_page():
    Trial("ann@example.org").send(at=clock.now())

    message = OutboxMessage.objects.get()
    said, team = message.body.split("\n\n")
    assert said == "O'Neil & Sons: http://testserver/applications/C-10001/"
    assert team == "To write to the GOC’s CET team, answer this message.\n"
    assert (message.to, message.user_id, message.sent_at) == ("ann@example.org", 1, None)


def test_send_makes_one_line_of_the_subject():
    Trial("ann@example.org").send(at=clock.now())

    subject = OutboxMessage.objects.get().subject
    assert subject.startswith("A subject in two lines xxx")
    assert len(subject) == 250


def test_send_again_tells_nobody_twice_and_the_new_ones_once():
    Trial("ann@example.org").send(at=clock.now())

    Trial("ann@example.org", "bea@example.org").send(at=clock.now())

    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == [
        "ann@example.org",
        "bea@example.org",
    ]


def test_send_leaves_out_who_did_it():
    Trial("ann@example.org", "bea@example.org").send(at=clock.now(), besides=1)

    assert OutboxMessage.objects.get().to == "bea@example.org"


def test_send_to_an_address_given_twice_sends_once():
    Trial("ann@example.org", "ann@example.org").send(at=clock.now())

    assert OutboxMessage.objects.count() == 1


def test_send_in_an_act_that_fails_tells_nobody():
    with transaction.atomic():
        Trial("ann@example.org").send(at=clock.now())
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()


def test_long_keys_do_not_collide():
    long = "a" * 140
    keys = {one_key("C-10001:decided", f"{long}{end}@example.org") for end in ("1", "2", "3")}

    assert len(keys) == 3
    assert {len(key) for key in keys} == {LONGEST_KEY}


def test_the_key_does_not_mind_the_case_of_an_address():
    assert one_key("x", "Ann@Example.org") == one_key("x", "ann@example.org") == "x:ann@example.org"
