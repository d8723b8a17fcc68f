"""What a requirement still lacks, and what closes it, in one short sentence each."""

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.scheme.enums import THERAPEUTIC, PointKind, Profession
from compliance.enums import Closes, RequirementCode
from compliance.rules import writing_words
from compliance.rules.facts import Period, Person, Point
from compliance.rules.figures import figures_of
from compliance.rules.months import run_in
from compliance.rules.remedies import Remedies
from compliance.rules.result import Assessment, Requirement

R = RequirementCode
# So many units are named one by one; the page of the requirement lists all of them.
MOST_NAMED = 4


def key_of(requirement: Requirement) -> str:
    """A short name for addresses, one for each of an assessment: "annual-minimum-2026"."""
    parts = (requirement.code, requirement.specialty or "", str(requirement.year or ""))
    return "-".join(filter(None, parts)).lower().replace("_", "-")


def units_asked_of(person: Person, period: Period, requirement: Requirement) -> list[str]:
    """The units of the lists behind this requirement, in their order."""
    figures, run = figures_of(period.scheme), run_in(period, person.entries)
    lens = run is not None and run.profession == Profession.DISPENSING_OPTICIAN
    own = figures.units_dispensing_optician if lens else figures.units_optometrist
    more = figures.units_contact_lens if lens else figures.units_therapeutic
    return [*own, *(more if requirement.required > len(own) else ())]


def in_figures(requirement: Requirement) -> str:
    """ "24 of 36 points obtained", "7 of 8 units covered"."""
    values = {"obtained": requirement.obtained, "required": requirement.required}
    if requirement.obtained > requirement.required:
        return _more_than_asked(requirement.code, requirement.obtained) % values
    words = {
        R.INTERACTIVE_POINTS: _("%(obtained)s of %(required)s interactive points obtained"),
        R.COMPETENCY_UNITS: _("%(obtained)s of %(required)s units covered"),
        R.PEER_REVIEW: ngettext(
            "%(obtained)s of %(required)s peer review done",
            "%(obtained)s of %(required)s peer reviews done",
            requirement.required,
        ),
        R.STANDARDS_OF_PRACTICE: _("%(obtained)s of %(required)s done"),
    }.get(
        R(requirement.code),
        ngettext(
            "%(obtained)s of %(required)s point obtained",
            "%(obtained)s of %(required)s points obtained",
            requirement.required,
        ),
    )
    return words % values


def _more_than_asked(code: str, obtained: int) -> str:
    if code == R.INTERACTIVE_POINTS:
        return _("%(obtained)s interactive points obtained, %(required)s required")
    if code == R.PEER_REVIEW:
        return _("%(obtained)s peer reviews done, %(required)s required")
    if code == R.STANDARDS_OF_PRACTICE:
        return _("%(obtained)s done, %(required)s required")
    return ngettext(
        "%(obtained)s point obtained, %(required)s required",
        "%(obtained)s points obtained, %(required)s required",
        obtained,
    )


def in_short(requirement: Requirement) -> str:
    """What is missing, in a few words: "12 points", "units O3 and O7", "1 peer review"."""
    number = requirement.shortfall
    values = {"number": number}
    if _are_named(requirement):
        units = get_text_list(list(requirement.units_missing), _("and"))
        return ngettext("unit %(units)s", "units %(units)s", number) % {"units": units}
    return _missing(requirement.code, number) % values


def _are_named(requirement: Requirement) -> bool:
    """Are the units that are missing few, and all of them wanted? An exception may ask fewer."""
    is_of_units = requirement.code == R.COMPETENCY_UNITS
    number = len(requirement.units_missing)
    return (
        is_of_units and 0 < requirement.shortfall <= MOST_NAMED and requirement.shortfall >= number
    )


def _missing(code: str, number: int) -> str:
    if code == R.INTERACTIVE_POINTS:
        return ngettext("%(number)s interactive point", "%(number)s interactive points", number)
    if code == R.COMPETENCY_UNITS:
        return ngettext("%(number)s unit", "%(number)s units", number)
    if code == R.PEER_REVIEW:
        return ngettext("%(number)s peer review", "%(number)s peer reviews", number)
    if code == R.STANDARDS_OF_PRACTICE:
        return ngettext(
            "%(number)s CET on standards of practice",
            "%(number)s CETs on standards of practice",
            number,
        )
    return ngettext("%(number)s point", "%(number)s points", number)


