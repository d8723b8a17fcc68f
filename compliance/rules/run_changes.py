"""Why somebody came out of one run otherwise than of another: from what both runs keep."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import RequirementCode
from compliance.rules.inputs import GROUPS, LINES, NUMBER, PARTS
from compliance.rules.result import specialty_words

Result = dict[str, Any]


def reasons(before: Result | None, after: Result | None, texts: tuple[str, str]) -> list[str]:
    """Sentences: requirements whose figures differ, then what differs in what was judged.

    `texts`: the inputs of both runs, empty for a run in which the person is not.
    """
    return [*_requirements(before or {}, after or {}), *_inputs(*texts)]


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
    label = str(RequirementCode(code).label)
    if year:
        return f"{label} {year}"
    return f"{label}: {specialty_words(specialty)}" if specialty else label


def _figures(requirement: Result) -> str:
    return _("%(obtained)s of %(required)s") % requirement


def _inputs(before: str, after: str) -> Iterator[str]:
    if not before or not after or before == after:
        return
    was, now = before.split(PARTS), after.split(PARTS)
    if was[0] != now[0]:
        yield _("The entries on the register differ.")
    if was[1] != now[1]:
        yield _("The specialties differ.")
    old, new = _lines(was[2]), _lines(now[2])
    more = len(new.keys() - old.keys())
    fewer = len(old.keys() - new.keys())
    changed = sum(old[each] != new[each] for each in old.keys() & new.keys())
    if more:
        yield ngettext("%(number)s line more", "%(number)s lines more", more) % {"number": more}
    if fewer:
        yield ngettext("%(number)s line fewer", "%(number)s lines fewer", fewer) % {"number": fewer}
    if changed:
        yield ngettext(
            "%(number)s line changed, such as accepted since",
            "%(number)s lines changed, such as accepted since",
            changed,
        ) % {"number": changed}


def _lines(text: str) -> dict[str, str]:
    lines = {}
    for group in text.split(GROUPS) if text else ():
        number, _mark, rest = group.partition(NUMBER)
        for line in rest.split(LINES):
            reference, _space, facts = line.partition(" ")
            lines[reference] = f"{number} {facts}"
    return lines
