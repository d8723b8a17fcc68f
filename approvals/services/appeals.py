"""The appeal against a rejection."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, workflow
from approvals.models import Appeal, AppealFile, CetApplication
from approvals.queries.clocks import due_in
from approvals.services.assigning import assign_next
from cet_portal.core import uploads
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.scheme import limits

MOST_APPEAL_FILES = 10


@transaction.atomic
def keep_appeal_file(
    *, application: CetApplication, file: UploadedFile, actor: Actor, at: datetime
) -> StoredFile:
    """Keep a file while the appeal is written, so that nothing chosen is lost on the way.

    Nobody sees it before it is lodged. Size and content are checked by the form. Refused when
    the actor may not appeal now.
    """
    require(workflow.application.refusal(application, "appeal", actor=actor, at=at))
    return uploads.store(file=file, actor=actor, at=at)


@transaction.atomic
def lodge_appeal(
    *,
    application: CetApplication,
    grounds: str,
    files: Sequence[StoredFile] = (),
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """The provider says why the rejection is wrong: another approver decides in 10 working days.

    Refused after the last day, a second time, without grounds, with more than
    `MOST_APPEAL_FILES`.
    """
    if not grounds.strip():
        raise Refused(Refusal(_("Say why you think the rejection is wrong.")))
    if len(files) > MOST_APPEAL_FILES:
        most = {"most": MOST_APPEAL_FILES}
        raise Refused(Refusal(_("Send at most %(most)d files with the appeal.") % most))
    application = workflow.application.move(
        application,
        "appeal",
        actor=actor,
        at=at,
        approver_id=None,
        # What the first approver took is kept with the first decision.
        days_with_approver=0,
        **due_in(limits.DECIDE_APPEAL_WORKING_DAYS, at=at, rule=limits.RULE_DECIDE_APPEAL),
    )
    appeal = Appeal.objects.create(
        application=application,
        lodged_at=at,
        lodged_by_id=actor.user_id,
        lodged_by=actor.name[:200],
        grounds=grounds.strip(),
    )
    AppealFile.objects.bulk_create(AppealFile(appeal=appeal, file=file) for file in files)
    notifications.AppealLodged(application).send(at=at, besides=actor.user_id)
    return assign_next(application=application, at=at)
