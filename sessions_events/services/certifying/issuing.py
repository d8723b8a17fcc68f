"""Certificates are issued: one by number and surname, or to all who were uploaded."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from registrants import queries as register_queries
from sessions_events import permissions, queries
from sessions_events.enums import TAKEN_BOXES
from sessions_events.models import CompletionCertificate, Event
from sessions_events.rules.codes import new_code
from sessions_events.rules.rows import Row
from sessions_events.rules.sentences import sentence
from sessions_events.services.uploading.staging import judge_of

AT_ONCE = 2_000


class DayMissing(Refused):
    """Of distance learning without an upload the day of completion is not known."""


@transaction.atomic
def issue_certificate(
    *,
    event: Event,
    number: str,
    surname: str,
    completed_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> CompletionCertificate:
    """A certificate for one completer; the one there is, if one stands. `completed_on`: the day
    of distance learning, for somebody who was not uploaded yet.

    Refused unless number and surname match the register and the CET was approved for the
    person, with the reason; it never tells whose number it is (decisions.md 23). After a match
    it bears the surname as the register spells it, not as it was typed. Somebody whose points
    were withdrawn is uploaded again first. Distance learning has no day of its own, so the day is
    asked for (domain.md 6.7).
    """
    # Whoever withdraws points or refuses locks the event too: nothing slips through between.
    event = lock(event)
    require(permissions.may_certify(actor, event, at=at))
    judge = judge_of(event, at=at, again=True)
    day = completed_on.isoformat() if completed_on else ""
    verdict = judge.judge([Row(line=1, number=number, surname=surname, completed=day)])[0]
    if verdict.entry is None or verdict.box not in TAKEN_BOXES:
        words = sentence(verdict.reason, verdict.detail)
        raise Refused(Refusal(words or _("No certificate can be issued.")))
    person = verdict.entry.registrant_id
    if queries.points_were_withdrawn(event, person):
        sentence_ = _("The points for this person were withdrawn. Upload the person again first.")
        raise Refused(Refusal(sentence_))
    standing = queries.certificates_of(event).filter(registrant_id=person).first()
    if standing:
        return standing
    needs_day = _needs_day(event, person)
    if needs_day and completed_on is None:
        raise DayMissing(
            Refusal(_("Enter the day on which the person completed it: there is no upload yet."))
        )
    certificate = CompletionCertificate.objects.create(
        event=event,
        registrant_id=person,
        number=verdict.entry.number,
        surname=register_queries.surname_of(person),
        audience=verdict.audience,
        code=new_code(),
        completed_on=completed_on if needs_day else None,
        issued_at=at,
        issued_by_id=actor.user_id,
        **_signatory(event),
    )
    audit.record("certificate.issue", certificate, actor=actor, at=at, event=event.ev_number)
    return certificate


@transaction.atomic
def issue_to_uploaded(*, event: Event, actor: Actor, at: datetime) -> int:
    """A certificate for everybody whose points stand and who has none; returns how many.

    In a few statements however many there are. Run again it issues nothing more.
    """
    event = lock(event)
    require(permissions.may_certify(actor, event, at=at))
    fields = {"issued_at": at, "issued_by_id": actor.user_id, **_signatory(event)}
    issued = 0
    for people in _pieces(_uncertified(event)):
        names = register_queries.surnames_of(people)
        CompletionCertificate.objects.bulk_create(
            CompletionCertificate(
                event=event,
                registrant_id=person,
                number=number,
                surname=names[person],
                audience=audience,
                code=new_code(),
                **fields,
            )
            for person, (number, audience) in people.items()
        )
        issued += len(people)
    if issued:
        audit.record("certificate.issue_all", event, actor=actor, at=at, certificates=issued)
    return issued


def _needs_day(event: Event, person: int) -> bool:
    """Is there nothing that knows on which day this person completed it?"""
    if not event.is_distance_learning:
        return False
    return not register_queries.lines_for(event.ev_number, [person]).exists()


def _uncertified(event: Event) -> dict[int, tuple[str, str]]:
    """Number and audience of those who get one, by person."""
    rows = queries.rows_to_certify(event).values_list(
        "registrant_id", "taken_number", "number", "audience"
    )
    return {
        person: (taken or number, audience)
        for person, taken, number, audience in rows.iterator(chunk_size=5_000)
    }


def _pieces(people: dict[int, tuple[str, str]]) -> Iterator[dict[int, tuple[str, str]]]:
    keys = list(people)
    for first in range(0, len(keys), AT_ONCE):
        yield {key: people[key] for key in keys[first : first + AT_ONCE]}


def _signatory(event: Event) -> dict[str, str]:
    """Who signs today."""
    design = queries.design_of(event.provider_id)
    if design is None:
        return {}
    return {"signatory": design.signatory, "signatory_role": design.signatory_role}
