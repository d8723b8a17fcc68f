"""What is unusual about the points of a decision. It is said and stops nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from approvals.rules.deciding import AudienceOutcome
from approvals.rules.points import guide as in_words


@dataclass(frozen=True, slots=True)
class PointsGuide:
    """How many points a way of learning usually earns, and how many were asked for."""

    modality: str
    least: int
    most: int
    asked: int


def remarks(outcomes: Iterable[AudienceOutcome], guide: PointsGuide) -> list[tuple[str, str]]:
    """Audience and sentence for points outside the guide (mission/000, the table of points), and
    for more than were asked for; nothing for what is rejected."""
    return [
        (outcome.audience, sentence)
        for outcome in outcomes
        if outcome.approved
        for sentence in _about(outcome.total, guide)
    ]


def _about(total: int, guide: PointsGuide) -> Iterator[str]:
    if not guide.least <= total <= guide.most:
        sentence = ngettext(
            "“%(modality)s” usually earns %(guide)s, and you give %(total)d point.",
            "“%(modality)s” usually earns %(guide)s, and you give %(total)d points.",
            total,
        )
        words = in_words(guide.least, guide.most)
        yield sentence % {"modality": guide.modality, "guide": words, "total": total}
    if total > guide.asked:
        sentence = ngettext(
            "%(total)d point is more than the %(asked)d asked for.",
            "%(total)d points are more than the %(asked)d asked for.",
            total,
        )
        yield sentence % {"total": total, "asked": guide.asked}
