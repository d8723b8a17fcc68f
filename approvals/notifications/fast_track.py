"""What is told of a clock that was made shorter, for a fee."""

from datetime import datetime

from django.utils.translation import gettext as _

from approvals.models import CetApplication
from approvals.notifications.audiences import AboutApplication, ToTheApprover
from cet_portal.core.clock import london_date
from cet_portal.scheme import limits
from providers import queries as provider_queries
from providers.enums import FeeStatus


def fast_track_fee(application: CetApplication):
    asked_for = application.fast_track
    return provider_queries.fees_about(application.c_number).first() if asked_for else None


class _FastTrack(AboutApplication):
    kind = "fast_track_started"

    def context(self):
        fee = fast_track_fee(self.application)
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
