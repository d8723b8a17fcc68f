"""The life of a line of the ledger (decisions.md 25)."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from registrants import permissions
from registrants.enums import PointStatus

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
