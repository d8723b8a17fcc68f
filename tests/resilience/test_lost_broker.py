"""The broker is away while a provider submits: the act succeeds, and the mail goes out later."""

import re
import signal
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from cet_portal.core.models import OutboxMessage
from cet_portal.local import ports
from tests import builders
from tests.resilience.conftest import until_true

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer."""

    def redirect_request(self, *args, **kwargs):
        return None


class Person:
    """A signed-in person who sends forms to the running product."""

    def __init__(self, user, port):
        self.site = f"http://localhost:{port}"
        session = builders.client_for(user).cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = {settings.SESSION_COOKIE_NAME: session}
        self.open = urllib.request.build_opener(NoRedirect).open

    def ask(self, path, data=None):
        """The status and the text of the answer."""
        words = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        question = urllib.request.Request(
            self.site + path, data, {"Cookie": words, "Origin": self.site}
        )
        try:
            with self.open(question, timeout=20) as answer:
                for cookie in answer.headers.get_all("Set-Cookie", []):
                    name, _equals, value = cookie.partition(";")[0].partition("=")
                    self.cookies[name] = value
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", "")

    def press(self, page, path):
        """Open a page and send its form to `path`; status, where it leads, how long it took."""
        _status, text = self.ask(page)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[1]
        began = time.monotonic()
        status, place = self.ask(path, f"csrfmiddlewaretoken={token}&confirm=on".encode())
        return status, place, time.monotonic() - began


def mails(folder) -> list[str]:
    """The subjects of all that was mailed."""
    texts = [path.read_text() for path in folder.glob("*")] if folder.exists() else []
    return re.findall(r"^Subject: (.*)$", "\n".join(texts), re.MULTILINE)


@pytest.mark.parametrize("how", ["gone", "hanging"])
def test_a_submit_without_a_broker_succeeds_and_the_mail_goes_out_once_it_is_back(
    broker, start, mail, environment, how
):
    provider, admin = builders.provider_with()
    other = builders.member(provider, "SYSTEM_ADMINISTRATOR")
    draft = builders.draft(provider=provider)
    port = ports.free()
    start("web", port), start("worker")
    person = Person(admin, port)
    until_true(lambda: answers(person))

    if how == "gone":
        broker.kill()
    else:
        broker.child.send_signal(signal.SIGSTOP)
    case = f"/applications/{draft.c_number}/"
    status, place, seconds = person.press(f"{case}check/", f"{case}submit/")

    draft.refresh_from_db()
    assert (status, draft.status) == (302, "SUBMITTED"), place
    assert seconds < 3
    message = OutboxMessage.objects.get(kind="application_submitted")
    assert (message.to, message.sent_at) == (other.email, None)
    assert mails(mail) == []

    if how == "gone":
        broker.start()
    else:
        broker.child.send_signal(signal.SIGCONT)
    for _time in range(2):
        broker.ask("core.deliver_outbox")  # as beat does, every ten minutes
    until_true(lambda: OutboxMessage.objects.filter(sent_at__isnull=False).exists())
    assert mails(mail) == [message.subject]


def answers(person) -> bool:
    """Does the product answer yet?"""
    try:
        return person.ask("/help/")[0] == 200
    except urllib.error.URLError:
        return False
