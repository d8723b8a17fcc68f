"""Towns by the names that people type."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from cet_portal.scheme.models import Place

FILE = Path(__file__).parent / "places.csv"
_SHORT = {"saint": "st", "&": "and"}
_MOST_NAMED = 5  # of places that a sentence offers
_MOST_COMPARED = 50  # of unknown names in a list: comparing one with all places takes a while


@dataclass(frozen=True)
class Found:
    """What a typed name means: one place, several to choose from, or none and what is near it.

    `names`: all names by key, where they have been read already.
    """

    typed: str
    place: Place | None = None
    several: list[Place] = field(default_factory=list)
    names: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def near(self) -> list[str]:
        """Names spelled like it, where no place has the name; looked for when asked."""
        return [] if self.place or self.several else _near(key(self.typed), self.names)

    @property
    def choices(self) -> list[str]:
        """Names that would be understood, to choose from."""
        return [place.full_name for place in self.several] or self.near

    @property
    def problem(self) -> str:
        """Why it is not one place, in a sentence; empty if it is."""
        if self.place:
            return ""
        if self.several:
            return _("There are several places called %(name)s: type %(places)s") % {
                "name": self.several[0].name,
                "places": _either(self.choices),
            }
        if self.near:
            return _("We do not know the place “%(typed)s”. Did you mean %(places)s?") % {
                "typed": self.typed,
                "places": _either(self.near),
            }
        return _(
            "We do not know the place “%(typed)s”. Type a town or city in the United Kingdom, "
            "or a larger one nearby"
        ) % {"typed": self.typed}


def find(text: str) -> Found:
    """The place that `text` names.

    Case, accents, hyphens, apostrophes and "Saint" for "St" make no difference. A name that
    several places have is told apart by its county ("Newport, Isle of Wight") or region. Other
    spellings ("Hull") count when no place has the name itself.
    """
    typed = " ".join(text.split())
    wanted = key(typed)
    if not wanted:
        return Found(typed)
    for named in ({"keys__contains": [wanted]}, {"other_keys__contains": [wanted]}):
        found = list(Place.objects.filter(**named).order_by("-population", "pk"))
        if len(found) == 1:
            return Found(typed, place=found[0])
        if found:
            return Found(typed, several=found)
    return Found(typed)


def find_many(texts: Iterable[str]) -> dict[str, Found]:
    """What each text names, as `find` says it; in three queries, however many there are."""
    typed = {text: " ".join(text.split()) for text in texts}
    wanted = {key(name) for name in typed.values()} - {""}
    if not wanted:
        return {text: Found(name) for text, name in typed.items()}
    own, others = dict[str, list[Place]](), dict[str, list[Place]]()
    for named, by_key in (("keys", own), ("other_keys", others)):
        rows = Place.objects.filter(**{f"{named}__overlap": sorted(wanted)})
        for place in rows.order_by("-population", "pk"):
            for name in wanted.intersection(getattr(place, named)):
                by_key.setdefault(name, []).append(place)
    found: dict[str, Found] = {}
    unknown, none = None, dict[str, str]()
    for text, name in typed.items():
        there = own.get(key(name)) or others.get(key(name)) or []
        if len(there) == 1:
            found[text] = Found(name, place=there[0])
        elif there or not key(name):
            found[text] = Found(name, several=there)
        else:
            unknown = unknown if unknown is not None else _names()
            many = sum(1 for each in found.values() if each.names) >= _MOST_COMPARED
            found[text] = Found(name, names=none if many else unknown)
    return found


def key(text: str) -> str:
    """A name without what people spell differently."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9& ]+", " ", re.sub(r"['’`.]", "", plain)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def shipped() -> Iterator[Place]:
    """The places that the project ships."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines):
            also = row.pop("also")
            others = [key(other) for other in also.split("|") if other]
            yield Place(**row, keys=_keys_of(row), other_keys=others)


def _keys_of(row: dict[str, str]) -> list[str]:
    region = dict(Place._meta.get_field("region").flatchoices)[row["region"]]
    names = [row["name"], f"{row['name']} {row['county']}", f"{row['name']} {region}"]
    return sorted({key(name) for name in names})


def _names() -> dict[str, str]:
    return {key(name): name for name in Place.objects.values_list("name", flat=True).distinct()}


def _near(wanted: str, names: Mapping[str, str] | None = None) -> list[str]:
    """Names of places, the one spelled most like it first."""
    if not wanted:
        return []
    by_key = _names() if names is None else names
    close = get_close_matches(wanted, by_key, n=_MOST_NAMED, cutoff=0.75)
    return [by_key[name] for name in close]


def _either(names: list[str]) -> str:
    """ "A", "A or B", "A; B or C"; no more than five."""
    *first, last = names[:_MOST_NAMED]
    if not first:
        return last
    return _("%(first)s or %(last)s") % {"first": "; ".join(first), "last": last}
