"""The appeal against a rejection."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals import notifications, workflow
from approvals.enums import ApplicationStatus
from approvals.models import Appeal, AppealDraft, AppealFile, CetApplication
from approvals.queries.clocks import due_in
from approvals.services.assigning import assign_next
from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StoredFile
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme import limits

MOST_APPEAL_FILES = 10


class AppealEditedMeanwhile(Exception):
    """Somebody saved another text since the form was opened; `current` is what they saved."""

    def __init__(self, current: AppealDraft):
        super().__init__(str(current))
        self.current = current


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
def save_appeal_draft(
    *,
    application: CetApplication,
    version: int,
    grounds: str,
    files: Sequence[StoredFile] = (),
    actor: Actor,
    at: datetime,
) -> AppealDraft:
    """Keep an appeal as far as it is written; only its provider sees it.

    `version` is the one that the form was opened with, 0 where nothing was kept. Raises
    `AppealEditedMeanwhile` if somebody saved another text since; of files alone all are kept.
    Refused when the actor may not appeal now, with nothing to keep, with more than
    `MOST_APPEAL_FILES`.
    """
    current = lock(application)
    require(workflow.application.refusal(current, "appeal", actor=actor, at=at))
    if not grounds.strip() and not files:
        raise Refused(Refusal(_("Write your grounds or add a file before you save.")))
    draft = AppealDraft.objects.filter(application=current).first()
    if draft is None:
        draft = AppealDraft(application=current, version=0)
    elif draft.version != version:
        files = list({file.pk: file for file in (*draft.files.all(), *files)}.values())
        if draft.grounds != grounds.strip() or len(files) > MOST_APPEAL_FILES:
            raise AppealEditedMeanwhile(draft)
    _require_few(files)
    draft.grounds, draft.version = grounds.strip(), draft.version + 1
    draft.saved_at, draft.saved_by = at, actor.name[:200]
    draft.save()
    draft.files.set(files)
    audit.record("application.save_appeal", current, actor=actor, at=at)
    return draft


@transaction.atomic
def forget_appeal_draft(*, application: CetApplication, actor: Actor, at: datetime) -> None:
    """Remove an appeal that was begun and can not be sent any more, with its files.

    Nothing happens where none was begun, or its last day has come later meanwhile.
    """
    current = lock(application)
    last = current.due_on
    if current.status == ApplicationStatus.REJECTED and last and london_date(at) <= last:
        return
    if _remove_draft(current):
        audit.record("application.forget_appeal", current, actor=actor, at=at)


def _remove_draft(application: CetApplication, sent: Sequence[StoredFile] = ()) -> bool:
    """Take the draft away, and those of its files that were not `sent`; was there one?"""
    draft = AppealDraft.objects.filter(application=application).first()
    if draft is None:
        return False
    unsent = list(draft.files.exclude(pk__in=[file.pk for file in sent]))
    draft.delete()
    for file in unsent:
        uploads.remove(file)
    return True


def _require_few(files: Sequence[StoredFile]) -> None:
    if len(files) > MOST_APPEAL_FILES:
        most = {"most": MOST_APPEAL_FILES}
        raise Refused(Refusal(_("Send at most %(most)d files with the appeal.") % most))


def _require_seen(
    application: CetApplication, grounds: str, files: Sequence[StoredFile], version: int | None
) -> None:
    """What a colleague kept meanwhile is not thrown away unread."""
    draft = AppealDraft.objects.filter(application=application).first()
    if draft is None or version is None or draft.version == version:
        return
    unseen = draft.files.exclude(pk__in=[file.pk for file in files]).exists()
    if unseen or draft.grounds != grounds.strip():
        raise AppealEditedMeanwhile(draft)


@transaction.atomic
def lodge_appeal(
    *,
    application: CetApplication,
    grounds: str,
    files: Sequence[StoredFile] = (),
    version: int | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """The provider says why the rejection is wrong: another approver decides in 10 working days.

    What was kept of it is removed. `version`: of the draft when the form was opened, 0 without
    one; raises `AppealEditedMeanwhile` if somebody saved something else since. Refused after the
    last day, a second time, without grounds, with more than `MOST_APPEAL_FILES`.
    """
    if not grounds.strip():
        raise Refused(Refusal(_("Say why you think the rejection is wrong.")))
    _require_few(files)
    locked = lock(application)
    require(workflow.application.refusal(locked, "appeal", actor=actor, at=at))
    _require_seen(locked, grounds, files, version)
    application = workflow.application.move(
        locked,
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
    _remove_draft(application, sent=files)
    notifications.AppealLodged(application).send(at=at, besides=actor.user_id)
    return assign_next(application=application, at=at)
