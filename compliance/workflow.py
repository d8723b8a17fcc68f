"""The life of a disputed record of a cycle, of an exception, of a removal, of the letters that are
written together (domain.md 3.14), and of a drafted variant of a scheme version.

docs/states.md draws these tables.
"""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from compliance import permissions
from compliance.enums import (
    DISPUTE_OPEN,
    EXCEPTION_OPEN,
    RUN_OPEN,
    DisputeStatus,
    ExceptionStatus,
    RemovalStatus,
    RoundStatus,
    RunStatus,
    VariantStatus,
)

S = DisputeStatus
V = VariantStatus

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
        Step(
            "close",
            frozenset({R.COLLECTING}),
            R.WRITTEN,
            permissions.may_close_letters,
            _("Close for the post"),
        ),
    ],
)

scheme_variant = Workflow(
    "scheme_variant",
    VariantStatus,
    [
        Step(
            "rehearse",
            frozenset({V.DRAFT, V.REHEARSED}),
            V.REHEARSED,
            permissions.may_draft,
            _("Rehearse it"),
        ),
        Step(
            "withdraw",
            frozenset({V.DRAFT, V.REHEARSED}),
            V.WITHDRAWN,
            permissions.may_draft,
            _("Withdraw it"),
        ),
    ],
)

X = ExceptionStatus

exception_request = Workflow(
    "exception_request",
    ExceptionStatus,
    [
        Step(
            "send",
            frozenset({X.EVIDENCE}),
            X.WITH_MANAGER,
            permissions.may_add_evidence,
            _("Send it"),
        ),
        Step(
            "close_evidence",
            frozenset({X.EVIDENCE}),
            X.WITH_MANAGER,
            permissions.only_after_evidence,
            _("No more evidence"),
        ),
        Step(
            "excuse",
            frozenset({X.WITH_MANAGER}),
            X.EXCUSED,
            permissions.may_decide_exception,
            _("Grant it"),
        ),
        Step(
            "lower",
            frozenset({X.WITH_MANAGER}),
            X.LOWERED,
            permissions.may_decide_exception,
            _("Grant it in part"),
        ),
        Step(
            "refuse",
            frozenset({X.WITH_MANAGER}),
            X.NOT_EXCUSED,
            permissions.may_decide_exception,
            _("Refuse it"),
        ),
        Step(
            "withdraw",
            frozenset(EXCEPTION_OPEN),
            X.WITHDRAWN,
            permissions.may_withdraw_request,
            _("Withdraw it"),
        ),
    ],
)

removal = Workflow(
    "removal",
    RemovalStatus,
    [
        Step(
            "restore",
            frozenset({RemovalStatus.REMOVED}),
            RemovalStatus.RESTORED,
            permissions.may_restore,
            _("Restore"),
        ),
        Step(
            "take_back",
            frozenset({RemovalStatus.REMOVED}),
            RemovalStatus.RESTORED,
            permissions.may_take_back,
            _("Take it back before it is in force"),
        ),
        Step(
            "take_back_restoration",
            frozenset({RemovalStatus.RESTORED}),
            RemovalStatus.REMOVED,
            permissions.may_take_back_restoration,
            _("Take the restoration back"),
        ),
    ],
)
