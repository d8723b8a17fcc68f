"""Applications of one provider: what it has to answer, may appeal against, or still writes."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, When

from approvals.models import AppealDraft
from approvals.queries.lists import S, visible_to
from cet_portal.core.actor import Actor


def of_provider(actor: Actor):
    """The provider's applications: what it must answer first, then the newest."""
    asked_first = Case(When(status=S.INFORMATION_REQUESTED, then=0), default=1)
    return visible_to(actor).order_by(asked_first, "-pk")


def asked_of(actor: Actor):
    """What the actor's provider has to answer: the earliest due date first."""
    return visible_to(actor).filter(status=S.INFORMATION_REQUESTED).order_by("due_on", "pk")


def to_appeal(actor: Actor, today: date):
    """What was rejected and may still be appealed against: the earliest last day first.

    `appeal_begun`: has the actor's provider kept one that it has not sent?
    """
    begun = AppealDraft.objects.visible_to(actor).filter(application=OuterRef("pk"))
    rejected = visible_to(actor).filter(status=S.REJECTED, due_on__gte=today)
    rejected = rejected.annotate(appeal_begun=Exists(begun))
    return rejected.order_by("due_on", "pk")


def drafts_of(actor: Actor):
    """The provider's drafts, the latest saved first."""
    return visible_to(actor).filter(status=S.DRAFT).order_by("-saved_at")
