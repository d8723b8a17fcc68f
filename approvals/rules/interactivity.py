"""The grounds on which CET is interactive, and what each of them has to say (mission/000)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from approvals.enums import Section, Severity
from approvals.rules import problem as sources
from approvals.rules.problem import Problem, Values, Words
from cet_portal.scheme.enums import InteractivityGround

G = InteractivityGround

# What is asked for each ground, in the order asked: the field and what is missing without it.
_ASKED: dict[str, tuple[tuple[str, Words], ...]] = {
    G.A: (("interaction", _("Describe how people interact with their peers")),),
    G.B: (
        ("feedback", _("Say how a tutor or expert gives feedback to each person")),
        ("stimulus_format", _("Choose the format of the reflection stimulus")),
        ("stimulus", _("Describe the reflection stimulus")),
        ("engagement", _("Choose how people engage their peers")),
    ),
    G.C: (
        ("interaction", _("Describe how people interact with their peers")),
        ("peer_qualification", _("Say how the peer is qualified")),
        ("channel", _("Say by which live channel people meet the peer")),
    ),
}
ASKED_FOR_GROUND = {
    ground: tuple(field for field, _sentence in asked) for ground, asked in _ASKED.items()
}
_RULES: dict[str, Words] = {
    G.A: sources.RULE_OPTION_A,
    G.B: sources.RULE_OPTION_B,
    G.C: sources.RULE_OPTION_C,
}


def is_interactive(values: Values) -> bool:
    """Does it claim a ground?"""
    return values.get("ground") in ASKED_FOR_GROUND


def interactivity(values: Values) -> Iterator[Problem]:
    """A ground that the way of learning does not have, points without a ground, the other way
    round (a warning), and what the ground has to say."""
    yield from _ground(values)
    interactive_points = bool(values.get("points_interactive"))
    if interactive_points and not is_interactive(values):
        yield Problem(
            Section.INTERACTIVITY,
            "ground",
            _("You ask for interactive points: say on which ground the CET is interactive"),
            sources.RULE_INTERACTIVE,
        )
    if is_interactive(values) and values.get("points_total") and not interactive_points:
        yield Problem(
            Section.POINTS,
            "points_interactive",
            _("The CET is interactive, and you ask for no interactive points"),
            sources.RULE_INTERACTIVE,
            Severity.WARNING,
        )
    yield from _peer_review(values)
    ground = str(values.get("ground") or "")
    for field, sentence in _ASKED.get(ground, ()):
        if not values.get(field):
            yield Problem(Section.INTERACTIVITY, field, sentence, _RULES[ground])


def _peer_review(values: Values) -> Iterator[Problem]:
    """Peer review is a discussion: never without interaction, nor by reading alone."""
    if not values.get("peer_review"):
        return
    modality = values.get("modality") or {}
    if modality.get("text_based"):
        sentence = _("Distance learning by text is no peer review: answer “No”")
    elif not is_interactive(values):
        sentence = _("Peer review is interactive: say on which ground, or answer “No”")
    else:
        return
    yield Problem(Section.POINTS, "peer_review", sentence, sources.RULE_PEER_REVIEW)


def _ground(values: Values) -> Iterator[Problem]:
    modality, ground = values.get("modality"), values.get("ground")
    if not modality or not is_interactive(values):
        return
    if modality["text_based"] and ground != G.B:
        yield Problem(
            Section.INTERACTIVITY,
            "ground",
            _("Distance learning by text is interactive under option B, or not at all"),
            sources.RULE_TEXT_BASED,
        )
    elif ground not in modality["grounds"]:
        yield Problem(
            Section.INTERACTIVITY,
            "ground",
            _("“%(modality)s” cannot be interactive under option %(ground)s")
            % {"modality": modality["name"], "ground": ground},
            sources.RULE_INTERACTIVE,
        )
