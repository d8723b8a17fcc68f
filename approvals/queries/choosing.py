"""Which approver an application goes to."""

from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q

from approvals.models import (
    ApproverAbsence,
    ApproverInterest,
    ApproverProfile,
    Assignment,
    CetApplication,
)
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.clock import london_date
from cet_portal.scheme.models import TargetAudience
from providers.models import ProviderMembership


def approvers():
    """Everybody who approves, with their profile, by name."""
    found = User.objects.filter(is_active=True, roles__contains=[Role.APPROVER])
    return found.select_related("approver_profile").order_by("name", "pk")


def is_approver(user: User) -> bool:
    """Does the account hold the role?"""
    return user.is_active and user.holds(Role.APPROVER)


def had_it_first(application: CetApplication, user: User) -> bool:
    """Was this person given the application before the appeal?"""
    return Assignment.objects.filter(application=application, approver=user, stage="FIRST").exists()


def next_approver(application: CetApplication, *, at: datetime) -> User | None:
    """The approver who fits and has the fewest open cases; None when nobody fits.

    Of several with as few, the one whose last case is the longest ago. The profiles of all who
    fit are locked until the transaction ends, so that two submissions count one after the other.
    """
    fitting = _fitting(application, at=at)
    ApproverProfile.objects.filter(user__in=fitting).select_for_update().order_by("pk").first()
    ranked = fitting.annotate(
        open_cases=Count("assignments", filter=Q(assignments__ending="")),
        last_given=Max("assignments__began_at"),
    )
    return ranked.order_by("open_cases", "last_given", "pk").first()


def _fitting(application: CetApplication, *, at: datetime):
    today = london_date(at)
    days = [today, application.due_on or today]
    professions = TargetAudience.objects.filter(code__in=application.audiences)
    away = ApproverAbsence.objects.filter(approver=OuterRef("pk")).filter(
        Q(first_day__lte=days[0], last_day__gte=days[0])
        | Q(first_day__lte=days[1], last_day__gte=days[1])
    )
    belongs = ProviderMembership.objects.filter(
        user=OuterRef("pk"), provider_id=application.provider_id
    )
    interest = ApproverInterest.objects.in_force().filter(
        approver=OuterRef("pk"), provider_id=application.provider_id
    )
    had_it = Assignment.objects.filter(approver=OuterRef("pk"), application=application)
    names = application.contributors.values_list("name", flat=True)
    own_work = Q(pk=application.made_by_id)
    for name in names:
        own_work |= Q(name__iexact=name.strip())
    return (
        User.objects.filter(
            is_active=True,
            roles__contains=[Role.APPROVER],
            approver_profile__profession__in=professions.values("profession"),
        )
        .exclude(own_work)
        .exclude(Exists(away))
        .exclude(Exists(belongs))
        .exclude(Exists(interest))
        .exclude(Exists(had_it))
    )
