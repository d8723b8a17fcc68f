"""The appeal against a rejection."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, workflow
from approvals.models import Appeal, AppealFile, CetApplication
from approvals.services.assigning import assign_next
from approvals.services.clocks import due_in
from cet_portal.core import uploads
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.scheme import limits


@transaction.atomic
def lodge_appeal(
    *,
    application: CetApplication,
    grounds: str,
    files: Sequence[UploadedFile] = (),
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """The provider says why the rejection is wrong: another approver decides in 10 working days.

    Refused after the last day, a second time, or without grounds. Files are checked by the form.
    """
    if not grounds.strip():
        raise Refused(Refusal(_("Say why you think the rejection is wrong.")))
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
    for file in files:
        AppealFile.objects.create(appeal=appeal, file=uploads.store(file=file, actor=actor, at=at))
    notifications.AppealLodged(application).send(at=at, besides=actor.user_id)
    return assign_next(application=application, at=at)
