"""What the payment of a fast track changes, in a sentence for GOC staff."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from cet_portal.scheme import limits

_UNDECIDED = (ApplicationStatus.SUBMITTED, ApplicationStatus.IN_REVIEW)


def said_of_payment(*, status: str, due_on: date | None, shorter: date | None, today: date) -> str:
    """`due_on`: the date that counts now; `shorter`: the one that a payment today would give, None
    where it would make nothing shorter."""
    if shorter is not None:
        words = {"days": limits.FAST_TRACK_WORKING_DAYS, "day": _day(shorter)}
        return (
            _("The %(days)d working days begin: the decision is due by 11:59pm on %(day)s.") % words
        )
    if status == ApplicationStatus.INFORMATION_REQUESTED:
        return _(
            "The short clock changes nothing: the provider has the clock, and after the answer the "
            "approver has %(days)d working days anyway."
        ) % {"days": limits.APPROVAL_AFTER_ANSWER_WORKING_DAYS}
    if status not in _UNDECIDED or due_on is None:
        return _("The application does not wait for a first decision, so no short clock starts.")
    if due_on < today:
        late = _("The short clock changes nothing: the decision was due by 11:59pm on %(day)s.")
        return late % {"day": _day(due_on)}
    soon = _("The short clock changes nothing: the decision is due by 11:59pm on %(day)s anyway.")
    return soon % {"day": _day(due_on)}


def _day(day: date) -> str:
    return date_format(day, "l j F Y")
