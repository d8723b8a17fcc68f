"""Who may ask for an exception, and who decides."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.models import (
    ExceptionRequest,
)
from compliance.rules import Period
from compliance.rules.timetable import exceptions_between


def may_ask_exception(actor: Actor, period: Period, *, today: date) -> Refusal | None:
    """A registrant, from the day after the cycle's end to the last day of its scheme version."""
    if actor.person_id is None:
        return Refusal(_("Only a registrant can ask for an exception."))
    first, last = exceptions_between(period)
    words = {
        "cycle": period.name,
        "first": date_format(first, "j F Y"),
        "last": date_format(last, "j F Y"),
    }
    if today < first:
        return Refusal(
            _("An exception for %(cycle)s can be asked for from %(first)s to %(last)s.") % words
        )
    if today > last:
        return Refusal(
            _("An exception for %(cycle)s could be asked for from %(first)s to %(last)s.") % words
        )
    return None


def may_add_evidence(actor: Actor, request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """The registrant, up to the end of the last day for evidence: files, leave, and sending it."""
    if actor.person_id != request.registrant_id or actor.person_id is None:
        return Refusal(_("Only the registrant who asked can do that."))
    if london_date(at) > request.evidence_due_on:
        return Refusal(
            _("The last day for evidence was %(day)s.")
            % {"day": date_format(request.evidence_due_on, "j F Y")}
        )
    return None


def may_withdraw_request(
    actor: Actor, request: ExceptionRequest, *, at: datetime
) -> Refusal | None:
    """The registrant, at any time before the decision."""
    if actor.person_id != request.registrant_id or actor.person_id is None:
        return Refusal(_("Only the registrant who asked can do that."))
    return None


def only_after_evidence(actor: Actor, request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """The system, when the last day for evidence is past."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if london_date(at) <= request.evidence_due_on:
        return Refusal(_("The registrant still has time for evidence."))
    return None


def may_decide_exception(
    actor: Actor, request: ExceptionRequest, *, at: datetime
) -> Refusal | None:
    """For the registrar: the CET manager (docs/adr/0041)."""
    if actor.may(Permission.DISPUTE_DECIDE):
        return None
    return Refusal(_("Only the CET manager decides exceptions, for the registrar."))
