"""What a decision needs: every criterion judged, and outcomes that follow from the judgements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.enums import Verdict

Sentence = str | Promise


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion as judged; `audience` empty where it is judged for all."""

    criterion: str
    verdict: str
    sentence: str
    audience: str = ""


@dataclass(frozen=True, slots=True)
class AudienceOutcome:
    """What is decided for one audience. `interactive` is part of `total`.

    `specialty`: which specialist points, empty where the audience itself says it. `general`: these
    people earn general points although the audience is one of a specialty.
    """

    audience: str
    approved: bool
    total: int = 0
    interactive: int = 0
    specialty: str = ""
    general: bool = False
    peer_review: bool = False
    units: Sequence[str] = field(default_factory=tuple)


def against(
    outcomes: Sequence[AudienceOutcome],
    judged: Collection[Judged],
    *,
    criteria: Collection[tuple[str, bool]],
    asked: Collection[str],
    audience_of_unit: Mapping[str, str],
    is_interactive: bool,
) -> list[tuple[str, Sentence]]:
    """What stands against deciding so: pairs of a place and a sentence; empty when nothing does.

    `criteria`: code, and whether it is judged for each audience. `asked`: the audiences of the
    application. `is_interactive`: does it give a ground for interactive points (mission/000)?
    A place is "criteria", or the code of an audience.
    """
    verdicts = {(each.criterion, each.audience): each for each in judged if each.verdict}
    found: list[tuple[str, Sentence]] = []
    needed = [
        (code, audience)
        for code, per_audience in criteria
        for audience in (asked if per_audience else ("",))
    ]
    if not all(key in verdicts for key in needed):
        found.append(("criteria", _("Judge every criterion before you decide.")))
    if any(
        each.verdict == Verdict.NOT_MET and not each.sentence.strip() for each in verdicts.values()
    ):
        found.append(("criteria", _("Say for each criterion that is not met what is missing.")))
    if {outcome.audience for outcome in outcomes} != set(asked):
        found.append(("criteria", _("Decide for every audience of the application.")))
    for outcome in outcomes:
        sentences = _against_one(outcome, verdicts)
        if outcome.approved:
            sentences += _against_units(outcome, audience_of_unit)
            if outcome.interactive and not is_interactive:
                sentences.append(_NO_GROUND)
        found += [(outcome.audience, sentence) for sentence in sentences]
    return found


_NO_GROUND = _(
    "The application gives no ground on which the CET is interactive, so there are no "
    "interactive points."
)


def _against_one(
    outcome: AudienceOutcome, verdicts: Mapping[tuple[str, str], Judged]
) -> list[Sentence]:
    failed = any(
        verdict.verdict == Verdict.NOT_MET
        for (_code, audience), verdict in verdicts.items()
        if audience in ("", outcome.audience)
    )
    if not outcome.approved:
        if failed:
            return []
        return [_("To reject, judge at least one criterion for this audience as not met.")]
    sentences: list[Sentence] = []
    if failed:
        sentences.append(_("A criterion for this audience is not met, so it cannot be approved."))
    if not outcome.units:
        sentences.append(_("Choose at least one competency unit for this audience."))
    if outcome.total < 1:
        sentences.append(_("Give at least one point."))
    if outcome.interactive > outcome.total:
        sentences.append(_("Interactive points are part of the total, so they cannot be more."))
    return sentences


def _against_units(outcome: AudienceOutcome, audience_of_unit: Mapping[str, str]) -> list[Sentence]:
    sentence = _("Competency unit %(unit)s does not belong to this audience.")
    return [
        sentence % {"unit": unit}
        for unit in outcome.units
        if audience_of_unit.get(unit) != outcome.audience
    ]
