"""Why somebody came out of one run otherwise than of another: from what both runs keep."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.scheme.enums import Specialty
from compliance.rules.inputs import plain_of
from compliance.rules.lines_changed import lines_changed
from compliance.rules.result import Requirement, specialty_words

Result = dict[str, Any]
# Last days of periods by what names each; None without an end.
Ends = dict[str, str | None]


def reasons(
    before: Result, after: Result, texts: tuple[str, str], lapsed: Collection[str] = ()
) -> list[str]:
    """Sentences: requirements whose figures differ, then what differs in what was judged; `texts`:
    the inputs of both runs, `lapsed`: references of lines that lapsed between them. Why somebody
    is in one alone, compliance.rules.only_in_one says."""
    return [*_requirements(before, after), *_inputs(*texts, lapsed)]


def apart_reasons(
    before: list[str], after: list[str], texts: tuple[str, str], lapsed: Collection[str] = ()
) -> list[str]:
    """Of somebody whom one run, or both, did not judge: the contradictions, then what differs in
    what was read. Nothing of requirements, as there are none on one side."""
    return [*not_judged(before, after), *_inputs(*texts, lapsed)]


def not_judged(before: list[str], after: list[str]) -> list[str]:
    """What contradicted itself in either run."""
    found = [_("Not judged in the second run: %(why)s") % {"why": each} for each in after]
    return found + [_("Not judged in the first run: %(why)s") % {"why": each} for each in before]


def _requirements(before: Result, after: Result) -> Iterator[str]:
    was, now = _by_name(before), _by_name(after)
    for name in [*was, *(each for each in now if each not in was)]:
        old, new = was.get(name), now.get(name)
        words = {"what": _name_of(*name)}
        if old and new:
            if (old["required"], old["obtained"]) != (new["required"], new["obtained"]):
                yield _("%(what)s: %(was)s, now %(now)s") % {
                    **words,
                    "was": _figures(old),
                    "now": _figures(new),
                }
        elif new:
            yield _("%(what)s: asked for now, %(now)s") % {**words, "now": _figures(new)}
        elif old:
            yield _("%(what)s: not asked for any more, was %(was)s") % {
                **words,
                "was": _figures(old),
            }


def _by_name(result: Result) -> dict[tuple[str, str | None, int | None], Result]:
    found = result.get("requirements", [])
    return {(each["code"], each["specialty"], each["year"]): each for each in found}


def _name_of(code: str, specialty: str | None, year: int | None) -> str:
    return Requirement(code, 0, 0, "", "", specialty=specialty, year=year).label


def _figures(requirement: Result) -> str:
    return _("%(obtained)s of %(required)s") % requirement


def _inputs(before: str, after: str, lapsed: Collection[str]) -> Iterator[str]:
    if before == after:
        return
    was, now = plain_of(before), plain_of(after)
    yield from entries_changed(was["entries"], now["entries"])
    yield from _periods(
        {f"{_specialty(name)}, {_day(start)}": end for name, start, end in was["specialties"]},
        {f"{_specialty(name)}, {_day(start)}": end for name, start, end in now["specialties"]},
        _("Specialty %(what)s"),
    )
    if was.get("voluntary") != now.get("voluntary"):
        yield _("The voluntary points that the registrar granted differ.")
    yield from lines_changed(was["points"], now["points"], lapsed)


def entries_changed(was: Iterable[Sequence[Any]], now: Iterable[Sequence[Any]]) -> Iterator[str]:
    """What differs between the entries on the register of one person, as they are kept."""
    yield from _periods(
        {f"{number}, {_day(start)}": end for _profession, number, start, end in was},
        {f"{number}, {_day(start)}": end for _profession, number, start, end in now},
        _("On the register as %(what)s"),
    )


def _periods(was: Ends, now: Ends, of: str) -> Iterator[str]:
    """What differs between periods, by what names each: its last day in both runs."""
    for name in [*was, *(each for each in now if each not in was)]:
        what = of % {"what": name}
        if name not in now:
            yield _("%(what)s: not there any more, was to %(was)s") % {
                "what": what,
                "was": _last(was[name]),
            }
        elif name not in was:
            yield _("%(what)s: new, to %(now)s") % {"what": what, "now": _last(now[name])}
        elif was[name] != now[name]:
            yield _("%(what)s: to %(was)s, now to %(now)s") % {
                "what": what,
                "was": _last(was[name]),
                "now": _last(now[name]),
            }


def _specialty(name: str) -> str:
    return specialty_words(name) if name in Specialty.values else name


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")


def _last(day: str | None) -> str:
    return _day(day) if day else _("no end")
