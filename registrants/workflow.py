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
        Step("lapse", frozenset({S.PENDING}), S.LAPSED, permissions.only_the_clock, _("Lapse")),
        Step(
            "withdraw",
            frozenset({S.PENDING, S.LATE}),
            S.REVERSED,
            permissions.may_withdraw,
            _("Withdraw"),
        ),
        Step(
            "reverse",
            frozenset({S.PENDING, S.ACCEPTED, S.LAPSED, S.LATE}),
            S.REVERSED,
            permissions.may_reverse,
            _("Take back"),
        ),
    ],
)
