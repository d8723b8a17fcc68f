"""The public directory: which events a search finds, and what emptied it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from django.db.models import BooleanField, Case, Count, F, FloatField, Q, QuerySet, Value, When

from approvals.models import AudienceApproval, LearningObjective
from cet_portal.core.clock import LONDON
from cet_portal.scheme.models import Place
from sessions_events.enums import Attendance
from sessions_events.queries.distance import in_box, miles_from

MOST_WORDS = 8
ANYWHERE = Q(session__online=True) | Q(application__modality__distance=True)
_SHOWN = (
    "ev_number",
    "status",
    "starts_at",
    "ends_at",
    "price",
    "booking_link",
    "contact",
    "session__s_number",
    "session__online",
    "session__venue",
    "session__address",
    "session__town",
    "session__region",
    "session__latitude",
    "provider__name",
    "application__c_number",
    "application__title",
    "application__modality__code",
    "application__modality__name",
    "application__modality__distance",
)
# Only these: in a search for words "Hall 2" is a hall.
_NUMBER = re.compile(r"\s*(EV|C|S)[\s-]*([0-9]{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Search:
    """What somebody looks for. Every filter that is left empty lets everything through.

    `how`: one of `Attendance`. `first`, `last`: London days that the event touches. `within`:
    miles around `place`; without it the place limits nothing, and is measured from all the same.
    """

    text: str = ""
    audience: str = ""
    unit: str = ""
    modality: str = ""
    interactive: str = ""
    how: str = ""
    first: date | None = None
    last: date | None = None
    region: str = ""
    place: Place | None = None
    within: int | None = None

    def without(self, *names: str) -> "Search":
        """The same search, some filters left out (names of `FILTERS`)."""
        fields = {field for name in names for field in FIELDS.get(name, (name,))}
        return replace(self, **{field: getattr(EMPTY, field) for field in fields})

    @property
    def active(self) -> list[str]:
        """The filters that let less than everything through."""
        return [name for name, condition in FILTERS.items() if condition(self) is not None]


EMPTY = Search()
# What is one filter to people and several fields in the address.
FIELDS = {"dates": ("first", "last"), "place": ("place", "within")}


def matching(events: QuerySet, search: Search) -> QuerySet:
    """Those of `events` that the search finds, with `miles` from its place (or None)."""
    return _measured(events, search).filter(condition_of(search))


def ordered(events: QuerySet, at: datetime, *, by_distance: bool) -> QuerySet:
    """By when they begin, those that are open by when they end; or the nearest first."""
    moment = Case(When(starts_at__lte=at, then=F("ends_at")), default=F("starts_at"))
    order: list[Any] = [moment, "pk"]
    if by_distance:
        order.insert(0, F("miles").asc(nulls_last=True))
    return events.order_by(*order)


def for_a_list(events: QuerySet) -> QuerySet:
    """With what a line of the directory shows, and without the long texts of an application."""
    return events.only(*_SHOWN).prefetch_related("application__approvals")


def condition_of(search: Search) -> Q:
    """All filters of a search together; for events with `miles`."""
    whole = Q()
    for condition in FILTERS.values():
        found = condition(search)
        if found is not None:
            whole &= found
    return whole


def emptied_by(events: QuerySet, search: Search) -> list[tuple[tuple[str, ...], int]]:
    """For a search that finds nothing: which filters to leave out, and how many are found then.

    Single filters; if none helps, pairs; if none helps either, all of them. In one query: each
    event is asked once which filters it fits, and those that fit the same are counted together.
    """
    active = search.active
    alike = _by_what_they_fit(events, search)
    for size in sorted({1, 2, len(active)}):
        found = []
        for names in combinations(active, size):
            kept = search.without(*names)
            wanted = {_fits(name, kept) for name in kept.active}
            count = sum(row["events"] for row in alike if all(row[fits] for fits in wanted))
            if count:
                found.append((names, count))
        if found:
            return found
    return []


def _by_what_they_fit(events: QuerySet, search: Search) -> list[dict[str, Any]]:
    """How many events fit the same of the filters."""
    flags = {}
    # Interactive points are asked of the audience, so without that filter it is another question.
    for each in (search, search.without("audience")):
        for name in each.active:
            fits = FILTERS[name](each)
            flags[_fits(name, each)] = Case(
                When(fits, then=True), default=False, output_field=BooleanField()
            )
    if not flags:
        return []
    rows = _measured(events, search).order_by().annotate(**flags).values(*flags)
    return list(rows.annotate(events=Count("pk")))


def _fits(name: str, search: Search) -> str:
    of = f"_of_{search.audience}".lower() if name == "interactive" and search.audience else ""
    return f"fits_{name}{of}"


def beside(events: QuerySet, search: Search) -> dict[str, int]:
    """What a search by place leaves out without saying "not there", in one query.

    `anywhere`: can be followed from everywhere, online or as distance learning. `unplaced`,
    `unregioned`: take place somewhere that is not known.
    """
    if "place" not in search.active and "region" not in search.active:
        return {}
    if search.how not in ("", Attendance.VENUE):
        return {}
    active, counts = search.active, {}
    if not search.how:
        counts["anywhere"] = ANYWHERE
    if "place" in active:
        counts["unplaced"] = _all(_HOW[Attendance.UNPLACED], _region(search))
    if "region" in active:
        counts["unregioned"] = _all(_HOW[Attendance.UNREGIONED], _place(search))
    rest = replace(search.without("place", "region"), place=search.place)
    found = matching(events, rest).order_by()
    counted = found.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counts.items()}
    )
    return {name: count for name, count in counted.items() if count}


def cet_like(search: Search) -> Q:
    """The part of a search that is about the CET, for rows of approved CET."""
    return _all(
        _text_of_cet(search.text, ""),
        _audience(search, ""),
        _unit(search, ""),
        _interactive(search, ""),
        Q(modality__code=search.modality) if search.modality else None,
        Q(modality__distance=True) if search.how == Attendance.DISTANCE else None,
    )


def _measured(events: QuerySet, search: Search) -> QuerySet:
    if search.place is None:
        return events.annotate(miles=Value(None, output_field=FloatField()))
    # An online session that has a venue all the same is no nearer for it.
    miles = Case(When(ANYWHERE, then=None), default=miles_from(search.place))
    return events.annotate(miles=miles)


def _all(*conditions: Q | None) -> Q:
    whole = Q()
    for condition in conditions:
        if condition is not None:
            whole &= condition
    return whole


def _words(text: str) -> list[str]:
    number = _NUMBER.fullmatch(text)
    if number:
        return [f"{number[1].upper()}-{number[2]}"]
    return text.split()[:MOST_WORDS]


def _text_of_cet(text: str, path: str) -> Q | None:
    return _each_word(text, lambda word: _word_of_cet(word, path))


def _each_word(text: str, condition: Callable[[str], Q]) -> Q | None:
    words = _words(text)
    return _all(*map(condition, words)) if words else None


def _word_of_cet(word: str, path: str) -> Q:
    objectives = LearningObjective.objects.filter(text__icontains=word).values("application")
    return (
        Q(**{f"{path}title__icontains": word})
        | Q(**{f"{path}summary__icontains": word})
        | Q(**{f"{path}c_number__icontains": word})
        | Q(**{f"{path}provider__name__icontains": word})
        | Q(**{f"{path}pk__in": objectives})
    )


def _text(search: Search) -> Q | None:
    """Every word stands somewhere: CET, provider, session, place, or a number."""
    return _each_word(
        search.text,
        lambda word: (
            _word_of_cet(word, "application__")
            | Q(ev_number__icontains=word)
            | Q(session__s_number__icontains=word)
            | Q(session__name__icontains=word)
            | Q(session__venue__icontains=word)
            | Q(session__town__icontains=word)
        ),
    )


def _approved_for(path: str, **fields) -> Q:
    approvals = AudienceApproval.objects.filter(**fields).values("application")
    return Q(**{f"{path}pk__in": approvals})


def _audience(search: Search, path: str = "application__") -> Q | None:
    return _approved_for(path, audience=search.audience) if search.audience else None


def _unit(search: Search, path: str = "application__") -> Q | None:
    return _approved_for(path, units__contains=[search.unit]) if search.unit else None


def _interactive(search: Search, path: str = "application__") -> Q | None:
    """For the audience asked for; otherwise for any."""
    if not search.interactive:
        return None
    fields = {"audience": search.audience} if search.audience else {}
    some = _approved_for(path, interactive__gt=0, **fields)
    return some if search.interactive == "yes" else ~some


def _modality(search: Search) -> Q | None:
    return Q(application__modality__code=search.modality) if search.modality else None


_HOW = {
    Attendance.VENUE: ~ANYWHERE,
    Attendance.ANYWHERE: ANYWHERE,
    Attendance.ONLINE: Q(session__online=True, application__modality__distance=False),
    Attendance.DISTANCE: Q(application__modality__distance=True),
    Attendance.UNPLACED: ~ANYWHERE & Q(session__latitude__isnull=True),
    Attendance.UNREGIONED: ~ANYWHERE & Q(session__region=""),
}


def _how(search: Search) -> Q | None:
    return _HOW[Attendance(search.how)] if search.how else None


def _dates(search: Search) -> Q | None:
    """Events that touch these days, as London counts them; open ones included."""
    if search.first is None and search.last is None:
        return None
    after = Q(ends_at__gt=_midnight(search.first)) if search.first else Q()
    before = Q(starts_at__lt=_midnight(search.last + timedelta(days=1))) if search.last else Q()
    return after & before


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def _region(search: Search) -> Q | None:
    return ~ANYWHERE & Q(session__region=search.region) if search.region else None


def _place(search: Search) -> Q | None:
    if search.place is None or search.within is None:
        return None
    return ~ANYWHERE & in_box(search.place, search.within) & Q(miles__lte=search.within)


FILTERS: dict[str, Callable[[Search], Q | None]] = {
    "text": _text,
    "audience": _audience,
    "unit": _unit,
    "modality": _modality,
    "interactive": _interactive,
    "how": _how,
    "dates": _dates,
    "region": _region,
    "place": _place,
}
