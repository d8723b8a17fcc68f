"""Completion certificates."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from registrants import queries as register_queries
from sessions_events import permissions
from sessions_events.enums import TAKEN_BOXES
from sessions_events.models import CompletionCertificate, Event
from sessions_events.rules.rows import Row
from sessions_events.rules.sentences import sentence
from sessions_events.services.uploading.staging import judge_of

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
    judge = judge_of(event, at=at, again=True)
    verdict = judge.judge([Row(line=1, number=number, surname=surname)])[0]
    if verdict.entry is None or verdict.box not in TAKEN_BOXES:
        words = sentence(verdict.reason, verdict.detail)
        raise Refused(Refusal(words or _("No certificate can be issued.")))
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
