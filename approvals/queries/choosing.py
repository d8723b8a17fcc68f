"""Which approver an application goes to: the rows for `rules.choosing`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from approvals.enums import Stage
from approvals.models import (
    ApproverAbsence,
    ApproverInterest,
    ApproverProfile,
    Assignment,
    CetApplication,
    Contributor,
    Submission,
)
from approvals.rules import choosing
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.clock import london_date
from cet_portal.scheme.models import TargetAudience
from providers.models import ProviderMembership


def approvers() -> QuerySet[User]:
    """Everybody who approves, with their profile, by name."""
    found = User.objects.filter(is_active=True, roles__contains=[Role.APPROVER])
    return found.select_related("approver_profile").order_by("name", "pk")


def is_approver(user: User) -> bool:
    """Does the account hold the role?"""
    return user.is_active and user.holds(Role.APPROVER)


def next_approver(application: CetApplication, *, at: datetime) -> User | None:
    """The approver who fits and has the fewest open cases; None when nobody fits.

    The profiles of all who have a profession that fits are locked until the transaction ends,
    in the order of their keys, so that two submissions count one after the other.
    """
    today = london_date(at)
    waiting = waiting_cases([application], at=at)[0]
    profiles = ApproverProfile.objects.filter(profession__in=waiting.professions)
    locked = profiles.select_for_update().order_by("pk")
    keys = [profile.user_id for profile in locked]
    chosen = choosing.choose(waiting, _candidates(keys), today=today)
    return User.objects.get(pk=chosen.user_id) if chosen else None


def lock_profile(approver: User | int) -> None:
    """Hold the profile, if there is one, so that nobody is chosen or changed meanwhile.

    `approver`: the account or its key.
    """
    ApproverProfile.objects.filter(user=approver).select_for_update().first()


def objections_to(
    application: CetApplication, approver: User, *, at: datetime
) -> list[choosing.Objection]:
    """What stands against giving it to this approver."""
    waiting, today = waiting_cases([application], at=at)[0], london_date(at)
    found = _candidates([approver.pk])
    return choosing.objections(waiting, found[0], today=today) if found else []


def objections_by_approver(
    applications: Sequence[CetApplication], *, at: datetime
) -> list[list[tuple[choosing.Candidate, list[choosing.Objection]]]]:
    """For each application every approver, with what stands against them."""
    candidates, today = _candidates(), london_date(at)
    return [
        [(one, choosing.objections(waiting, one, today=today)) for one in candidates]
        for waiting in waiting_cases(applications, at=at)
    ]


def share_out(
    applications: Sequence[CetApplication], *, at: datetime
) -> list[choosing.Candidate | None]:
    """Whom the portal would choose for each of them, one after the other."""
    cases = waiting_cases(applications, at=at)
    return choosing.share_out(cases, _candidates(), today=london_date(at), at=at)


def waiting_cases(
    applications: Sequence[CetApplication], *, at: datetime
) -> list[choosing.Waiting]:
    """The applications as plain values, in their order; as many queries for one as for many."""
    keys = [application.pk for application in applications]
    profession = dict(TargetAudience.objects.values_list("code", "profession"))
    names = _by_first(
        Contributor.objects.filter(application__in=keys).values_list("application", "name")
    )
    senders = _by_first(
        Submission.objects.filter(application__in=keys, by_id__isnull=False).values_list(
            "application", "by_id"
        )
    )
    given = Assignment.objects.filter(application__in=keys)
    had_by = _by_first(given.values_list("application", "approver"))
    had_first = _by_first(given.filter(stage=Stage.FIRST).values_list("application", "approver"))
    return [
        choosing.Waiting(
            reference=each.c_number,
            provider_id=each.provider_id,
            professions={profession[code] for code in each.audiences if code in profession},
            due_on=each.due_on or london_date(at),
            written_by={each.made_by_id, *senders[each.pk]} - {None},
            names=names[each.pk],
            approver_id=each.approver_id,
            had_by=had_by[each.pk],
            had_first=had_first[each.pk] if each.status == "UNDER_APPEAL" else set(),
        )
        for each in applications
    ]


def _candidates(keys: Collection[int] | None = None) -> list[choosing.Candidate]:
    """Approvers as plain values, all or those with these keys."""
    given = Assignment.objects.filter(approver=OuterRef("pk"))
    latest = given.order_by("-began_at")
    still = given.filter(ending="").order_by().values("approver")
    open_cases = still.annotate(number=Count("pk")).values("number")
    found = approvers().annotate(
        open_cases=Coalesce(Subquery(open_cases), 0),
        last_given=Subquery(latest.values("began_at")[:1]),
    )
    users = list(found if keys is None else found.filter(pk__in=keys))
    keys = [user.pk for user in users]
    absences, interests = defaultdict(set), ApproverInterest.objects.in_force()
    away = ApproverAbsence.objects.filter(approver__in=keys)
    for user_id, first, last in away.values_list("approver", "first_day", "last_day"):
        absences[user_id].add((first, last))
    providers = _by_first(
        ProviderMembership.objects.filter(user__in=keys).values_list("user", "provider")
    )
    interested = _by_first(interests.filter(approver__in=keys).values_list("approver", "provider"))
    return [
        choosing.Candidate(
            user_id=user.pk,
            name=str(user),
            profession=profession_of(user),
            open_cases=user.open_cases,
            last_given=user.last_given or choosing.NEVER,
            absences=sorted(absences[user.pk]),
            providers=providers[user.pk],
            interests=interested[user.pk],
        )
        for user in users
    ]


def profession_of(user: User) -> str:
    """The profession in the approver's profile; empty where there is none."""
    profile = getattr(user, "approver_profile", None)
    return profile.profession if profile else ""


def _by_first(pairs: Iterable[tuple]) -> dict:
    found = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return found
