"""What somebody looks for in the directory, and each filter as a condition on events."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from approvals.models import AudienceApproval, LearningObjective
from cet_portal.core.clock import LONDON
from cet_portal.scheme.models import Place
from sessions_events.enums import Attendance
from sessions_events.queries.distance import in_box

MOST_WORDS = 8
ANYWHERE = Q(session__online=True) | Q(application__modality__distance=True)

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


def condition_of(search: Search) -> Q:
    """All filters of a search together; for events with `miles`."""
    whole = Q()
    for condition in FILTERS.values():
        found = condition(search)
        if found is not None:
            whole &= found
    return whole


def cet_like(search: Search) -> Q:
    """The part of a search that is about the CET, for rows of approved CET."""
    return all_of(
        _text_of_cet(search.text, ""),
        _audience(search, ""),
        _unit(search, ""),
        _interactive(search, ""),
        Q(modality__code=search.modality) if search.modality else None,
        Q(modality__distance=True) if search.how == Attendance.DISTANCE else None,
    )


def all_of(*conditions: Q | None) -> Q:
    """These conditions together; None limits nothing."""
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
    return all_of(*map(condition, words)) if words else None


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


HOW = {
    Attendance.VENUE: ~ANYWHERE,
    Attendance.ANYWHERE: ANYWHERE,
    Attendance.ONLINE: Q(session__online=True, application__modality__distance=False),
    Attendance.DISTANCE: Q(application__modality__distance=True),
    Attendance.UNPLACED: ~ANYWHERE & Q(session__latitude__isnull=True),
    Attendance.UNREGIONED: ~ANYWHERE & Q(session__region=""),
}


def _how(search: Search) -> Q | None:
    return HOW[Attendance(search.how)] if search.how else None


def _dates(search: Search) -> Q | None:
    """Events that touch these days, as London counts them; open ones included."""
    if search.first is None and search.last is None:
        return None
    after = Q(ends_at__gt=_midnight(search.first)) if search.first else Q()
    before = Q(starts_at__lt=_midnight(search.last + timedelta(days=1))) if search.last else Q()
    return after & before


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def in_region(search: Search) -> Q | None:
    """In the region of the search, if it has one."""
    return ~ANYWHERE & Q(session__region=search.region) if search.region else None


def near_place(search: Search) -> Q | None:
    """Within the miles of the search around its place, if it has both."""
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
    "region": in_region,
    "place": near_place,
}
