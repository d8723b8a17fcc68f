"""Reads of what is owed late: for the ladder of reminders, for holds, for lists."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from providers.models import Provider, ProviderMembership
from sessions_events.models import Duty, Hold
from sessions_events.rules import reminding

# So far back lateness is counted for the record.
RECORD_DAYS = 365


def with_event(duties: QuerySet) -> QuerySet:
    """Duties with what a list or a message says of their events, what is due first in front."""
    return duties.select_related("event__application__modality", "event__provider").order_by(
        "due_on", "pk"
    )


def _seen_by(actor: Actor):
    """What providers owe. What registrants led themselves stands on lists of its own."""
    return Duty.objects.visible_to(actor).filter(event__provider__own="")


def to_tell(provider_id: int, today: date) -> QuerySet:
    """What this provider is to be reminded of now."""
    return with_event(Duty.objects.to_tell(today).filter(event__provider=provider_id))


def holding(provider_id: int, today: date) -> QuerySet:
    """What keeps this provider from submitting anything new."""
    return with_event(Duty.objects.holding(today).filter(event__provider=provider_id))


def providers_to_tell(today: date) -> QuerySet:
    """Providers with a step of the ladder to be told, or a hold that is not noted yet.

    `due_on`: the day of the earliest step, for the order of the sweep.
    """
    of_provider = Duty.objects.filter(event__provider=OuterRef("pk"))
    steps = of_provider.to_tell(today).order_by("tell_on").values("tell_on")[:1]
    noted = Hold.objects.noted().filter(provider=OuterRef("pk"))
    # The GOC's own owe nothing: registrants are reminded one by one (queries/asking.py).
    ordinary = Provider.objects.filter(own="")
    return ordinary.annotate(due_on=Subquery(steps)).filter(
        Q(due_on__isnull=False) | (Q(Exists(of_provider.holding(today))) & ~Exists(noted))
    )


def holds_to_lift(today: date) -> QuerySet:
    """Holds that are noted and over."""
    return Hold.objects.to_lift(today).select_related("provider").annotate(due_on=F("placed_on"))


def hold_of(provider_id: int) -> Hold | None:
    """The hold that this provider was told of, locked."""
    noted = Hold.objects.noted().filter(provider=provider_id).select_related("provider")
    return noted.select_for_update(of=("self",)).first()


def holds_of(actor: Actor, provider_id: int) -> QuerySet:
    """The record of holds of a provider, the latest first."""
    return Hold.objects.visible_to(actor).filter(provider=provider_id).order_by("-placed_on")


def owed_from(actor: Actor, today: date) -> QuerySet:
    """What is owed and due today or later."""
    return with_event(_seen_by(actor).owed().filter(due_on__gte=today))


def to_hold_from(actor: Actor, today: date) -> QuerySet:
    """What is overdue and will hold new submissions one day, the next first."""
    late = _seen_by(actor).overdue(today).filter(hold_on__gt=today)
    return with_event(late).order_by("hold_on", "pk")


def was_told_the_day_after(duty: Duty) -> bool:
    """Has the provider been told that it is overdue?"""
    return duty.told >= reminding.TOLD_OVERDUE


def was_told_of_the_hold(duty: Duty) -> bool:
    """Have the provider and the CET manager been told that it holds new submissions?"""
    return duty.told >= reminding.TOLD_HOLD


def overdue_duties(actor: Actor, today: date) -> QuerySet:
    """What is owed late, the oldest in front."""
    return with_event(_seen_by(actor).overdue(today))


def providers_overdue(
    actor: Actor, today: date, *, text: str = "", held: str = "", age: str = ""
) -> QuerySet:
    """Providers with overdue CET, a dictionary each, the oldest due date in front.

    `events`: how many; `oldest`: the due date of the oldest; `told`: rungs of the ladder behind
    the furthest; `holding`: how many of its duties hold new submissions. `text`: in the name of
    the provider, an EV-number, or a title; `held`: "yes" only with a hold, "no" only without;
    `age`: only where something was due that many days ago or before.
    """
    duties = _seen_by(actor).overdue(today)
    if text:
        found = duties.filter(
            Q(event__provider__name__icontains=text)
            | Q(event__ev_number__icontains=text)
            | Q(event__application__title__icontains=text)
        )
        duties = duties.filter(event__provider__in=found.values("event__provider"))
    rows = duties.values(
        provider_id=F("event__provider_id"), provider_name=F("event__provider__name")
    ).annotate(
        events=Count("event", distinct=True),
        oldest=Min("due_on"),
        told=Max("told"),
        holding=Count("pk", filter=Q(hold_on__lte=today)),
    )
    if held:
        rows = rows.filter(holding__gt=0) if held == "yes" else rows.filter(holding=0)
    if age:
        rows = rows.filter(oldest__lte=today - timedelta(days=int(age)))
    return rows.order_by("oldest", "provider_id")


def contacts_of(actor: Actor, provider_ids: Collection[int]) -> dict[int, list[User]]:
    """Whom to call at each of these providers: its principal contacts, or the system
    administrators of one that has none."""
    found: dict[int, dict[str, list[User]]] = {}
    members = ProviderMembership.objects.visible_to(actor).filter(
        provider__in=provider_ids, user__is_active=True
    )
    for member in members.select_related("user").order_by("user__name", "pk"):
        for role in member.roles:
            found.setdefault(member.provider_id, {}).setdefault(role, []).append(member.user)
    return {
        key: roles.get(Role.PRINCIPAL_CONTACT) or roles.get(Role.SYSTEM_ADMINISTRATOR, [])
        for key, roles in found.items()
    }


def done_late(actor: Actor) -> QuerySet:
    """What was done after its last day, by the provider's doing; the latest in front."""
    return with_event(_seen_by(actor).done_late()).order_by("-closed_on", "-pk")


def done_late_for_event() -> QuerySet:
    """What was late of the event of an outer query, also if something is left to be done."""
    return Duty.objects.late().filter(event=OuterRef("pk"))


def done_late_lately(actor: Actor, provider_ids: Collection[int], today: date) -> dict[int, int]:
    """How much each provider did late in the last 12 months."""
    since = today - timedelta(days=RECORD_DAYS)
    rows = done_late(actor).filter(event__provider__in=provider_ids, closed_on__gt=since)
    counted = rows.order_by().values("event__provider").annotate(late=Count("pk"))
    return {row["event__provider"]: row["late"] for row in counted}
