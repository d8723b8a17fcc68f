"""What every page about one case shows, whoever reads it: exchange, decisions, story."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from approvals import queries, workflow
from approvals.enums import ApplicationStatus, Stage, Verdict
from approvals.models import AudienceApproval, CetApplication, Decision, Judgement
from approvals.queries import past
from approvals.views import fast_track, linked, pages
from approvals.views.rounds import latest_cards
from approvals.views.story import is_provider, story
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Audience


def case_context(application: CetApplication, actor: Actor) -> dict[str, Any]:
    """Answers, exchange, decisions, timeline, and for each step whether it is open or why not."""
    at = clock.now()
    refusals = {
        step: workflow.application.refusal(application, step, actor=actor, at=at)
        for step in workflow.application.steps
    }
    approvals = queries.approvals_of(application)
    # The other side reads what was submitted, not what is being changed.
    cards = pages.cards(application) if is_provider(actor) else latest_cards(application)
    return {
        "application": application,
        "cards": cards,
        "changes": sum(card.get("changes", 0) for card in cards),
        "requests": queries.requests_of(application),
        "unanswered": queries.rejected_unanswered(application),
        "decisions": decisions(application, approvals),
        "decided": decided_rows(approvals.values()),
        "columns": decided_columns(),
        "submissions": queries.submissions_of(application).defer("values"),
        "entries": story(application, actor),
        "reads_appeal": past.reads_appeal(actor, application),
        "linked": linked.links(application, actor),
        "fast_track": fast_track.state(application, actor),
        "open": [step for step, refusal in refusals.items() if refusal is None],
        "refusals": refusals,
    }


def decisions(
    application: CetApplication, approvals: dict[str, AudienceApproval] | None = None
) -> list[dict[str, Any]]:
    """Every decision, the latest first: what was not met and what mends it, all judgements, and
    the audiences asked for that were not approved."""
    granted = queries.approvals_of(application) if approvals is None else approvals
    return [
        {
            "decision": decision,
            "heading": _heading(decision),
            "failed": [_failed(each) for each in _judged(decision) if _is_failed(each)],
            "judgements": [judgement_row(each) for each in _judged(decision)],
            "left_out": _left_out(application, granted)
            if decision.outcome == ApplicationStatus.APPROVED
            else [],
        }
        for decision in reversed(queries.decisions_of(application))
    ]


def _judged(decision: Decision) -> list[Judgement]:
    return list(decision.judgements.all())


def _is_failed(judgement: Judgement) -> bool:
    return judgement.verdict == Verdict.NOT_MET


def _heading(decision: Decision) -> str:
    if decision.stage == Stage.APPEAL:
        upheld = decision.outcome == ApplicationStatus.APPROVED
        return (
            _("Decision on the appeal: upheld")
            if upheld
            else _("Decision on the appeal: dismissed")
        )
    return _("First decision: %(outcome)s") % {"outcome": decision.get_outcome_display().lower()}


def _failed(judgement: Judgement) -> dict[str, str]:
    return {
        "criterion": criterion_of(judgement),
        "sentence": judgement.sentence,
        "mend": judgement.criterion.mend,
        "section": judgement.criterion.section,
    }


def criterion_of(judgement: Judgement) -> str:
    """The name of the criterion, with the audience that it is judged for."""
    if not judgement.audience:
        return judgement.criterion.name
    return f"{judgement.criterion.name}: {judgement.get_audience_display()}"


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """One judgement to read."""
    return {
        "key": criterion_of(judgement),
        "verdict": judgement.verdict,
        "label": judgement.get_verdict_display(),
        "sentence": judgement.sentence,
    }


def _left_out(application: CetApplication, granted: dict[str, AudienceApproval]) -> list[str]:
    return [
        str(Audience(audience).label)
        for audience in application.audiences
        if audience not in granted
    ]


def decided_rows(approvals: Iterable[AudienceApproval]) -> list[dict]:
    """What each approved audience earns, as rows of a table."""
    return [
        {
            "cells": [
                {"text": capfirst(approval.get_audience_display())},
                {"text": approval.total, "numeric": True},
                {"text": approval.interactive, "numeric": True},
                {"text": kind_of(approval)},
                {"text": _("Yes") if approval.peer_review else _("No")},
                {"text": ", ".join(approval.units)},
            ]
        }
        for approval in approvals
    ]


def kind_of(approval: AudienceApproval) -> str:
    """General, or specialist with which."""
    if not approval.specialty:
        return capfirst(approval.get_kind_display())
    return f"{capfirst(approval.get_kind_display())}: {approval.get_specialty_display()}"


def decided_columns() -> list[dict]:
    """Headings of `decided_rows`."""
    return [
        {"label": _("Audience")},
        {"label": _("Points"), "numeric": True},
        {"label": _("Of which interactive"), "numeric": True},
        {"label": _("Kind of points")},
        {"label": _("Peer review")},
        {"label": _("Competency units")},
    ]
