"""The lives of fees, entries on the list, applications to be listed, and invitations."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from providers import permissions as may
from providers.enums import (
    FeeStatus,
    InvitationStatus,
    ListingApplicationStatus,
    ListingStatus,
)

F, L, A, I = FeeStatus, ListingStatus, ListingApplicationStatus, InvitationStatus  # noqa: E741

fee = Workflow(
    "fee",
    FeeStatus,
    [
        Step("pay", frozenset({F.DUE}), F.PAID, may.may_settle_fee, _("Record payment")),
        Step("waive", frozenset({F.DUE}), F.WAIVED, may.may_waive_fee, _("Waive")),
        Step("refund", frozenset({F.PAID}), F.REFUNDED, may.may_settle_fee, _("Refund")),
    ],
)

listing = Workflow(
    "listing",
    ListingStatus,
    [
        Step("suspend", frozenset({L.LISTED}), L.SUSPENDED, may.may_suspend, _("Suspend")),
        Step("lift", frozenset({L.SUSPENDED}), L.LISTED, may.may_suspend, _("Lift suspension")),
        Step("end", frozenset({L.LISTED, L.SUSPENDED}), L.ENDED, may.only_the_clock, _("End")),
    ],
)

listing_application = Workflow(
    "listing_application",
    ListingApplicationStatus,
    [
        Step("grant", frozenset({A.APPLIED}), A.GRANTED, may.may_grant, _("Grant listing")),
        Step("refuse", frozenset({A.APPLIED}), A.REFUSED, may.may_refuse, _("Refuse")),
        Step(
            "withdraw",
            frozenset({A.APPLIED}),
            A.WITHDRAWN,
            may.may_withdraw_application,
            _("Withdraw"),
        ),
    ],
)

invitation = Workflow(
    "invitation",
    InvitationStatus,
    [
        Step("accept", frozenset({I.SENT}), I.ACCEPTED, may.may_accept_invitation, _("Accept")),
        Step(
            "withdraw", frozenset({I.SENT}), I.WITHDRAWN, may.may_withdraw_invitation, _("Withdraw")
        ),
    ],
)
