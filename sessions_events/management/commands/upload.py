"""`manage.py upload EV-10023 file.xlsx [--commit] [--as user@example.org] --json`."""

import json
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.roles import Permission, Role
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.enums import Box, UploadStatus
from sessions_events.models import Event
from sessions_events.rules.files import MOST_BYTES

WITH_A_NAME = ("rows", *(box.lower() for box in Box.values), "items")


class Command(BaseCommand):
    """Upload a list of people for an event, as the pages do it."""

    help = "Preview a list of people for an event; with --commit take what is ready."

    def add_arguments(self, parser):
        parser.add_argument("event", help="EV-number")
        parser.add_argument("file", type=Path, help="CSV, TSV, XLSX")
        parser.add_argument("--commit", action="store_true", help="take the ready rows")
        parser.add_argument("--as", dest="email", default="", help="act as this person")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")

    def handle(self, *args, **options):
        event = queries.event_numbered(options["event"].strip().upper())
        if event is None:
            raise CommandError(f"There is no event {options['event']}.")
        actor = _actor(event, options["email"])
        report = self._report(event, options["file"], actor, commit=options["commit"])
        if options["as_json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name in WITH_A_NAME[:-1]:
            self.stdout.write(f"{name}: {report[name]}")
        for item in report["items"]:
            if item["reason"]:
                self.stdout.write(f"{item['row']}: {item['registration_number']}: {item['reason']}")

    def _report(self, event: Event, path: Path, actor: Actor, *, commit: bool) -> dict:
        try:
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise CommandError("The file is larger than 50 MB.")
            with path.open("rb") as opened:
                file = UploadedFile(opened, name=path.name, size=size)
                return _send(event, file, actor, commit=commit)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except (Refused, services.Unreadable) as refused:
            raise CommandError(str(refused)) from refused


def _send(event: Event, file: UploadedFile, actor: Actor, *, commit: bool) -> dict:
    sending = {"event": event, "file": file, "actor": actor, "at": clock.now()}
    if commit:
        sent = services.send(**sending, commit=True, wait=True)
        if sent.status == UploadStatus.UNREADABLE:
            raise services.Unreadable(sent.problem)
        report = queries.machine_report(sent)
    else:
        report = services.preview(**sending)
    return {name: report[name] for name in WITH_A_NAME}


def _actor(event: Event, email: str) -> Actor:
    """The person in the provider's role; without one the shell itself, recorded as that."""
    if not email:
        return Actor(
            name="manage.py upload",
            role=Role.SYSTEM_ADMINISTRATOR,
            tenant_id=event.provider_id,
            permissions=frozenset({Permission.EVENT_READ, Permission.EVENT_UPLOAD}),
        )
    user = account_queries.account(email)
    if user is None or not user.is_active:
        raise CommandError(f"There is no account {email}.")
    for context in contexts_of(user):
        if context.tenant_id == event.provider_id:
            return context.actor(user)
    raise CommandError(f"{email} has no role in the provider of {event.ev_number}.")
