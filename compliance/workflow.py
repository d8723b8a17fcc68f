"""The life of a disputed record of a cycle (domain.md 3.14). docs/states.md draws this table."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from compliance import permissions
from compliance.enums import DISPUTE_OPEN, RUN_OPEN, DisputeStatus, RunStatus

S = DisputeStatus

cycle_dispute = Workflow(
    "cycle_dispute",
    DisputeStatus,
    [
        Step("send", frozenset({S.DOCUMENTS}), S.DECIDING, permissions.may_add, _("Send it")),
        Step(
            "close_documents",
            frozenset({S.DOCUMENTS}),
            S.DECIDING,
            permissions.only_the_clock,
            _("No more documents"),
        ),
        Step(
            "uphold",
            frozenset({S.DECIDING}),
            S.UPHELD,
            permissions.may_determine,
            _("Change the record"),
        ),
        Step(
            "dismiss",
            frozenset({S.DECIDING}),
            S.DISMISSED,
            permissions.may_determine,
            _("Dismiss the dispute"),
        ),
        Step(
            "withdraw",
            frozenset(DISPUTE_OPEN),
            S.WITHDRAWN,
            permissions.may_withdraw,
            _("Withdraw the dispute"),
        ),
    ],
)

compliance_run = Workflow(
    "compliance_run",
    RunStatus,
    [
        Step(
            "confirm",
            frozenset({RunStatus.ASKED}),
            RunStatus.RUNNING,
            permissions.may_confirm_run,
            _("Confirm and run"),
        ),
        Step(
            "cancel",
            frozenset(RUN_OPEN),
            RunStatus.CANCELLED,
            permissions.may_cancel_run,
            _("Cancel the run"),
        ),
        Step(
            "refuse",
            frozenset({RunStatus.RUNNING}),
            RunStatus.REFUSED,
            permissions.only_the_worker,
            _("Refuse: data contradict themselves"),
        ),
        Step(
            "seal",
            frozenset({RunStatus.RUNNING}),
            RunStatus.SEALED,
            permissions.only_the_worker,
            _("Seal"),
        ),
    ],
)
