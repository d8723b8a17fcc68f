"""Completion certificates."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import queries as approval_queries
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from registrants import queries as register_queries
from sessions_events import permissions
from sessions_events.models import CompletionCertificate, Event
from sessions_events.rules.rows import judge, to_rows

# No letters that are read as figures, and no vowels, so that no word comes out.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
CODE_LENGTH = 10


@transaction.atomic
def issue_certificate(
    *, event: Event, number: str, surname: str, actor: Actor, at: datetime
) -> CompletionCertificate:
    """A certificate for one completer; the one there is, if it was issued before.

    Refused unless number and surname match the register and the CET was approved for the
    person, with the reason; it never tells whose number it is (decisions.md 23). After a match
    it bears the surname as the register spells it, not as it was typed.
    """
    require(permissions.may_certify(actor, event, at=at))
    rows = to_rows([(1, number, surname)])
    verdict = judge(
        rows,
        register=register_queries.on_register(row.key_number for row in rows if row.key_number),
        day=london_date(event.ends_at),
        approved=approval_queries.approvals_of(event.application),
        uploaded=(),
    )[0]
    if verdict.entry is None:
        raise Refused(Refusal(verdict.reason or _("No certificate can be issued.")))
    certificate, created = CompletionCertificate.objects.get_or_create(
        event=event,
        registrant_id=verdict.entry.registrant_id,
        defaults={
            "number": verdict.entry.number,
            "surname": register_queries.surname_of(verdict.entry.registrant_id),
            "audience": verdict.audience,
            "code": "".join(secrets.choice(ALPHABET) for _position in range(CODE_LENGTH)),
            "issued_at": at,
            "issued_by_id": actor.user_id,
        },
    )
    if created:
        audit.record("certificate.issue", certificate, actor=actor, at=at, event=event.ev_number)
    return certificate
