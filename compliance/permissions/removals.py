"""Who takes somebody off the register, and who brings them back."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.models import (
    Removal,
)
from compliance.rules import Period
from compliance.rules.timetable import removal_from

# Ours: how far ahead the day of a removal may lie.
REMOVE_AHEAD_DAYS = 90


def may_remove(actor: Actor, period: Period, *, of_day: date, today: date) -> Refusal | None:
    """For the registrar the CET manager, from the first day of the scheme version; not with effect
    in the past, as nobody may lose days on which they worked as registered."""
    if not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("Only the CET manager removes from the register, for the registrar."))
    first = removal_from(period)
    if of_day < first:
        return Refusal(
            _("Nobody can be removed after %(cycle)s before %(first)s.")
            % {"cycle": period.name, "first": date_format(first, "j F Y")}
        )
    if of_day < today:
        return Refusal(_("Removal cannot take effect on a day that is past."))
    if of_day > today + timedelta(days=REMOVE_AHEAD_DAYS):
        return Refusal(
            _("Removal can take effect at most %(days)d days from today.")
            % {"days": REMOVE_AHEAD_DAYS}
        )
    return None


def may_restore(actor: Actor, removal: Removal, *, at: datetime) -> Refusal | None:
    """For the registrar the CET manager, as with a removal."""
    if actor.may(Permission.DISPUTE_DECIDE):
        return None
    return Refusal(_("Only the CET manager restores to the register, for the registrar."))


def may_correct_restoration(actor: Actor, removal: Removal, *, at: datetime) -> Refusal | None:
    """For the registrar the CET manager, who recorded it; not what the portal took back by
    itself, which never was a restoration."""
    if not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("Only the CET manager corrects a restoration, for the registrar."))
    if not removal.restored_because:
        return Refusal(_("This was no restoration: there is nothing to correct."))
    return None


def may_take_back_restoration(actor: Actor, removal: Removal, *, at: datetime) -> Refusal | None:
    """As with a correction."""
    return may_correct_restoration(actor, removal, at=at)


def may_restore_from(removal: Removal, start: date, *, today: date) -> Refusal | None:
    """Not before the removal, and no further ahead than a removal."""
    if start < removal.of_day:
        words = {"day": date_format(removal.of_day, "j F Y")}
        return Refusal(_("The removal begins on %(day)s: choose that day or later.") % words)
    if start > today + timedelta(days=REMOVE_AHEAD_DAYS):
        return Refusal(
            _("Restoration can take effect at most %(days)d days from today.")
            % {"days": REMOVE_AHEAD_DAYS}
        )
    return None


def may_take_back(actor: Actor, removal: Removal, *, at: datetime) -> Refusal | None:
    """The portal itself, when an exception is asked for or granted, or the record disputed or the
    dispute upheld, before the removal is in force."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if removal.of_day <= london_date(at):
        return Refusal(_("The removal is in force: only a restoration ends it."))
    return None
