"""Who has letters written."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.enums import OF_HEALTH, LetterKind, RunKind
from compliance.models import (
    ComplianceRun,
    LetterRound,
    PostFile,
)
from compliance.rules.timetable import annual_make_up_until


def may_write_letters(
    actor: Actor, run: ComplianceRun | None, kind: str, year: int | None = None, *, at: datetime
) -> Refusal | None:
    """GOC staff, from a sealed run; of how the cycle ended from a real one alone. Of a year's
    minimum from one begun when the year was over, as long as it can be made up."""
    if not actor.may(Permission.LETTERS_WRITE):
        return Refusal(_("Only GOC staff write the letters of a cycle."))
    if kind == LetterKind.POSSIBLE_SHORTFALL:
        return Refusal(_("The portal writes these notices by itself, on their day."))
    if run is None or not run.is_sealed:
        return Refusal(_("There is no sealed run yet from which these letters can be written."))
    if run.variant_id or (kind != LetterKind.ANNUAL and run.kind != RunKind.REAL):
        return Refusal(_("Letters follow from a real run, not from a rehearsal."))
    if year and not run.holds(year):
        words = _("This run does not hold all of %(year)d, or was begun before it was over.")
        return Refusal(words % {"year": year})
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


def may_close_letters(actor: Actor, letter_round: LetterRound, *, at: datetime) -> Refusal | None:
    """Who makes their file for the post; of an act on many the portal itself, when it is done."""
    return None if actor.is_clock else may_send_by_post(actor, letter_round)


def may_send_by_post(actor: Actor, letter_round: LetterRound) -> Refusal | None:
    """GOC staff; of what speaks of health the CET manager."""
    if not actor.may(Permission.LETTERS_WRITE):
        return Refusal(_("Only GOC staff write the letters of a cycle."))
    if letter_round.kind in OF_HEALTH and not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("These letters speak of health: they are for the CET manager."))
    return None


def may_mark_posted(actor: Actor, post_file: PostFile, *, on: date, at: datetime) -> Refusal | None:
    """Who makes the file, once; on a day from that on which it was made to today."""
    if refusal := may_send_by_post(actor, post_file.round):
        return refusal
    if post_file.file is None:
        return Refusal(_("There is no file of these letters yet."))
    if post_file.posted_on:
        words = {"name": post_file.posted_by_name, "day": date_format(post_file.posted_on, "j F Y")}
        return Refusal(_("%(name)s marked them as posted on %(day)s.") % words)
    if on > london_date(at):
        return Refusal(_("The day on which they were posted must be today or before."))
    made_on = london_date(post_file.file.stored_at)
    if on < made_on:
        words = {"day": date_format(made_on, "j F Y")}
        return Refusal(_("The file was made on %(day)s: they were not posted before.") % words)
    return None
