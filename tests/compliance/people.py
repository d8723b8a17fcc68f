"""Short ways to write down people and points for the rules."""

from datetime import date

from compliance.rules import Entry, Held, Period, Person, Point

CYCLES = {
    "2005-2006": Period("2005-2006", date(2005, 7, 1), date(2006, 12, 31), "INITIAL_2005"),
    "2007-2009": Period("2007-2009", date(2007, 1, 1), date(2009, 12, 31), "SUBSEQUENT_2007"),
    "2010-2012": Period("2010-2012", date(2010, 1, 1), date(2012, 12, 31), "SUBSEQUENT_2007"),
    "2013-2015": Period("2013-2015", date(2013, 1, 1), date(2015, 12, 31), "ENHANCED_2013"),
    "2016-2018": Period("2016-2018", date(2016, 1, 1), date(2018, 12, 31), "ENHANCED_2016"),
    "2019-2021": Period("2019-2021", date(2019, 1, 1), date(2021, 12, 31), "ENHANCED_2019"),
    "2022-2024": Period("2022-2024", date(2022, 1, 1), date(2024, 12, 31), "ENHANCED_2019"),
}
OO, DO = "OPTOMETRIST", "DISPENSING_OPTICIAN"
NUMBER = "01-20001"


def entry(start: str, end: str | None = None, *, profession=OO, number=NUMBER) -> Entry:
    return Entry(profession, number, date.fromisoformat(start), end and date.fromisoformat(end))


def held(specialty: str, start: str, end: str | None = None) -> Held:
    return Held(specialty, date.fromisoformat(start), end and date.fromisoformat(end))


def point(day: str, total: int = 1, reference: str = "P1", **changed) -> Point:
    """An accepted general point of `day`; `specialty` makes it a specialist one."""
    values = {
        "reference": reference,
        "event_date": date.fromisoformat(day),
        "accepted": True,
        "number": NUMBER,
        "kind": "SPECIALIST" if changed.get("specialty") else "GENERAL",
        "specialty": "",
        "total": total,
        **changed,
    }
    return Point(**values)


def person(*entries: Entry, specialties=(), points=()) -> Person:
    return Person(tuple(entries), tuple(specialties), tuple(points))
