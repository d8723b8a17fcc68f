"""Who starts, confirms and cancels an end-of-cycle run, and what may follow it."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal
from compliance.enums import RunKind
from compliance.models import (
    ComplianceRun,
)
from compliance.rules import Period


def may_run(actor: Actor, period: Period, kind: str, as_at: date, *, today: date) -> Refusal | None:
    """GOC staff: rehearse at any time, run for real once the cycle is over. The clock rehearses,
    too: for the notices of a possible shortfall."""
    by_clock = actor.is_clock and kind == RunKind.REHEARSAL
    if not by_clock and (not actor.may(Permission.CYCLE_REPORT) or actor.user_id is None):
        return Refusal(_("Only GOC staff can start a run."))
    if not period.first_day <= as_at <= period.last_day:
        return Refusal(_("The day up to which points count lies in the cycle."))
    if kind == RunKind.REAL and today <= period.last_day:
        return Refusal(
            _(
                "The cycle has not ended: it can be run for real from %(day)s. Until then "
                "rehearse it."
            )
            % {"day": date_format(period.last_day + timedelta(days=1), "j F Y")}
        )
    if kind == RunKind.REAL and as_at != period.last_day:
        return Refusal(_("A real run counts points up to the last day of the cycle."))
    return None


def may_confirm_run(actor: Actor, run: ComplianceRun, *, at: datetime) -> Refusal | None:
    """A second member of staff: not who started it."""
    if not actor.may(Permission.CYCLE_REPORT) or actor.user_id is None:
        return Refusal(_("Only GOC staff can confirm a run."))
    if actor.user_id == run.started_by_id:
        return Refusal(_("Somebody else has to look at this run and confirm it."))
    return None


def may_cancel_run(actor: Actor, run: ComplianceRun, *, at: datetime) -> Refusal | None:
    """GOC staff, until it is sealed."""
    if actor.may(Permission.CYCLE_REPORT):
        return None
    return Refusal(_("Only GOC staff can cancel a run."))


def why_not_as_seen(run: ComplianceRun, seen: str) -> Refusal | None:
    """It has moved on since somebody looked at it, such as begun since another confirmed it."""
    if run.status == seen:
        return None
    words = {"number": run.number, "status": run.get_status_display().lower()}
    if run.confirmed_by is None:
        return Refusal(
            _("%(number)s has changed meanwhile: it is %(status)s now. Look at it again.") % words
        )
    return Refusal(
        _(
            "%(number)s has changed meanwhile: it is %(status)s now, confirmed by %(name)s. Look "
            "at it again."
        )
        % {**words, "name": run.confirmed_by.name}
    )


def only_the_worker(actor: Actor, run: ComplianceRun, *, at: datetime) -> Refusal | None:
    """The portal itself, when everybody is judged."""
    return None if actor.is_clock else Refusal(_("The portal itself does this."))


def may_follow(run: ComplianceRun) -> Refusal | None:
    """Removals follow a sealed real run alone."""
    if run.kind == RunKind.REAL and run.is_sealed:
        return None
    return Refusal(_("Only a real run that is sealed can be followed by removals."))
