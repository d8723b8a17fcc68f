"""A case is opened: by the registrant, or by a query on the statement."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import made_just_now
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits
from registrants import queries as register_queries
from registrants.enums import PointStatus
from registrants.models import PointEntry, Registrant
from sessions_events import notifications, queries, workflow
from sessions_events.enums import CaseKind, CaseStatus
from sessions_events.models import Event, PointsCase
from sessions_events.queries import cases as reads
from sessions_events.services.cases.keeping import due_in, say


@transaction.atomic
def open_missing(
    *,
    event: Event,
    words: str,
    files: Sequence[UploadedFile] = (),
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """ "I attended, where are my points?": the provider has 10 working days.

    Refused before the event is over, where the person has a line for it, and where there is an
    open case already; pressed twice it gives the one made just now.
    """
    person = _own(actor)
    twin = _just_now(actor, at, event=event)
    if twin:
        return twin
    begun = event.starts_at if event.is_distance_learning else event.ends_at
    if begun > at:
        raise Refused(Refusal(_("This event is not over yet, so no points are missing.")))
    if register_queries.lines_for(event.ev_number, [person.pk]).exists():
        sentence = _("Your statement has points for %(number)s. If they are wrong, query them.")
        raise Refused(Refusal(sentence % {"number": event.ev_number}))
    return _open(
        person,
        words,
        files,
        day=london_date(event.ends_at),
        kind=CaseKind.MISSING,
        event=event,
        provider=event.provider,
        actor=actor,
        at=at,
    )


@transaction.atomic
def open_unlisted(
    *,
    provider_name: str,
    title: str,
    day: date,
    words: str,
    files: Sequence[UploadedFile] = (),
    actor: Actor,
    at: datetime,
) -> PointsCase:
    """The registrant did not find the event: staff look for it, within 10 working days.

    Refused for a day to come; pressed twice it gives the one made just now.
    """
    person = _own(actor)
    claimed: dict[str, Any] = {
        "claimed_provider": provider_name.strip(),
        "claimed_title": title.strip(),
        "claimed_on": day,
    }
    twin = _just_now(actor, at, **claimed)
    if twin:
        return twin
    if day > london_date(at):
        raise Refused(Refusal(_("This day is to come, so no points are missing.")))
    return _open(
        person,
        words,
        files,
        day=day,
        kind=CaseKind.MISSING,
        event=None,
        provider=None,
        actor=actor,
        at=at,
        **claimed,
    )


@transaction.atomic
def open_query(
    *, entry: PointEntry, problem: str, message: str, actor: Actor, at: datetime
) -> PointsCase:
    """Points on the statement are queried: the provider answers, or corrects them."""
    person = lock(entry.registrant)
    return _about_points(person, entry, problem=problem, message=message, actor=actor, at=at)


def _about_points(
    person: Registrant,
    entry: PointEntry,
    *,
    problem: str,
    message: str,
    by_staff: bool = False,
    actor: Actor,
    at: datetime,
) -> PointsCase:
    event = queries.event_numbered(entry.event_reference)
    return _open(
        person,
        message,
        (),
        by_staff=by_staff,
        day=entry.event_date,
        kind=CaseKind.QUERY,
        event=event,
        provider=event.provider if event else None,
        entry=entry,
        problem=problem,
        number=entry.number,
        claimed_provider=entry.provider_name,
        claimed_title=entry.title,
        claimed_on=entry.event_date,
        actor=actor,
        at=at,
    )


@transaction.atomic
def open_about_accepted(
    *, entry: PointEntry, problem: str, message: str, actor: Actor, at: datetime
) -> PointsCase:
    """Points that were accepted are wrong: GOC staff decide, as nobody else can take them back.

    The line counts as it stands meanwhile. Refused for whoever it does not belong to, for points
    in any other status, and where a case about the event is open; pressed twice it gives the one
    made just now.
    """
    person = _own(actor)
    if entry.registrant_id != person.pk:
        raise Refused(Refusal(_("Only the registrant can say that their points are wrong.")))
    twin = _just_now(actor, at, kind=CaseKind.QUERY, entry=entry, problem=problem)
    if twin:
        return twin
    entry = lock(entry)
    if entry.status != PointStatus.ACCEPTED:
        raise Refused(Refusal(_("These points are not accepted, so this is not the way.")))
    return _about_points(
        person, entry, problem=problem, message=message, by_staff=True, actor=actor, at=at
    )


def _own(actor: Actor) -> Registrant:
    """The person themselves, locked: their new cases are made one by one."""
    if actor.person_id is None:
        raise Refused(Refusal(_("Only a registrant can ask for points.")))
    return lock(register_queries.own_record(actor))


def _just_now(
    actor: Actor, at: datetime, kind: str = CaseKind.MISSING, **values: Any
) -> PointsCase | None:
    rows = PointsCase.objects.visible_to(actor).filter(kind=kind)
    return made_just_now(rows, actor=actor, at=at, **values)


def _open(
    person: Registrant,
    words: str,
    files: Sequence[UploadedFile],
    *,
    day: date,
    by_staff: bool = False,
    actor: Actor,
    at: datetime,
    **fields: Any,
) -> PointsCase:
    event, provider = fields["event"], fields["provider"]
    known = reads.open_case_of(person.pk, event) if event else None
    if known:
        sentence = _("%(number)s is about this event and is still open: write there.")
        raise Refused(Refusal(sentence % {"number": known.reference}))
    # The GOC's own provider has no people besides staff.
    to_provider = provider is not None and not provider.own and not by_staff
    status = CaseStatus.OPEN_PROVIDER if to_provider else CaseStatus.OPEN_STAFF
    clock = (
        due_in(limits.CASE_PROVIDER_WORKING_DAYS, at=at, rule=limits.RULE_CASE_PROVIDER)
        if to_provider
        else due_in(limits.CASE_STAFF_WORKING_DAYS, at=at, rule=limits.RULE_CASE_STAFF)
    )
    fields.setdefault("number", register_queries.number_on(person.pk, day))
    case = PointsCase.objects.create(
        registrant=person,
        surname=person.surname,
        made_at=at,
        made_by_id=actor.user_id,
        **clock,
        **fields,
        **workflow.points_case.born(status),
    )
    say(case, words, step="open", files=files, actor=actor, at=at)
    audit.record("points_case.open", case, actor=actor, at=at, kind=case.kind)
    notifications.CaseOpened(case).send(at=at, besides=actor.user_id)
    return case
