"""Two people of the register are one: what belongs to the one goes to the other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from registrants.models import Registrant
from sessions_events.models import CompletionCertificate, UploadRow


@transaction.atomic
def move_certificates(*, kept: Registrant, joined: Registrant, actor: Actor, at: datetime) -> int:
    """Every certificate goes along; of two for one event that of `kept` stays good, as somebody
    has one certificate an event. Returns how many were moved.
    """
    theirs = CompletionCertificate.objects.filter(registrant=joined)
    standing = CompletionCertificate.objects.filter(registrant=kept, withdrawn_at__isnull=True)
    doubled = list(theirs.filter(withdrawn_at__isnull=True, event__in=standing.values("event")))
    reason = _("There are two certificates for this event: the other one stays.")
    theirs.filter(pk__in=[each.pk for each in doubled]).update(
        withdrawn_at=at, withdrawn_reason=reason
    )
    audit.record_many("certificate.withdraw", doubled, actor=actor, at=at, reason=reason)
    moved = list(theirs)
    theirs.update(registrant=kept)
    audit.record_many("certificate.move", moved, actor=actor, at=at)
    return len(moved)


def move_rows(*, kept: Registrant, joined: Registrant, actor: Actor, at: datetime) -> int:
    """Rows of uploads are about `kept` now, under the number that they came with."""
    return UploadRow.objects.filter(registrant_id=joined.pk).update(registrant_id=kept.pk)
