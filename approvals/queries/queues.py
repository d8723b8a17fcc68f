"""The cases of one approver, in the three parts of the queue."""

from django.db.models import Count, Exists, OuterRef, Q

from approvals.models import CetApplication, Decision
from approvals.queries.lists import S, visible_to
from cet_portal.core.actor import Actor


def queue(actor: Actor):
    """What waits for the approver's decision: the earliest due date first."""
    return visible_to(actor).filter(_waits_for(actor)).order_by("due_on", "submitted_at", "pk")


def taken_by(actor: Actor):
    """What the approver has to decide: the earliest due date first."""
    return queue(actor)


def asked_by(actor: Actor):
    """The approver's cases in which the provider has the clock."""
    return visible_to(actor).filter(_asked_by(actor)).order_by("due_on", "pk")


def decided_by(actor: Actor):
    """What the approver has decided, the latest first."""
    return visible_to(actor).filter(_decided_by(actor)).order_by("-decided_at", "-pk")


def parts_of_queue(actor: Actor) -> dict[str, int]:
    """How many the approver has to decide (`mine`), has `asked` about, has `decided`."""
    return CetApplication.objects.visible_to(actor).aggregate(
        mine=Count("pk", filter=_waits_for(actor)),
        asked=Count("pk", filter=_asked_by(actor)),
        decided=Count("pk", filter=Q(_decided_by(actor))),
    )


def _waits_for(actor: Actor) -> Q:
    return Q(approver_id=actor.user_id, status__in=CetApplication.WITH_THE_APPROVER)


def _asked_by(actor: Actor) -> Q:
    return Q(approver_id=actor.user_id, status=S.INFORMATION_REQUESTED)


def _decided_by(actor: Actor) -> Exists:
    own = Decision.objects.filter(decided_by_id=actor.user_id)
    return Exists(own.filter(application=OuterRef("pk")))
