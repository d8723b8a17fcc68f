"""The lives of an event, of what follows it, and of what registrants ask for (domain.md 3.5 to
3.7, 3.12, 3.13). docs/states.md draws these tables."""

from django.utils.translation import gettext_lazy as _

from cet_portal.core.workflow import Step, Workflow
from sessions_events import permissions
from sessions_events.enums import (
    BatchStatus,
    CaseStatus,
    EventStatus,
    NonUkStatus,
    ReviewStatus,
    UploadStatus,
)
from sessions_events.permissions import asking
from sessions_events.permissions import cases as may

S = EventStatus


def step(name, sources, target, may, label) -> Step:
    return Step(name, frozenset(sources), target, may, label)


event = Workflow(
    "event",
    EventStatus,
    [
        step("cancel", {S.PLANNED}, S.CANCELLED, permissions.may_cancel, _("Cancel the event")),
        step("stop", {S.PLANNED}, S.CANCELLED, permissions.may_stop, _("Stop: approval ended")),
        step("not_held", {S.PLANNED}, S.NOT_HELD, permissions.may_say_not_held, _("Not held")),
        step("declare", {S.PLANNED}, S.DECLARED, permissions.may_declare, _("Declare")),
        step("hold", {S.PLANNED}, S.HELD, permissions.may_declare, _("Declare a difference")),
        step("release", {S.HELD}, S.DECLARED, permissions.may_settle, _("Release")),
        step("close", {S.HELD}, S.UPLOADED, permissions.may_settle, _("Release: nobody completed")),
        step("refuse", {S.HELD}, S.REFUSED, permissions.may_settle, _("Refuse")),
        step("hold_again", {S.DECLARED}, S.HELD, permissions.may_correct, _("Tell a difference")),
        step("reopen", {S.UPLOADED}, S.DECLARED, permissions.may_correct, _("Somebody completed")),
        step("finish", {S.DECLARED}, S.UPLOADED, permissions.may_finish, _("Nobody completed")),
        step("upload", {S.DECLARED}, S.UPLOADED, permissions.may_upload, _("Upload")),
    ],
)

B = BatchStatus

certificate_batch = Workflow(
    "certificate_batch",
    BatchStatus,
    [
        step("finish", {B.MAKING}, B.DONE, permissions.may_work_on_batch, _("Finish")),
        step("give_up", {B.MAKING}, B.GIVEN_UP, permissions.may_work_on_batch, _("Give up")),
        step("remove", {B.DONE}, B.REMOVED, permissions.may_work_on_batch, _("Remove the files")),
    ],
)

U = UploadStatus

upload = Workflow(
    "upload",
    UploadStatus,
    [
        step("preview", {U.RECEIVED}, U.PREVIEWED, permissions.may_read_upload, _("Read")),
        step("give_up", {U.RECEIVED}, U.UNREADABLE, permissions.may_read_upload, _("Give up")),
        step("retry", {U.UNREADABLE}, U.RECEIVED, permissions.may_take, _("Read again")),
        step("start", {U.PREVIEWED, U.TAKEN}, U.TAKING, permissions.may_take, _("Start taking")),
        step("take", {U.PREVIEWED, U.TAKING, U.TAKEN}, U.TAKEN, permissions.may_take, _("Take")),
        step("drop", {U.PREVIEWED, U.UNREADABLE}, U.DROPPED, permissions.may_take, _("Put aside")),
    ],
)

C = CaseStatus
_OPEN = {C.OPEN_PROVIDER, C.OPEN_STAFF}

