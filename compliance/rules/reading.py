"""A person and a cycle from JSON, as contracts/assess.md writes them down under "In"."""

import re
from datetime import date
from typing import Annotated, Any, NoReturn

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from compliance.rules.contradictions import contradictions
from compliance.rules.facts import Entry, Held, Period, Person, Point, Voluntary
from compliance.rules.periods import shipped_periods

# More than anybody is given: what lies above is a mistake, and sums stay small.
MOST_POINTS = 1_000_000
MOST_LETTERS = 200

Words = Annotated[str, Meta(min_length=1, max_length=MOST_LETTERS)]
Number = Annotated[int, Meta(ge=0, le=MOST_POINTS)]


class Unreadable(ValueError):
    """What was given is no person in a cycle: `field` and a sentence about it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


class _Entry(Entry, frozen=True, kw_only=True, gc=False):
    profession: Words
    number: Words
    end: date | None


class _Held(Held, frozen=True, kw_only=True, gc=False):
    specialty: Words
    end: date | None


class _Point(Point, frozen=True, kw_only=True, gc=False):
    reference: Words
    number: Words
    total: Number
    interactive: Number
    units: tuple[str, ...]
    peer_review: bool
    reflection: bool
    standards_of_practice: bool


class _Voluntary(Struct, frozen=True):
    general: Number = 0
    specialist: dict[str, Any] = {}


class _Line(Struct, frozen=True):
    id: str | int
    cycle: str
    entries: tuple[_Entry, ...]
    specialties: tuple[_Held, ...]
    points: tuple[_Point, ...]
    as_at: date | None = None
    voluntary: _Voluntary | None = None


class Asked(Struct, frozen=True):
    """Somebody to be judged: who, in which cycle, as at which day (None: its end)."""

    id: str | int
    person: Person
    period: Period
    as_at: date | None


_DECODER = msgspec.json.Decoder(_Line)


def read_line(line: bytes) -> Asked:
    """One line of JSON; Unreadable with field and reason if it is not one person in a cycle."""
    if not line.strip():
        raise Unreadable("", _("The line is empty."))
    try:
        return _asked(_DECODER.decode(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        words = _("This is not UTF-8 from byte %(byte)s on.") % {"byte": error.start + 1}
        raise Unreadable("", words) from error
    except RecursionError as error:
        raise Unreadable("", _("It is nested too deeply.")) from error
    except msgspec.ValidationError as error:
        _refuse(error)
    except msgspec.DecodeError as error:
        words = _("This is not JSON: %(reason)s.") % {"reason": _reason_of(str(error))}
        raise Unreadable("", words) from error


def person_of(plain: dict[str, Any]) -> Person:
    """The person of a line that is read already; Unreadable with field and reason."""
    return asked_of(plain).person


def asked_of(plain: dict[str, Any]) -> Asked:
    """The same, with cycle and day."""
    try:
        return _asked(msgspec.convert(plain, _Line))
    except RecursionError as error:
        raise Unreadable("", _("It is nested too deeply.")) from error
    except msgspec.ValidationError as error:
        _refuse(error)


def _asked(line: _Line) -> Asked:
    period = shipped_periods().get(line.cycle)
    if period is None:
        words = _("There is no cycle “%(name)s”.") % {"name": line.cycle[:60]}
        raise Unreadable("cycle", words)
    granted = line.voluntary or _Voluntary()
    person = Person(
        entries=line.entries,
        specialties=line.specialties,
        points=line.points,
        voluntary=Voluntary(granted.general, _granted(granted.specialist)),
    )
    for each in contradictions(person):
        raise Unreadable(each.field, each.message)
    return Asked(line.id, person, period, line.as_at)


def _granted(specialist: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """By hand, for msgspec does not say of which name a value is wrong."""
    for name, value in specialist.items():
        try:
            msgspec.convert(value, Number)
        except msgspec.ValidationError as error:
            place = f"voluntary.specialist.{name[:MOST_LETTERS]}"
            raise Unreadable(place, _sentence(str(error))) from error
    return tuple(specialist.items())


# What msgspec says, and where: "Expected `int`, got `str` - at `$.points[3].total`".
_PLACE = re.compile(r"^(?P<said>.*?)(?: - at (?:`key` in )?`\$\.?(?P<field>[^`]*)`)?$", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `(?P<name>[^`]+)`$")
_TYPE = re.compile(r"^Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`$")
_LIMIT = re.compile(r"^Expected `(?:int|str)` (?:of length )?(?P<how><=|>=) (?P<limit>\d+)$")


def _refuse(error: msgspec.ValidationError) -> NoReturn:
    found = _PLACE.match(str(error))
    said, field = (found["said"], found["field"] or "") if found else (str(error), "")
    if missing := _MISSING.match(said):
        field = f"{field}.{missing['name']}" if field else missing["name"]
        raise Unreadable(field, _("This is missing.")) from error
    raise Unreadable(field, _sentence(said)) from error


def _sentence(said: str) -> str:
    if wrong := _TYPE.match(said):
        return _("This must be %(wanted)s, not %(got)s.") % {
            "wanted": _kinds(wrong["wanted"]),
            "got": _kinds(wrong["got"]),
        }
    if limit := _LIMIT.match(said):
        return _beyond(said, limit["how"], int(limit["limit"]))
    if "date" in said:
        return _("This is no day such as 2017-05-04.")
    if "out of range" in said:
        return _("The number is too large.")
    return _("This cannot be read: %(reason)s.") % {"reason": _reason_of(said)}


def _beyond(said: str, how: str, limit: int) -> str:
    if "length" in said:
        if how == ">=":
            return _("This is empty.")
        return _("This is longer than %(limit)s characters.") % {"limit": limit}
    if how == ">=":
        return _("This is below %(limit)s.") % {"limit": limit}
    return _("This is above %(limit)s.") % {"limit": limit}


def _kinds(names: str) -> str:
    words = {
        "int": _("a whole number"),
        "float": _("a number with a fraction"),
        "str": _("text"),
        "bool": _("true or false"),
        "null": _("null"),
        "array": _("a list"),
        "object": _("an object"),
        "date": _("a day"),
    }
    return _(" or ").join(words.get(name.strip(), name.strip()) for name in names.split("|"))


def _reason_of(said: str) -> str:
    return said.removeprefix("JSON is malformed: ").rstrip(".")
