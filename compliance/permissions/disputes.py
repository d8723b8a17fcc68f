"""Who may do what with a disputed record of a cycle."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.models import (
    CycleDispute,
)
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute


def may_lodge(actor: Actor, period: Period, *, today: date) -> Refusal | None:
    """A registrant, from the day after the cycle's end to the last day of its terms."""
    if actor.person_id is None:
        return Refusal(_("Only a registrant can dispute their record."))
    if today <= period.last_day:
        return Refusal(
            _(
                "The cycle has not ended. Until then query a line on your statement, or ask for "
                "missing points."
            )
        )
    last = last_day_to_dispute(period)
    if today > last:
        return Refusal(
            _("The record of this cycle could be disputed until %(day)s.")
            % {"day": date_format(last, "j F Y")}
        )
    return None


def may_add(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The registrant, up to the end of the documents' last day: files, and sending it."""
    if actor.person_id != dispute.registrant_id or actor.person_id is None:
        return Refusal(_("Only the registrant who disputes it can do that."))
    if london_date(at) > dispute.documents_due_on:
        return Refusal(
            _("The last day for documents was %(day)s.")
            % {"day": date_format(dispute.documents_due_on, "j F Y")}
        )
    return None


def may_withdraw(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The registrant, at any time before the determination."""
    if actor.person_id != dispute.registrant_id or actor.person_id is None:
        return Refusal(_("Only the registrant who disputes it can do that."))
    return None


def only_the_clock(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The system, when the last day for documents is past."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if london_date(at) <= dispute.documents_due_on:
        return Refusal(_("The registrant still has time for documents."))
    return None


def may_determine(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """For the registrar: the CET manager (docs/adr/0032)."""
    if actor.may(Permission.DISPUTE_DECIDE):
        return None
    return Refusal(_("Only the CET manager decides disputes, for the registrar."))
