"""Messages to people.

A message is a row in the outbox, written in the transaction of the act with a unique key, and
mailed by a task after commit. Nobody is told twice, and nothing is told that did not happen.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template import Context, engines
from django.utils.translation import gettext as _

from cet_portal.core.models import OutboxMessage
from cet_portal.core.queue import enqueue

LONGEST_KEY = OutboxMessage._meta.get_field("key").max_length
LONGEST_SUBJECT = OutboxMessage._meta.get_field("subject").max_length


def team_address() -> str:
    """How to reach staff by mail: the same as on the page of help. Empty if it is not set."""
    return settings.CET_TEAM_ADDRESS


def _contact() -> str:
    if team_address():
        return _("The GOC’s CET team: %(address)s") % {"address": team_address()}
    return _("To write to the GOC’s CET team, answer this message.")


def address_of(path: str) -> str:
    """The whole address of a page of the portal."""
    return settings.SITE_ADDRESS + path


def one_key(occasion: str, email: str) -> str:
    """The key of one message to one address; a long one ends in a digest, so none collide."""
    key = f"{occasion}:{email.lower()}"
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}:{digest}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: an address, and the account that can read it in the portal."""

    email: str
    user_id: int | None = None
    tenant_id: int | None = None


class Message:
    """One kind of message. Subclasses say `kind`, `template`, and the four questions below.

    The template `emails/<kind>.txt` gets `context()` and `address` of the page it points at.
    """

    kind = ""

    def key(self) -> str:
        """Unique for the occasion, such as "C-10001:decided:7"."""
        raise NotImplementedError

    def recipients(self) -> Iterable[Recipient]:
        raise NotImplementedError

    def subject(self) -> str:
        raise NotImplementedError

    def path(self) -> str:
        """The page in the portal where the next step is."""
        raise NotImplementedError

    def context(self) -> dict:
        return {}

    def text(self, *, on_paper: bool = False) -> str:
        """What it says, from its template, but for how to reach staff: on paper the same, and what
        a mail leaves to a page of the portal because others may read it."""
        context = {**self.context(), "address": address_of(self.path()), "on_paper": on_paper}
        # Plain text: an apostrophe stays an apostrophe.
        template = engines["django"].get_template(f"emails/{self.kind}.txt").template
        return template.render(Context(context, autoescape=False)).rstrip()

    def heading(self) -> str:
        """The subject in one line."""
        return " ".join(str(self.subject()).split())[:LONGEST_SUBJECT]

    def send(self, *, at: datetime, besides: int | None = None) -> None:
        """Write it for every recipient but the user `besides`, who did it themselves."""
        send_all([self], at=at, besides=besides)

    def rows(self, *, at: datetime, besides: int | None = None) -> list[OutboxMessage]:
        """The unsaved message for each recipient but `besides`; without recipients no words."""
        told = {
            recipient.email: recipient
            for recipient in self.recipients()
            if recipient.user_id is None or recipient.user_id != besides
        }
        if not told:
            return []
        path, subject = self.path(), self.heading()
        body = f"{self.text()}\n\n{_contact()}\n"
        return [
            OutboxMessage(
                key=one_key(self.key(), recipient.email),
                kind=self.kind,
                user_id=recipient.user_id,
                tenant_id=recipient.tenant_id,
                to=recipient.email,
                subject=subject,
                body=body,
                path=path,
                created_at=at,
            )
            for recipient in told.values()
        ]


def send_all(messages: Iterable[Message], *, at: datetime, besides: int | None = None) -> None:
    """Write several messages of one act at once."""
    rows = [row for message in messages for row in message.rows(at=at, besides=besides)]
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
        enqueue("core.deliver_outbox")
