"""The life of a line of the ledger (decisions.md 25), and of an import of the register."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from registrants import permissions
from registrants.enums import ImportStatus, PointStatus

S = PointStatus

point = Workflow(
    "point",
    PointStatus,
    [
        Step("accept", frozenset({S.PENDING}), S.ACCEPTED, permissions.may_accept, _("Accept")),
        Step(
            "accept_by_instruction",
            frozenset({S.PENDING}),
            S.ACCEPTED,
            permissions.may_follow_instruction,
            _("Accept by standing instruction"),
        ),
        Step(
            "decline",
            frozenset({S.PENDING, S.QUERIED}),
            S.DECLINED,
            permissions.may_accept,
            _("Decline"),
        ),
        Step("query", frozenset({S.PENDING}), S.QUERIED, permissions.may_accept, _("Query")),
        Step(
            "drop_query",
            frozenset({S.QUERIED}),
            S.PENDING,
            permissions.may_accept,
            _("Take the query back"),
        ),
        Step(
            "answer_query",
            frozenset({S.QUERIED}),
            S.PENDING,
            permissions.may_answer_query,
            _("Answer the query"),
        ),
        Step("lapse", frozenset({S.PENDING}), S.LAPSED, permissions.only_the_clock, _("Lapse")),
        Step(
            "keep_late",
            frozenset({S.QUERIED}),
            S.LATE,
            permissions.only_the_clock,
            _("Keep for staff"),
        ),
        Step("settle", frozenset({S.LATE}), S.ACCEPTED, permissions.may_settle_late, _("Settle")),
        Step(
            "refuse_late",
            frozenset({S.LATE}),
            S.LAPSED,
            permissions.may_settle_late,
            _("Refuse what is late"),
        ),
        Step(
            "set_aside",
            frozenset({S.PENDING, S.ACCEPTED, S.QUERIED, S.LAPSED, S.LATE}),
            S.REVERSED,
            permissions.may_set_aside,
            _("Set aside"),
        ),
        Step(
            "withdraw",
            frozenset({S.PENDING, S.QUERIED, S.LATE}),
            S.REVERSED,
            permissions.may_withdraw,
            _("Withdraw"),
        ),
        Step(
            "reverse",
            frozenset({S.PENDING, S.ACCEPTED, S.QUERIED, S.LAPSED, S.LATE}),
            S.REVERSED,
            permissions.may_reverse,
            _("Take back"),
        ),
    ],
)

R = ImportStatus

register_import = Workflow(
    "register_import",
    ImportStatus,
    [
        Step("show", frozenset({R.READING}), R.PREVIEWED, permissions.only_the_worker, _("Show")),
        Step(
            "give_up",
            frozenset({R.READING, R.COMMITTING}),
            R.UNREADABLE,
            permissions.only_the_worker,
            _("Give up"),
        ),
        Step(
            "commit",
            frozenset({R.PREVIEWED}),
            R.COMMITTING,
            permissions.may_take_over,
            _("Take over"),
        ),
        Step(
            "ask",
            frozenset({R.PREVIEWED}),
            R.WAITING,
            permissions.may_ask_second,
            _("Ask a second person"),
        ),
        Step(
            "confirm",
            frozenset({R.WAITING}),
            R.COMMITTING,
            permissions.may_confirm_import,
            _("Confirm and take over"),
        ),
        Step(
            "show_again",
            frozenset({R.COMMITTING}),
            R.PREVIEWED,
            permissions.only_the_worker,
            _("Show anew"),
        ),
        Step(
            "finish",
            frozenset({R.COMMITTING}),
            R.COMMITTED,
            permissions.only_the_worker,
            _("Finish"),
        ),
        Step(
            "discard",
            frozenset({R.READING, R.UNREADABLE, R.PREVIEWED, R.WAITING}),
            R.DISCARDED,
            permissions.may_keep_register,
            _("Discard"),
        ),
    ],
)
