"""The lives of disputed records and of letters. docs/states.md draws these tables."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from compliance import permissions
from compliance.enums import DISPUTE_OPEN, DisputeStatus, RoundStatus

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

R = RoundStatus

letter_round = Workflow(
    "letter_round",
    RoundStatus,
    [
        Step(
            "start",
            frozenset({R.PLANNED}),
            R.WRITING,
            permissions.may_start_notice,
            _("Write the notices"),
        ),
        Step(
            "pass_over",
            frozenset({R.PLANNED}),
            R.PASSED_OVER,
            permissions.may_start_notice,
            _("Pass over"),
        ),
        Step("finish", frozenset({R.WRITING}), R.WRITTEN, permissions.only_the_writer, _("Finish")),
    ],
)
