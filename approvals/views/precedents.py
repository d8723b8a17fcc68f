"""Precedents: how like CET was decided. Nobody's name is shown, neither provider nor approver."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import render
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.enums import ApplicationStatus, Stage
from approvals.forms import WordsForm
from approvals.models import Decision
from approvals.queries import precedents
from approvals.views import case, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import exports
from cet_portal.core.access import access
from cet_portal.scheme.enums import Audience


def _not_met(decision: Decision) -> str:
    rows = [case.judgement_row(each) for each in decision.judgements.all()]
    return "\n".join(
        f"{row['key']}: {row['sentence']}" for row in rows if row["verdict"] == "NOT_MET"
    )


def _points(audience: str):
    def points(decision: Decision):
        granted = _outcome(decision, audience)["approval"]
        return granted.total if granted else ""

    return points


# Neither number nor provider: nobody is named.
COLUMNS = (
    (gettext_lazy("Title"), "application.title"),
    (gettext_lazy("Way of learning"), lambda each: str(each.application.modality or "")),
    (gettext_lazy("Decided"), "decided_at"),
    (gettext_lazy("On appeal"), lambda each: each.stage == Stage.APPEAL),
    (gettext_lazy("Outcome"), "get_outcome_display"),
    *(
        (
            format_lazy(gettext_lazy("Points approved for {audience}"), audience=audience.label),
            _points(audience),
        )
        for audience in Audience
    ),
    (gettext_lazy("Not met"), _not_met),
    (gettext_lazy("The approver’s reasons"), "reasons"),
)


@require_safe
@access(Permission.APPLICATION_DECIDE)
def precedent_list(request, c_number: str):
    """CET like this one, or with words of one's own, and how each criterion was judged."""
    found = pages.find(request.actor, c_number)
    form = WordsForm(request.GET)
    words = form.searched()
    chosen = (
        precedents.with_words(words, request.actor, besides=found)
        if words
        else precedents.similar_to(found, request.actor, most=20)
    )
    if exports.wanted(request):
        return exports.csv_response(_("precedents"), COLUMNS, chosen)
    context = {
        "application": found,
        "form": form,
        "words": words,
        "precedents": precedent_cards(chosen),
    }
    return render(request, "approvals/precedents.html", context)


def precedent_cards(found: Iterable[Decision]) -> list[dict[str, Any]]:
    """Each decision with its outcome by audience and its criteria; those not met first told."""
    return [_card(decision) for decision in found]


def _card(decision: Decision) -> dict[str, Any]:
    application = decision.application
    judgements = [case.judgement_row(each) for each in decision.judgements.all()]
    return {
        "title": application.title,
        "modality": application.modality,
        "decided_at": decision.decided_at,
        "appeal": decision.stage == "APPEAL",
        "outcome": decision.outcome,
        "label": decision.get_outcome_display(),
        "audiences": [_outcome(decision, audience) for audience in application.audiences],
        "failed": [row for row in judgements if row["verdict"] == "NOT_MET"],
        "judgements": judgements,
        "reasons": decision.reasons,
    }


def _outcome(decision: Decision, audience: str) -> dict[str, Any]:
    granted = {
        each.audience: each
        for each in decision.application.approvals.all()
        if decision.outcome == ApplicationStatus.APPROVED
    }
    return {"name": capfirst(str(Audience(audience).label)), "approval": granted.get(audience)}
