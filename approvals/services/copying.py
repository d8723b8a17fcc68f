"""New drafts from old applications: a copy, and the re-approval of expired CET."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from approvals import permissions, queries, workflow
from approvals.enums import ApplicationStatus, Section
from approvals.models import Attachment, CetApplication, Contributor, LearningObjective
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from providers import queries as provider_queries

# What belongs to one life of an application and is not copied.
_ITS_OWN = {
    "id",
    "c_number",
    "status",
    "version",
    "due_on",
    "due_sum",
    "submitted_at",
    "round",
    "fast_track",
    "fast_track_from",
    "days_with_approver",
    "approver",
    "decided_at",
    "reasons",
    "approval_ends",
}


@transaction.atomic
def copy(*, application: CetApplication, actor: Actor, at: datetime) -> CetApplication:
    """A new draft with everything that `application` says; files are the same files.

    Fast track is not copied: it is a new payment. Pressed twice gives the first copy.
    """
    application = lock(application)  # before the provider, as a submission does
    provider_queries.lock(application.provider_id)
    copies = application.copies.filter(status=ApplicationStatus.DRAFT, renews=False, version=1)
    pressed_twice = made_just_now(copies, actor=actor, at=at)
    return pressed_twice or _copied(application, renews=False, actor=actor, at=at)


@transaction.atomic
def reapprove(
    *, applications: Sequence[CetApplication], actor: Actor, at: datetime
) -> tuple[list[CetApplication], list[CetApplication]]:
    """A draft for each expired CET, linked to its old C-number (decisions.md 14).

    Returns the new drafts, and those of `applications` left alone: not expired, or with a
    re-approval on its way. Pressed twice, the second finds them all on their way.
    """
    drafts: list[CetApplication] = []
    left: list[CetApplication] = []
    for application in sorted(applications, key=lambda each: each.pk):
        old = lock(application)
        if old.status != ApplicationStatus.EXPIRED or queries.live_renewal_of(old):
            left.append(old)
        else:
            drafts.append(_copied(old, renews=True, actor=actor, at=at))
    return drafts, left


def _copied(old: CetApplication, *, renews: bool, actor: Actor, at: datetime) -> CetApplication:
    fields = {
        field.name: getattr(old, field.name)
        for field in CetApplication._meta.concrete_fields
        if field.name not in _ITS_OWN
    }
    new = CetApplication(
        **fields
        | {
            "made_at": at,
            "made_by_id": actor.user_id,
            "saved_at": at,
            "saved_by": actor.name,
            "copied_from": old,
            "renews": renews,
            "sections_saved": _saved_sections(old),
        },
        **workflow.application.born(ApplicationStatus.DRAFT),
    )
    require(permissions.may_write(actor, new, at=at))
    provider_queries.lock(old.provider_id)
    new.c_number = next_number("C")
    new.save()
    for model in (LearningObjective, Contributor, Attachment):
        _copy_lines(model, old, new)
    audit.record(
        "application.reapprove" if renews else "application.copy",
        new,
        actor=actor,
        at=at,
        old=old.c_number,
    )
    return new


def _saved_sections(old: CetApplication) -> list[str]:
    # Whether this one is fast-tracked has not been asked yet.
    return [section for section in old.sections_saved if section != Section.SPEED]


def _copy_lines(model, old: CetApplication, new: CetApplication) -> None:
    lines = model.objects.filter(application=old)
    if model is Attachment:
        lines = lines.filter(removed_at__isnull=True)
    copies = list(lines.order_by("pk"))
    for line in copies:
        line.pk, line.application = None, new
    model.objects.bulk_create(copies)
