"""What is told of clocks: due soon, late, shorter, longer."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.notifications.audiences import (
    AboutApplication,
    ToTheApprover,
    ToTheManager,
    number_and_day,
)
from cet_portal.core.clock import london_date
from cet_portal.scheme import limits
from providers import queries as provider_queries
from providers.enums import FeeStatus


class _Reminder(AboutApplication):
    """`left`: working days to the last one, 0 on it. `step`: at which reminder this is."""

    def __init__(self, application: CetApplication, *, step: int, left: int):
        super().__init__(application)
        self.left, self.occasion = left, f"{application.due_on}:{step}"

    def context(self):
        return {**super().context(), "left": self.left}


class DecideSoon(_Reminder, ToTheApprover):
    """To the approver: the decision, or the one on an appeal, is due soon."""

    kind = "decision_due_soon"

    def subject(self):
        return _("%(number)s: decide by %(day)s") % number_and_day(self.application)


class StillNobody(_Reminder, ToTheManager):
    """To the CET manager: the decision is due soon, and nobody has it."""

    kind = "still_no_approver"

    def subject(self):
        return _("%(number)s still has no approver: due %(day)s") % number_and_day(self.application)


class AnswerSoon(_Reminder):
    """To the provider: the answer is due soon, or the portal rejects the application."""

    kind = "answer_due_soon"

    def subject(self):
        return _("%(number)s: answer by %(day)s") % number_and_day(self.application)


class AppealSoon(_Reminder):
    """To the provider: the last day to appeal is near."""

    kind = "appeal_ends_soon"

    def subject(self):
        return _("%(number)s: you can appeal until %(day)s") % number_and_day(self.application)


class Late(ToTheManager):
    """To the CET manager: a decision is late, and with whom it lies."""

    kind = "decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s is late") % {"number": self.application.c_number}


class LateForApprover(ToTheApprover):
    """To the approver: your decision is late."""

    kind = "your_decision_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        return _("%(number)s: your decision is late") % {"number": self.application.c_number}


class LateForProvider(AboutApplication):
    """To the provider: the decision is late, and what happens now."""

    kind = "your_application_late"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.occasion = str(application.due_on)

    def subject(self):
        if self.application.status == ApplicationStatus.UNDER_APPEAL:
            return _("%(number)s: the decision on your appeal is late") % {
                "number": self.application.c_number
            }
        return _("%(number)s: the decision is late") % {"number": self.application.c_number}

    def context(self):
        fee = _fast_track_fee(self.application)
        return {**super().context(), "fast_track_paid": fee and fee.status == FeeStatus.PAID}


def _fast_track_fee(application: CetApplication):
    asked_for = application.fast_track
    return provider_queries.fees_about(application.c_number).first() if asked_for else None


class _FastTrack(AboutApplication):
    kind = "fast_track_started"

    def context(self):
        fee = _fast_track_fee(self.application)
        waived = fee is not None and fee.status == FeeStatus.WAIVED
        return {**super().context(), "fee": fee, "waived": waived}

    def subject(self):
        return _("%(number)s: the fast track has started") % {"number": self.application.c_number}


class FastTrackStarted(_FastTrack):
    """To the provider: the fee is paid or waived, the short clock runs."""


class FastTrackForApprover(_FastTrack, ToTheApprover):
    """To the approver: there is less time now."""


class _NothingChanged(_FastTrack):
    kind = "fast_track_changes_nothing"

    def __init__(self, application: CetApplication, at: datetime):
        super().__init__(application)
        self.today = london_date(at)

    def context(self):
        days = limits.APPROVAL_AFTER_ANSWER_WORKING_DAYS
        return {**super().context(), "today": self.today, "days_after_answer": days}

    def subject(self):
        return _("%(number)s: the fast track changes nothing") % {
            "number": self.application.c_number
        }


class FastTrackChangesNothing(_NothingChanged):
    """To the provider: paid or waived so late that the decision is due as soon anyway."""


class NothingChangedForApprover(_NothingChanged, ToTheApprover):
    """To the approver, the same."""


class _Extended(AboutApplication):
    kind = "clock_extended"

    def __init__(self, application: CetApplication):
        super().__init__(application)
        self.extension = application.extensions.latest("pk")
        self.occasion = str(self.extension.pk)

    def subject(self):
        return _("%(number)s: there is more time") % {"number": self.application.c_number}

    def context(self):
        return {**super().context(), "extension": self.extension}


class ClockExtended(_Extended):
    """To the provider: a clock was given more time, and why."""


class ClockExtendedForApprover(_Extended, ToTheApprover):
    """To the approver, the same."""
