"""Who may ask for an exception, and who decides."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from compliance.enums import ExceptionStatus
from compliance.models import ExceptionRequest
from compliance.permissions.assisting import theirs
from compliance.queries.exceptions import asked_of
from compliance.rules import Period
from compliance.rules.timetable import exceptions_between


def may_ask_exception(
    actor: Actor, period: Period, *, person: int | None, today: date
) -> Refusal | None:
    """A registrant, or staff whom they asked, from the day after the cycle's end to the last day of
    its scheme version; not while an exception excuses this person from everything. `today`: for
    staff the day on which the letter or call came."""
    if actor.person_id is None and not actor.may(Permission.POINTS_ASSIST):
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
    return why_needless(person, period.name)


def why_needless(person: int | None, cycle: str) -> Refusal | None:
    """Nothing is left to ask for: an exception that stands excuses them from everything."""
    asked = asked_of(person, cycle)
    if asked.standing is None or not asked.is_excused:
        return None
    return Refusal(
        _(
            "%(number)s is granted: nothing that is missing in %(cycle)s counts, so there is no "
            "other to ask for."
        )
        % {"number": asked.standing.reference, "cycle": cycle}
    )


def may_add_evidence(actor: Actor, request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """The registrant, or staff whom they asked, up to the end of the last day for evidence: files,
    leave, and sending it."""
    if refusal := theirs(actor, request):
        return refusal
    if london_date(at) > request.evidence_due_on:
        return Refusal(
            _("The last day for evidence was %(day)s.")
            % {"day": date_format(request.evidence_due_on, "j F Y")}
        )
    return None


def may_withdraw_request(
    actor: Actor, request: ExceptionRequest, *, at: datetime
) -> Refusal | None:
    """The registrant, or staff whom they asked, at any time before the decision."""
    return theirs(actor, request)


def only_after_evidence(actor: Actor, request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """The system, when the last day for evidence is past."""
    if not actor.is_clock:
        return Refusal(_("Only the portal itself does this."))
    if london_date(at) <= request.evidence_due_on:
        return Refusal(_("The registrant still has time for evidence."))
    return None


def may_decide_now(actor: Actor, request: ExceptionRequest, *, at: datetime) -> Refusal | None:
    """Never by whoever acted for the registrant in it; and not while evidence can be added."""
    if request.is_open and (refusal := may_decide_exception(actor, request, at=at)):
        return refusal
    if request.status == ExceptionStatus.EVIDENCE:
        return Refusal(
            _("Not yet: the registrant can add evidence until %(day)s, or send it before.")
            % {"day": date_format(request.evidence_due_on, "j F Y")}
        )
    return None


def may_decide_exception(
    actor: Actor, request: ExceptionRequest, *, at: datetime
) -> Refusal | None:
    """For the registrar: the CET manager, unless they acted for the registrant in it
    (docs/adr/0041)."""
    if not actor.may(Permission.DISPUTE_DECIDE):
        return Refusal(_("Only the CET manager decides exceptions, for the registrar."))
    if request.was_helped_by(actor.user_id):
        return Refusal(
            _(
                "You acted for the registrant in this request, or recorded what they asked for. "
                "Another CET manager decides it."
            )
        )
    return None
