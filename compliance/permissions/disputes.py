"""Who may do what with a disputed record of a cycle."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.models import CycleDispute
from compliance.permissions.assisting import theirs
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute


def may_lodge(actor: Actor, period: Period, *, today: date) -> Refusal | None:
    """A registrant, or staff whom they asked, from the day after the cycle's end to the last day of
    its terms. `today`: for staff the day on which the letter or call came."""
    if actor.person_id is None and not actor.may(Permission.POINTS_ASSIST):
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
    """The registrant, or staff whom they asked, up to the end of the documents' last day: files,
    and sending it."""
    if refusal := theirs(actor, dispute):
        return refusal
    if london_date(at) > dispute.documents_due_on:
        return Refusal(
            _("The last day for documents was %(day)s.")
            % {"day": date_format(dispute.documents_due_on, "j F Y")}
        )
    return None


def may_withdraw(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The registrant, or staff whom they asked, at any time before the determination."""
    return theirs(actor, dispute)


def only_the_clock(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """The system, when the last day for documents is past."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if london_date(at) <= dispute.documents_due_on:
        return Refusal(_("The registrant still has time for documents."))
    return None


def may_determine(actor: Actor, dispute: CycleDispute, *, at: datetime) -> Refusal | None:
    """For the registrar: the CET manager (docs/adr/0032), unless they acted for the registrant in
    it (docs/adr/0041)."""
    if not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("Only the CET manager decides disputes, for the registrar."))
    if dispute.was_helped_by(actor.user_id):
        return Refusal(
            _(
                "You acted for the registrant in this dispute, or recorded what they asked for. "
                "Another CET manager determines it."
            )
        )
    return None