def counts_towards(assessment: Assessment) -> dict[str, list[str]]:
    """What each point counts towards, by its reference, without the years."""
    found: dict[str, list[str]] = {}
    for each in assessment.requirements:
        if not each.advisory:
            for reference in each.satisfied_by:
                found.setdefault(reference, []).append(each.label)
    return found


def why_elsewhere(requirement: Requirement, point: Point) -> str:
    """Why a point that counts in the cycle does nothing for this requirement."""
    code = R(requirement.code)
    if code == R.ANNUAL_MINIMUM:
        return _("of another year")
    if code == R.COMPETENCY_UNITS:
        return _("names no unit that is asked for")
    if code == R.STANDARDS_OF_PRACTICE:
        return _("not about the standards of practice")
    if code == R.PEER_REVIEW:
        return _("no peer review of your specialty") if point.peer_review else _("no peer review")
    if code == R.INTERACTIVE_POINTS and not point.interactive:
        return _("not interactive")
    if point.kind == PointKind.SPECIALIST:
        return _("a specialist point")
    return _("a general point")


def what_closes(
    requirement: Requirement,
    remedies: Remedies,
    *,
    units: Mapping[str, str],
    is_over: bool = False,
    of_specialty: bool = False,
) -> str:
    """What closes it, or "" where it is met; `units`: the names of competency units;
    `of_specialty`: the peer review has to be one of the specialty.

    Once the cycle (or the year) is over only accepting and writing do: else it says what was
    missing.
    """
    least = remedies.closes(requirement)
    if least is None:
        return ""
    if least == Closes.ACCEPTING:
        return _("Accepting what waits for you closes it.")
    if least == Closes.WRITING:
        return writing_words.write_alone(requirement, remedies)
    if least == Closes.BOTH:
        return writing_words.accept_and_write(requirement, remedies)
    if is_over:
        still = _("Missing: %(what)s.") % {"what": _named(requirement, units)}
    else:
        still = _closing(requirement, units, of_specialty=of_specialty)
    if remedies.accepting:
        still = _("%(still)s Accepting what waits for you adds %(pending)s.") % {
            "still": still,
            "pending": remedies.accepting,
        }
    return " ".join(filter(None, (still, writing_words.adds(remedies))))


def closes_shortly(requirement: Requirement, remedies: Remedies) -> str:
    """The same in a few words, "" where nothing but more CET does."""
    one = remedies.enough(requirement) == 1
    write = _("writing its reflection statement") if one else _("writing reflection statements")
    words = {
        Closes.ACCEPTING: _("accepting what waits closes it"),
        Closes.WRITING: _("%(writing)s closes it") % {"writing": write},
        Closes.BOTH: _("accepting what waits and %(writing)s close it") % {"writing": write},
    }
    least = remedies.closes(requirement)
    return words.get(least, "") if least else ""


def peer_review_of_specialty(person: Person, period: Period) -> bool:
    """Only a peer review with specialist points will do: contact lens opticians, and by the
    scheme version therapeutic prescribers (contracts/assess.md, PEER_REVIEW)."""
    figures, run = figures_of(period.scheme), run_in(period, person.entries)
    if run is None:
        return False
    if run.profession == Profession.DISPENSING_OPTICIAN:
        return figures.peer_review_in_contact_lens
    held = [each for each in person.specialties if each.specialty in THERAPEUTIC]
    return figures.peer_review_in_therapeutic and run.ever_held(held)


def _closing(requirement: Requirement, units: Mapping[str, str], *, of_specialty: bool) -> str:
    if requirement.code == R.PEER_REVIEW:
        if of_specialty:
            return _(
                "A peer review of your specialty, with specialist points and its reflection "
                "statement, closes it."
            )
        return _("A peer review with its reflection statement closes it.")
    if requirement.code == R.COMPETENCY_UNITS:
        if requirement.shortfall > MOST_NAMED:
            return _("CET in %(units)s closes it.") % {"units": in_short(requirement)}
        return _("CET in these units closes it: %(units)s.") % {"units": _named(requirement, units)}
    what = {"what": in_short(requirement)}
    if requirement.shortfall == 1:
        return _("%(what)s more closes it.") % what
    return _("%(what)s more close it.") % what


def _named(requirement: Requirement, units: Mapping[str, str]) -> str:
    if _are_named(requirement):
        return ", ".join(
            f"{code} {units.get(code, '')}".strip() for code in requirement.units_missing
        )
    return in_short(requirement)
