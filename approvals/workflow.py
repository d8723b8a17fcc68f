"""The life of an application (domain.md 3.2). docs/states.md draws this table."""

from django.utils.translation import gettext_lazy as _

from approvals import permissions
from approvals.enums import ApplicationStatus
from cet_portal.core.workflow import Step, Workflow

S = ApplicationStatus


def step(name, sources, target, may, label) -> Step:
    return Step(name, frozenset(sources), target, may, label)


application = Workflow(
    "application",
    ApplicationStatus,
    [
        step("submit", {S.DRAFT}, S.SUBMITTED, permissions.may_submit, _("Declare and submit")),
        step("assign", {S.SUBMITTED}, S.IN_REVIEW, permissions.may_assign, _("Assign")),
        step("hand_back", {S.IN_REVIEW}, S.SUBMITTED, permissions.may_hand_back, _("Hand back")),
        step(
            "ask",
            {S.IN_REVIEW},
            S.INFORMATION_REQUESTED,
            permissions.may_decide,
            _("Ask for information"),
        ),
        step("answer", {S.INFORMATION_REQUESTED}, S.IN_REVIEW, permissions.may_answer, _("Answer")),
        step(
            "lapse",
            {S.INFORMATION_REQUESTED},
            S.REJECTED,
            permissions.only_the_clock,
            _("Reject: no response"),
        ),
        step("approve", {S.IN_REVIEW}, S.APPROVED, permissions.may_decide, _("Approve")),
        step("reject", {S.IN_REVIEW}, S.REJECTED, permissions.may_decide, _("Reject")),
        step("appeal", {S.REJECTED}, S.UNDER_APPEAL, permissions.may_appeal, _("Appeal")),
        step("uphold", {S.UNDER_APPEAL}, S.APPROVED, permissions.may_decide, _("Uphold")),
        step("dismiss", {S.UNDER_APPEAL}, S.REJECTED, permissions.may_decide, _("Dismiss")),
        step("expire", {S.APPROVED}, S.EXPIRED, permissions.only_after_the_end, _("Expire")),
        step(
            "withdraw_approval",
            {S.APPROVED},
            S.APPROVAL_WITHDRAWN,
            permissions.may_manage,
            _("Withdraw the approval"),
        ),
        step(
            "withdraw",
            {S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.INFORMATION_REQUESTED},
            S.WITHDRAWN,
            permissions.may_withdraw,
            _("Withdraw"),
        ),
    ],
)