points_case = Workflow(
    "points_case",
    CaseStatus,
    [
        step("add", _OPEN, C.ADDED, may.may_settle_case, _("Add the points")),
        step("correct", _OPEN, C.CORRECTED, may.may_settle_case, _("Correct the points")),
        step("refuse", _OPEN, C.REFUSED, may.may_refuse_case, _("Answer: no change")),
        step("pass_on", {C.OPEN_PROVIDER}, C.OPEN_STAFF, may.may_pass_on, _("Pass on to staff")),
        step(
            "name_event",
            {C.OPEN_STAFF},
            C.OPEN_PROVIDER,
            may.may_name_event,
            _("Say which event it is"),
        ),
        step("dispute", {C.REFUSED}, C.DISPUTED, may.may_dispute, _("Dispute the answer")),
        step("uphold", {C.DISPUTED}, C.UPHELD, may.may_decide_dispute, _("Uphold the dispute")),
        step("dismiss", {C.DISPUTED}, C.DISMISSED, may.may_decide_dispute, _("Dismiss it")),
        step(
            "withdraw",
            {*_OPEN, C.DISPUTED},
            C.WITHDRAWN,
            may.may_withdraw_case,
            _("Withdraw the case"),
        ),
    ],
)

R = ReviewStatus

peer_review = Workflow(
    "peer_review",
    ReviewStatus,
    [
        step(
            "ask_again",
            {R.REFUSED, R.WITHDRAWN, R.NOT_DECIDED},
            R.REQUESTED,
            asking.may_ask,
            _("Send it again"),
        ),
        step("withdraw", {R.REQUESTED}, R.WITHDRAWN, asking.may_withdraw, _("Withdraw")),
        step("approve", {R.REQUESTED}, R.APPROVED, asking.may_approve, _("Approve")),
        step("refuse", {R.REQUESTED}, R.REFUSED, asking.may_decide, _("Refuse")),
        step("lapse", {R.REQUESTED}, R.NOT_DECIDED, asking.only_once_begun, _("Not decided")),
        step("cancel", {R.APPROVED}, R.CANCELLED, asking.may_cancel_asked, _("Cancel")),
        step("not_held", {R.APPROVED}, R.NOT_HELD, asking.may_say_it_was_not, _("Not held")),
        step("confirm", {R.APPROVED}, R.CONFIRMED, asking.may_confirm, _("Confirm")),
        step("differ", {R.APPROVED}, R.HELD, asking.may_confirm, _("Tell a difference")),
        step("release", {R.HELD}, R.CONFIRMED, asking.may_settle_difference, _("Release")),
        step("turn_down", {R.HELD}, R.NOT_COUNTED, asking.may_settle_difference, _("Refuse")),
    ],
)

N = NonUkStatus

non_uk_cet = Workflow(
    "non_uk_cet",
    NonUkStatus,
    [
        step(
            "ask_again",
            {N.REFUSED, N.WITHDRAWN, N.NOT_DECIDED},
            N.REQUESTED,
            asking.may_ask,
            _("Send it again"),
        ),
        step("withdraw", {N.REQUESTED}, N.WITHDRAWN, asking.may_withdraw, _("Withdraw")),
        step("approve", {N.REQUESTED}, N.APPROVED, asking.may_approve, _("Approve")),
        step("refuse", {N.REQUESTED}, N.REFUSED, asking.may_decide, _("Refuse")),
        step("lapse", {N.REQUESTED}, N.NOT_DECIDED, asking.only_once_begun, _("Not decided")),
        step("not_attended", {N.APPROVED}, N.NOT_ATTENDED, asking.may_withdraw, _("Not attended")),
        step("send", {N.APPROVED}, N.EVIDENCE_SENT, asking.may_confirm, _("Send evidence")),
        step(
            "send_back",
            {N.EVIDENCE_SENT},
            N.APPROVED,
            asking.may_confirm_evidence,
            _("Ask for other evidence"),
        ),
        step(
            "not_shown",
            {N.EVIDENCE_SENT},
            N.NOT_ATTENDED,
            asking.may_confirm_evidence,
            _("Attendance not shown"),
        ),
        step("confirm", {N.EVIDENCE_SENT}, N.CONFIRMED, asking.may_confirm_evidence, _("Confirm")),
    ],
)
