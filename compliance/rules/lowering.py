"""Requirements as a decision about an exception asks them: pure (docs/adr/0041)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec.structs import replace

from compliance.rules.explaining import is_alone
from compliance.rules.removing import key_of
from compliance.rules.result import Assessment, Requirement


@dataclass(frozen=True, slots=True)
class Lowering:
    """An exception granted in part. `reference`: what people call it; `figures`: what is required
    instead, by code and specialty."""

    reference: str
    figures: Mapping[tuple[str, str], int]

    def figure_of(self, requirement: Requirement) -> int | None:
        """What is required instead; None where the exception changes nothing."""
        figure = None if requirement.advisory else self.figures.get(key_of(requirement))
        return None if figure is None or figure >= requirement.required else figure

    def applied(self, requirement: Requirement) -> Requirement:
        """The requirement with the figure that counts, and the sentence that says whence."""
        figure = self.figure_of(requirement)
        if figure is None:
            return requirement
        lowered = replace(requirement, required=figure)
        said = [requirement.explanation, f"{self.words(requirement)}."]
        if not is_alone():
            said.append(_missing(lowered.shortfall))
        return replace(lowered, explanation=" ".join(said))

    def words(self, requirement: Requirement) -> str:
        """ "EX-1: 25 instead of 36"; "" where it changes nothing."""
        figure = self.figure_of(requirement)
        if figure is None:
            return ""
        return lowered_words(self.reference, figure, requirement.required)


def _missing(shortfall: int) -> str:
    """The sentence before it says what would be missing without the exception."""
    if not shortfall:
        return _("So nothing is missing.")
    words = ngettext("So %(missing)d is missing.", "So %(missing)d are missing.", shortfall)
    return words % {"missing": shortfall}


def lowered_words(reference: str, figure: int, required: int) -> str:
    """ "EX-1: 25 instead of 36"."""
    words = {"number": reference, "lowered": figure, "required": required}
    return _("%(number)s: %(lowered)d instead of %(required)d") % words


def lowered(assessment: Assessment, lowering: Lowering | None) -> Assessment:
    """How a person stands, by the figures that count for them."""
    if lowering is None:
        return assessment
    return replace(assessment, requirements=tuple(map(lowering.applied, assessment.requirements)))


@dataclass(frozen=True, slots=True)
class ShortOf:
    """What somebody is short of, with the figure that counts for them; `words`: whence it is."""

    label: str
    obtained: int
    required: int
    words: str = ""


def short_of(requirements: Iterable[Requirement], lowering: Lowering | None) -> list[ShortOf]:
    """Requirements that are not met, as they are shown."""
    found = []
    for each in requirements:
        asked = lowering.applied(each) if lowering else each
        words = lowering.words(each) if lowering else ""
        found.append(ShortOf(each.label, asked.obtained, asked.required, words))
    return found


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a removal recorded as missing, with the figure that counts by now. `explanation` and
    `obtained` as they were recorded; `words`: which exception asks what instead; `is_since`: it was
    decided after the removal was recorded."""

    label: str
    explanation: str
    obtained: int
    required: int
    words: str = ""
    is_since: bool = False

    @property
    def missing(self) -> int:
        return max(0, self.required - self.obtained)


def recorded_shortfalls(
    shortfalls: Iterable[Mapping[str, Any]], lowering: Lowering | None
) -> list[Recorded]:
    """The shortfalls of a removal; `lowering`: what an exception asks of its person today."""
    return [_recorded(each, lowering) for each in shortfalls]


def _recorded(one: Mapping[str, Any], lowering: Lowering | None) -> Recorded:
    required, exception, figure = one["required"], one.get("exception", ""), one.get("lowered")
    now = lowering.figures.get((one["code"], one["specialty"])) if lowering else None
    is_since = now is not None and now < required and not exception
    if lowering is not None and now is not None and is_since:
        exception, figure = lowering.reference, now
    return Recorded(
        label=one["label"],
        explanation=one["explanation"],
        obtained=one["obtained"],
        required=required if figure is None else figure,
        words="" if figure is None else lowered_words(exception, figure, required),
        is_since=is_since,
    )
