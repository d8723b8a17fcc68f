"""Absences and interests of approvers."""

from datetime import date

from django.db.models import Q, QuerySet

from approvals.models import ApproverAbsence, ApproverInterest, CetApplication
from approvals.queries.load import approvers_visible_to
from cet_portal.accounts.models import User
from cet_portal.core.actor import Actor
from providers.models import Provider


def absences_of(approver: User, *, today: date) -> QuerySet[ApproverAbsence]:
    """Absences that are not over, the next first."""
    return approver.approver_absences.filter(last_day__gte=today).order_by("first_day", "pk")


def interests_of(approver: User) -> QuerySet[ApproverInterest]:
    """The interests in force, by provider."""
    found = approver.approver_interests.in_force().select_related("provider")
    return found.order_by("provider__name")


def absences_visible_to(actor: Actor) -> QuerySet[ApproverAbsence]:
    """Absences of the approvers whom the actor may see."""
    return ApproverAbsence.objects.filter(approver__in=approvers_visible_to(actor)).select_related(
        "approver"
    )


def interests_visible_to(actor: Actor) -> QuerySet[ApproverInterest]:
    """Interests of the approvers whom the actor may see."""
    found = ApproverInterest.objects.filter(approver__in=approvers_visible_to(actor))
    return found.select_related("approver", "provider")


def due_while_away(user_id: int, first: date, last: date) -> int:
    """How many cases the approver has to decide that fall due on these days."""
    waiting = CetApplication.objects.filter(
        Q(due_on__gte=first, due_on__lte=last),
        approver_id=user_id,
        status__in=CetApplication.WITH_THE_APPROVER,
    )
    return waiting.count()


def providers_to_name() -> list[tuple[int, str]]:
    """Key and name of every provider, by name: an interest can be in any but the GOC's own."""
    found = Provider.objects.filter(own="")
    return list(found.order_by("name", "pk").values_list("pk", "name"))


def provider_named(key: str) -> Provider:
    """One of `providers_to_name`."""
    return Provider.objects.get(pk=key, own="")
