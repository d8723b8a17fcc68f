"""Who may do what with a disputed record of a cycle, an exception, a removal, and a variant of a
scheme version."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.enums import LetterKind, RunKind
from compliance.models import (
    ComplianceRun,
    CycleDispute,
    ExceptionRequest,
    LetterRound,
    Removal,
    SchemeVariant,
)
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.timetable import annual_make_up_until, exceptions_between, removal_from

# Ours: how far ahead the day of a removal may lie.
REMOVE_AHEAD_DAYS = 90


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
        return Refusal(_("The last day for documents is past."))
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


def only_the_worker(actor: Actor, run: ComplianceRun, *, at: datetime) -> Refusal | None:
    """The portal itself, when everybody is judged."""
    return None if actor.is_clock else Refusal(_("The portal itself does this."))


def may_write_letters(
    actor: Actor, run: ComplianceRun | None, kind: str, year: int | None = None, *, at: datetime
) -> Refusal | None:
    """GOC staff, from a sealed run; of how the cycle ended from a real one alone. Of a year's
    minimum as long as it can be made up."""
    if not actor.may(Permission.LETTERS_WRITE):
        return Refusal(_("Only GOC staff write the letters of a cycle."))
    if kind == LetterKind.POSSIBLE_SHORTFALL:
        return Refusal(_("The portal writes these notices by itself, on their day."))
    if run is None or not run.is_sealed:
        return Refusal(_("There is no sealed run yet from which these letters can be written."))
    if run.variant_id or (kind != LetterKind.ANNUAL and run.kind != RunKind.REAL):
        return Refusal(_("Letters follow from a real run, not from a rehearsal."))
    if year and london_date(at) > annual_make_up_until(year):
        return Refusal(_("The points of this year cannot be made up any more."))
    return None


def may_start_notice(actor: Actor, letter_round: LetterRound, *, at: datetime) -> Refusal | None:
    """The clock, from the stored day on."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if letter_round.due_on and london_date(at) < letter_round.due_on:
        return Refusal(_("The day of these notices has not come."))
    return None


def only_the_writer(actor: Actor, letter_round: LetterRound, *, at: datetime) -> Refusal | None:
    """The worker, when every letter is written."""
    return None if actor.is_clock else Refusal(_("Only the portal itself does this."))


def may_draft(
    actor: Actor, variant: SchemeVariant | None = None, *, at: datetime
) -> Refusal | None:
    """GOC staff: draft, change, rehearse and withdraw variants of a scheme version."""
    if actor.tenant_id is None and actor.may(Permission.SCHEME_DRAFT):
        return None
    return Refusal(_("Only GOC staff draft variants of a scheme version."))


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


def may_follow(run: ComplianceRun) -> Refusal | None:
    """Removals follow a sealed real run alone."""
    if run.kind == RunKind.REAL and run.is_sealed:
        return None
    return Refusal(_("Only a real run that is sealed can be followed by removals."))


def may_restore(actor: Actor, removal: Removal, *, at: datetime) -> Refusal | None:
    """GOC staff who keep the register."""
    if actor.may(Permission.REGISTER_KEEP):
        return None
    return Refusal(_("Only GOC staff can restore somebody to the register."))
