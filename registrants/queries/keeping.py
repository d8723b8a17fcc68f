"""Reads for those who keep the register: everybody on it, and one person with everything dated."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from registrants import rules
from registrants.events import contradictions_asked
from registrants.models import PointEntry, RegisterEntry, Registrant, SpecialtyEntry

ON, OFF = "on", "off"


def people_visible_to(actor: Actor) -> QuerySet[Registrant]:
    """Everybody for those who keep the register; nobody for others. By surname."""
    if not actor.may(Permission.REGISTER_KEEP):
        return Registrant.objects.none()
    entries = RegisterEntry.objects.order_by("-start", "-pk")
    return Registrant.objects.order_by("surname_key", "forenames", "pk").prefetch_related(
        Prefetch("entries", queryset=entries)
    )


def people_found(
    actor: Actor, *, words: str = "", register: str = "", state: str = "", today: date
) -> QuerySet[Registrant]:
    """Those whose number (also a former one), U-reference or name fits `words`, who were ever on
    this register, and who are on it today or not."""
    found = people_visible_to(actor)
    for word in words.split() if rules.normalise_number(words) is None else [words]:
        found = found.filter(_fits(word))
    entries = RegisterEntry.objects.filter(registrant=OuterRef("pk"))
    if register:
        found = found.filter(Exists(entries.filter(profession=register)))
    if state:
        now = Exists(entries.filter(Q(end__isnull=True) | Q(end__gte=today), start__lte=today))
        found = found.filter(now if state == ON else ~now)
    return found


def _fits(word: str) -> Q:
    number = rules.normalise_number(word)
    if number is not None:
        entered = RegisterEntry.objects.filter(registrant=OuterRef("pk"), number=number)
        return Q(Exists(entered)) | Q(u_reference=number)
    key = rules.surname_key(word)
    if not key:
        return Q(pk__in=())
    return (
        Q(surname_key__startswith=key) | Q(forenames__istartswith=word) | Q(pk__in=_formerly(key))
    )


def _formerly(key: str) -> QuerySet:
    former = Registrant.objects.filter(former_surnames__surname_key__startswith=key)
    return former.values("pk")


def points_visible_to(actor: Actor, registrant: Registrant) -> QuerySet[PointEntry]:
    """Every line of one person's ledger, for those who keep the register; the newest first."""
    lines = PointEntry.objects.filter(registrant=registrant)
    if not actor.may(Permission.REGISTER_KEEP):
        return lines.none()
    return lines.order_by("-event_date", "-pk")


def contradictions_in(
    entries: Iterable[RegisterEntry], specialties: Iterable[SpecialtyEntry]
) -> list[str]:
    """What in these of one person cannot be true at once, in sentences with entry and reason."""
    answers = contradictions_asked.send(sender=Registrant, entries=entries, specialties=specialties)
    # The types of signals know of texts alone.
    return [said for _receiver, answer in answers for said in cast(list[str], answer)]
