"""Why somebody came out of one run otherwise than of another: from what both runs keep."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compliance.enums import RequirementCode
from compliance.rules.inputs import plain_of
from compliance.rules.result import specialty_words

Result = dict[str, Any]


def reasons(before: Result | None, after: Result | None, texts: tuple[str, str]) -> list[str]:
    """Sentences: requirements whose figures differ, then what differs in what was judged.

    `texts`: the inputs of both runs, empty for a run in which the person is not.
    """
    return [*_requirements(before or {}, after or {}), *_inputs(*texts)]


def apart_reasons(before: list[str], after: list[str], texts: tuple[str, str]) -> list[str]:
    """Of somebody whom one run, or both, did not judge: the contradictions, then what differs in
    what was read. Nothing of requirements, as there are none on one side."""
    found = [_("Not judged in the second run: %(why)s") % {"why": each} for each in after]
    found += [_("Not judged in the first run: %(why)s") % {"why": each} for each in before]
    return [*found, *_inputs(*texts)]


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
    was, now = plain_of(before), plain_of(after)
    if was["entries"] != now["entries"]:
        yield _("The entries on the register differ.")
    if was["specialties"] != now["specialties"]:
        yield _("The specialties differ.")
    if was.get("voluntary") != now.get("voluntary"):
        yield _("The voluntary points that the registrar granted differ.")
    old, new = ({line[0]: line for line in each["points"]} for each in (was, now))
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
