"""Reads of the files of applications."""

from django.db.models import Exists, Func, JSONField, OuterRef
from django.db.models.functions import JSONObject

from approvals.models import Attachment, CetApplication, Submission
from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core.actor import Actor


def attachments_of(application: CetApplication):
    """The files of the application as it stands now, in the order added."""
    found = application.attachments.filter(removed_at__isnull=True)
    return found.select_related("file").order_by("pk")


def attachments_visible_to(actor: Actor):
    """Files of applications that the actor may see; those taken away too, a submission has them.

    The provider sees all of its own, the other side only what was submitted.
    """
    seen = CetApplication.objects.visible_to(actor)
    found = Attachment.objects.filter(application__in=seen).select_related("file")
    return found if actor.role in PROVIDER_ROLES else found.filter(_was_submitted())


def _was_submitted() -> Exists:
    """Is the file among those of a submission (`values_of`)?"""
    one = Func(
        JSONObject(id=OuterRef("pk")), function="JSONB_BUILD_ARRAY", output_field=JSONField()
    )
    rounds = Submission.objects.filter(application=OuterRef("application"))
    return Exists(rounds.filter(values__contains=JSONObject(attachments=one)))
