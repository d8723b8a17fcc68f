"""Months of distance learning: who may say that nobody completed it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from sessions_events.enums import EventStatus
from sessions_events.models import Duty, Event
from sessions_events.permissions.uploading import may_upload
from sessions_events.queries import declaring


def may_make_nil_return(
    actor: Actor, event: Event, duty: Duty | None, *, at: datetime
) -> Refusal | None:
    """The provider, for a month of distance learning that has begun, or after it has closed;
    once, and after the declaration (decisions.md 19)."""
    refusal = may_upload(actor, event, at=at)
    if refusal:
        return refusal
    if duty is None:
        return Refusal(_("Nothing has to be said for this month."))
    if duty.closed_on:
        said = _("A nil return was made on %(day)s.") if duty.nil_return else _("Done on %(day)s.")
        return Refusal(said % {"day": date_format(duty.closed_on, "j F Y")})
    if event.status != EventStatus.DECLARED:
        return Refusal(
            _("This needs the declaration first: %(number)s is “%(status)s”.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if event.starts_at > at or (duty.month and duty.month > london_date(at)):
        return Refusal(_("This month has not begun."))
    if not duty.month and event.ends_at > at:
        return Refusal(_("It is still open. The last nil return comes after it has closed."))
    return None


def may_end_without_upload(event: Event, completers: int) -> Refusal | None:
    """The last nil return says that nobody is left; not while the declaration says that somebody
    completed it, and nobody was uploaded (docs/adr/0024)."""
    if not completers or declaring.has_points(event):
        return None
    sentence = ngettext(
        "%(n)s was declared as completer, nobody has been uploaded. Upload that person, or correct "
        "the declaration first.",
        "%(n)s were declared as completers, nobody has been uploaded. Upload them, or correct the "
        "declaration first.",
        completers,
    )
    return Refusal(sentence % {"n": completers})
