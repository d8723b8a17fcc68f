"""Reads of what registrants ask for: peer review, CET outside the UK, and their groups."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, F, Q

from approvals.queries import audience_of_unit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange, StoredFile
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, PointKind, Profession
from registrants import queries as register_queries
from registrants.models import PointEntry, RegisterEntry, Registrant
from sessions_events.enums import AskedStanding, NonUkStatus, ReviewStatus
from sessions_events.models import Declaration, Duty, NonUkCet, PeerReview, UploadRow
from sessions_events.models.asked import Asked
from sessions_events.rules import groups
from sessions_events.rules.earning import audience_of

__all__ = ["audience_of_unit"]

# Staff have to decide: the request, a difference, the evidence.
_WAITS = Q(status__in=[ReviewStatus.REQUESTED, ReviewStatus.HELD, NonUkStatus.EVIDENCE_SENT])


def _late(today: date) -> Q:
    """Not confirmed in time."""
    return Q(status=ReviewStatus.APPROVED, event__due_on__lt=today)


def reviews_visible_to(actor: Actor):
    """Peer reviews that the actor may see, with what a list shows; the latest first."""
    return (
        PeerReview.objects.visible_to(actor)
        .select_related("registrant", "event__application", "event__session")
        .order_by("-starts_at", "-pk")
    )


def non_uk_visible_to(actor: Actor):
    """CET outside the UK that the actor may see, with what a list shows; the latest first."""
    return (
        NonUkCet.objects.visible_to(actor)
        .select_related("registrant", "event__application", "modality", "programme", "evidence")
        .order_by("-starts_at", "-pk")
    )


def to_decide(rows):
    """Those that wait for staff: a decision, a difference, evidence; what begins first in front."""
    return rows.filter(_WAITS).order_by("starts_at", "pk")


def to_confirm(rows, at: datetime):
    """Those that are over, and whose registrant has not confirmed them; what is due first in
    front."""
    over = rows.filter(status=ReviewStatus.APPROVED, ends_at__lte=at)
    return over.order_by("event__due_on", "pk")


def overdue(rows, today: date):
    """Those that were not confirmed in time: a question asked of stored dates."""
    return rows.filter(_late(today)).order_by("event__due_on", "pk")


def matching(rows, text: str):
    """Those whose number, title or registration number of a member or of whoever asked holds
    `text`."""
    if not text:
        return rows
    people = RegisterEntry.objects.filter(number__icontains=text).values("registrant")
    return rows.filter(
        Q(number__icontains=text) | Q(title__icontains=text) | Q(registrant__in=people)
    )


def staff_list(actor: Actor, *, kind: str, standing: str, text: str, at: datetime):
    """What staff see of one kind ("abroad", or peer review) in one standing."""
    seen = non_uk_visible_to(actor) if kind == "abroad" else reviews_visible_to(actor)
    rows = matching(seen, text)
    if standing == AskedStanding.WAITING:
        return to_decide(rows)
    if standing == AskedStanding.TO_CONFIRM:
        return to_confirm(rows, at)
    return overdue(rows, london_date(at)) if standing == AskedStanding.OVERDUE else rows


def waiting_for_staff(actor: Actor, at: datetime) -> dict[str, int]:
    """How many peer reviews and how much CET abroad waits for staff, and what is `overdue`."""
    late = _late(london_date(at))
    reviews, abroad = (
        rows.aggregate(waits=Count("pk", filter=_WAITS), late=Count("pk", filter=late))
        for rows in (reviews_visible_to(actor), non_uk_visible_to(actor))
    )
    return {
        "reviews": reviews["waits"],
        "abroad": abroad["waits"],
        "overdue": reviews["late"] + abroad["late"],
    }


def to_do_of(actor: Actor, at: datetime):
    """What a registrant led or attended and has to confirm, what is due first in front."""
    return [
        *to_confirm(reviews_visible_to(actor), at),
        *to_confirm(non_uk_visible_to(actor), at),
    ]


def named_in(actor: Actor, at: datetime):
    """Approved peer reviews to come that somebody else leads and names the actor in."""
    reviews = PeerReview.objects.filter(
        status=ReviewStatus.APPROVED,
        ends_at__gt=at,
        participants__registrant=actor.person_id,
    ).exclude(registrant=actor.person_id)
    return reviews.select_related("registrant").order_by("starts_at", "pk")


def audiences_of_group(review: PeerReview) -> list[tuple[str, int]]:
    """As which audiences the group would earn, and how many of it as each."""
    group = group_of(review)
    found = [groups.audiences_of([member], review.about)[0] for member in group]
    return [(str(Audience(each).label), found.count(each)) for each in sorted(set(found))]


def unit_names(codes: Iterable[str]) -> list[str]:
    """The units with their names, in their usual order."""
    return [str(unit) for unit in scheme_queries.units().filter(code__in=list(codes))]


def approvals_of(asked: Asked):
    """What each audience earns, once approved."""
    if asked.event is None:
        return []
    return asked.event.application.approvals.order_by("audience")


def declaration_of(asked: Asked) -> Declaration | None:
    """What was said afterwards."""
    return Declaration.objects.filter(event=asked.event_id, current=True).first()


def undecided(model, at: datetime):
    """Requests of this kind that have begun; `due_on` is when."""
    return model.objects.filter(status=ReviewStatus.REQUESTED, starts_at__lte=at).annotate(
        due_on=F("starts_at")
    )


def duties_to_tell(today: date):
    """What registrants are to be reminded of now."""
    return Duty.objects.to_tell(today).exclude(event__provider__own="")


def asked_for(event_id: int) -> Asked | None:
    """What was asked for, of which this is the event."""
    for model in (PeerReview, NonUkCet):
        found = model.objects.select_related("registrant", "event").filter(event=event_id).first()
        if found:
            return found
    return None


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


def points_of(asked: Asked):
    """The lines of the ledger that came of it."""
    if asked.event is None:
        return PointEntry.objects.none()
    return PointEntry.objects.standing().filter(event_reference=asked.event.ev_number)


def left_over(asked: Asked):
    """Rows of its upload that did not become points, each with its sentence."""
    rows = UploadRow.objects.filter(upload__event=asked.event_id, taken_at__isnull=True)
    return rows.select_related("upload").order_by("upload", "line")


def files_of(asked: NonUkCet):
    """Its programme and its evidence."""
    return StoredFile.objects.filter(pk__in=[asked.programme_id, asked.evidence_id])


def timeline_of(asked: Asked):
    """Who did what with it, the earliest first."""
    found = StatusChange.objects.filter(case_type=asked._meta.label, case_id=asked.pk)
    return found.order_by("at", "pk")
