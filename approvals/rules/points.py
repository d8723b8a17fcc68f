"""The points asked for, and how long the CET takes."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from approvals.enums import Section, Severity
from approvals.rules import problem as sources
from approvals.rules.problem import Problem, Reference, Values
from cet_portal.scheme import limits


def duration(values: Values) -> Iterator[Problem]:
    """Less than an hour is no CET."""
    minutes = values.get("duration_minutes")
    if minutes and minutes < limits.LEAST_MINUTES:
        yield Problem(
            Section.ABOUT,
            "duration_minutes",
            _("CET takes at least one hour (60 minutes)"),
            sources.RULE_ONE_HOUR,
        )


def points(values: Values, reference: Reference) -> Iterator[Problem]:
    """Parts that are more than the whole, specialist points for nobody, and a total outside the
    guide of the way of learning (a warning)."""
    total = values.get("points_total") or 0
    interactive = values.get("points_interactive") or 0
    specialist = values.get("points_specialist") or 0
    if interactive > total:
        yield Problem(
            Section.POINTS,
            "points_interactive",
            _("Interactive points are part of the total, so they cannot be more"),
            sources.RULE_POINTS,
        )
    if specialist > total:
        yield Problem(
            Section.POINTS,
            "points_specialist",
            _("Specialist points are part of the total, so they cannot be more"),
            sources.RULE_SPECIALIST,
        )
    if specialist and not set(values.get("audiences") or ()) & set(reference.specialist_audiences):
        yield Problem(
            Section.POINTS,
            "points_specialist",
            _(
                "Specialist points need contact lens opticians or therapeutic prescribers among "
                "the audiences"
            ),
            sources.RULE_SPECIALIST,
        )
    yield from _outside_the_guide(values, total)


def _outside_the_guide(values: Values, total: int) -> Iterator[Problem]:
    modality = values.get("modality")
    if not modality or not total or modality["least"] <= total <= modality["most"]:
        return
    sentence = ngettext(
        "“%(modality)s” usually earns %(guide)s, and you ask for %(total)d point",
        "“%(modality)s” usually earns %(guide)s, and you ask for %(total)d points",
        total,
    )
    yield Problem(
        Section.POINTS,
        "points_total",
        sentence
        % {
            "modality": modality["name"],
            "guide": guide(modality["least"], modality["most"]),
            "total": total,
        },
        sources.RULE_POINTS_GUIDE,
        Severity.WARNING,
    )


def guide(least: int, most: int) -> str:
    """The guide to the points of a way of learning in words: "1 to 2 points"."""
    if least == most:
        return ngettext("%(most)d point", "%(most)d points", most) % {"most": most}
    return str(_("%(least)d to %(most)d points") % {"least": least, "most": most})
