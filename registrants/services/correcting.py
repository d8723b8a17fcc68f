"""A right line instead of a wrong one, on a recorded request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import queries as scheme_queries
from registrants import queries, workflow
from registrants.enums import AssistedAct, PointStatus
from registrants.events import line_limits_asked
from registrants.models import AssistedRequest, PointEntry
from registrants.services.accepting import accept_lines
from registrants.services.assisting import reason_for, record_done
from registrants.services.ledger import Occasion, PointOffer, offer_points

# Nothing is approved for as much.
MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line should have said."""

    total: int
    interactive: int
    event_date: date


@transaction.atomic
def correct_for(
    *,
    request: AssistedRequest,
    entry: PointEntry,
    correction: Correction,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    """A right line instead of a wrong one, which stays in the ledger as taken back.

    The new one is accepted if the old one was. Refused if nothing changes, when the line is not
    that of the person who asked or stands no longer, on a day on which the event was not held, and
    for more points than it was approved for.
    """
    reason = reason_for(request, AssistedAct.CORRECT, actor=actor, at=at)
    old = lock(entry)
    require(_correctable(request, old, correction, at=at))
    was_accepted = old.status == PointStatus.ACCEPTED
    workflow.point.move(old, "reverse", actor=actor, at=at, reason=reason)
    offer_points(
        occasion=Occasion(old.event_reference, old.c_number, old.title, old.provider_name),
        offers=[_offer(old, correction)],
        actor=actor,
        at=at,
    )
    new = queries.lines_for(old.event_reference, [old.registrant_id]).get()
    if was_accepted and new.status == PointStatus.PENDING:
        accept_lines(lines=[new.pk], actor=actor, at=at, reason=reason)
        new.refresh_from_db()
    record_done(request, AssistedAct.CORRECT, [new], actor=actor, at=at)
    return new


def _correctable(
    request: AssistedRequest, old: PointEntry, correction: Correction, *, at: datetime
) -> Refusal | None:
    if old.registrant_id != request.registrant_id:
        return Refusal(_("This line belongs to somebody else."))
    if (old.total, old.interactive, old.event_date) == (
        correction.total,
        correction.interactive,
        correction.event_date,
    ):
        return Refusal(_("Nothing is different: change the points or the date."))
    if correction.interactive > correction.total:
        return Refusal(_("There cannot be more interactive points than points."))
    if correction.event_date > london_date(at):
        return Refusal(_("The date must be today or in the past."))
    if correction.total > MOST_POINTS:
        return Refusal(_("A line has at most %(most)s points.") % {"most": MOST_POINTS})
    if not scheme_queries.is_in_a_cycle(correction.event_date):
        return Refusal(_("There was no CET scheme on that day."))
    return _beyond_the_event(old, correction)


def _beyond_the_event(old: PointEntry, correction: Correction) -> Refusal | None:
    """Only whoever keeps the events knows their days and what they were approved for."""
    for _receiver, answer in line_limits_asked.send(sender=PointEntry, entry=old):
        # The types of signals know of texts alone.
        limits = cast(tuple[date, date, int] | None, answer)
        if limits is None:
            continue
        first, last, most = limits
        words: dict[str, Any] = {
            "event": old.event_reference,
            "first": date_format(first, "j F Y"),
            "last": date_format(last, "j F Y"),
            "most": most,
        }
        if not first <= correction.event_date <= last:
            return Refusal(
                _("%(event)s was held on %(first)s.") % words
                if first == last
                else _("%(event)s was open from %(first)s to %(last)s.") % words
            )
        if correction.total > max(most, old.total):
            sentence = ngettext(
                "%(event)s was approved for %(most)s point at most.",
                "%(event)s was approved for %(most)s points at most.",
                most,
            )
            return Refusal(sentence % words)
    return None


def preview_correction(
    *,
    request: AssistedRequest,
    entry: PointEntry,
    correction: Correction,
    actor: Actor,
    at: datetime,
) -> PointEntry:
    """The line that `correct_for` would write, by writing it and taking all of it back."""
    with transaction.atomic():
        line = correct_for(request=request, entry=entry, correction=correction, actor=actor, at=at)
        transaction.set_rollback(True)
    return line


def _offer(old: PointEntry, correction: Correction) -> PointOffer:
    return PointOffer(
        registrant_id=old.registrant_id,
        number=old.number,
        audience=old.audience,
        kind=old.kind,
        specialty=old.specialty,
        total=correction.total,
        interactive=correction.interactive,
        units=tuple(old.units),
        peer_review=old.peer_review,
        earned_on=correction.event_date,
        last_day=scheme_queries.cycle_on(correction.event_date).last_day,
    )
