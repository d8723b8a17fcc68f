"""Reads of who is in a group of peer review, and as whom they earn."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from cet_portal.core.clock import london_date
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, PointKind, Profession
from registrants import queries as register_queries
from registrants.models import RegisterEntry, Registrant
from sessions_events.models import NonUkCet, PeerReview
from sessions_events.rules import groups
from sessions_events.rules.earning import audience_of


def audiences_of_group(review: PeerReview) -> list[tuple[str, int]]:
    """As which audiences the group would earn, and how many of it as each."""
    group = group_of(review)
    found = [groups.audiences_of([member], review.about)[0] for member in group]
    return [(str(Audience(each).label), found.count(each)) for each in sorted(set(found))]


def lock_person(person_id: int | None) -> Registrant:
    """The person, locked: they ask one thing after the other."""
    return Registrant.objects.select_for_update(no_key=True).get(pk=person_id)


def numbers_on(people: Iterable[int], day: date) -> dict[int, str]:
    """The registration number that each of these people holds on `day`, as far as they earn
    points."""
    entries = RegisterEntry.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        registrant__in=list(people),
        profession__in=Profession.values,
        start__lte=day,
    )
    return dict(entries.order_by("start", "pk").values_list("registrant_id", "number"))


def leader_on(person_id: int, day: date) -> groups.Named | None:
    """Somebody as the leader of a group: the number held on `day` and their own surname."""
    number = numbers_on([person_id], day).get(person_id)
    if number is None:
        return None
    return groups.Named(0, number, register_queries.surname_of(person_id))


def checked_group(
    leader_id: int, people: Sequence[groups.Named], day: date
) -> tuple[list[groups.Member], list[str]]:
    """The whole group as the register has it on `day`, its leader first, and a sentence for each
    who is not on it."""
    leader = leader_on(leader_id, day)
    everybody = [*([leader] if leader else []), *people]
    register = register_queries.on_register({one.number for one in everybody})
    group, wrong = groups.members(everybody, register, day)
    return group, wrong if leader else [groups.leader_is_missing(), *wrong]


def group_of(review: PeerReview) -> list[groups.Member]:
    """The group that was named, as the register has it now on the day of the review."""
    day = london_date(review.ends_at)
    people = [
        groups.Named(each.order, each.number, each.surname)
        for each in review.participants.order_by("order")
    ]
    register = register_queries.on_register({one.number for one in people})
    return groups.members(people, register, day)[0]


def audience_for(asked: NonUkCet, *, specialist: bool) -> str | None:
    """As which audience the person earns on the last day: of their specialty, or in general.

    None if they are not on the register then, or hold no specialty.
    """
    day = london_date(asked.ends_at)
    number = numbers_on([asked.registrant_id], day).get(asked.registrant_id)
    if number is None:
        return None
    entry = next(
        each
        for each in register_queries.on_register([number])[number]
        if each.registrant_id == asked.registrant_id and each.registered_on(day)
    )
    if not specialist:
        return audience_of(entry.profession, (), None)
    audience = audience_of(entry.profession, entry.specialties_on(day), None)
    return None if audience is None or is_general(audience) else audience


def is_general(audience: str) -> bool:
    """Does this audience earn general points?"""
    kinds = {each.code: each.kind for each in scheme_queries.audiences()}
    return kinds[audience] == PointKind.GENERAL
