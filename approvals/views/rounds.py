"""The application as it stood in a round, with what changed since the round before marked."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from approvals import queries, rules
from approvals.enums import ApplicationStatus, Section
from approvals.models import CetApplication, Submission
from approvals.views import answers, pages
from approvals.views.story import is_provider, who
from cet_portal.accounts.roles import Permission
from cet_portal.core.access import access

Values = Mapping[str, Any]


@require_safe
@access(Permission.APPLICATION_READ)
def round_page(request, c_number: str, number: int):
    """One round as it was submitted, and what it changed. For both sides and staff."""
    found = pages.find(request.actor, c_number)
    rounds = list(queries.submissions_of(found))
    chosen = next((each for each in rounds if each.round == number), None)
    if chosen is None:
        raise Http404
    before = _before(rounds, chosen)
    context = {
        "application": found,
        "chosen": chosen,
        "by": who(chosen.by, chosen.role, request.actor),
        "rounds": rounds,
        "before": before,
        "cards": round_cards(found, chosen.values, before.values if before else None),
        "back": _back(found, request.actor),
    }
    return render(request, "approvals/round.html", context)


def latest_cards(application: CetApplication) -> list[dict[str, Any]]:
    """The cards of what was submitted last, with what changed since the round before."""
    rounds = list(queries.submissions_of(application))
    if not rounds:
        return []
    before = rounds[-2].values if len(rounds) > 1 else None
    return round_cards(application, rounds[-1].values, before)


def round_cards(
    application: CetApplication, values: Values, before: Values | None
) -> list[dict[str, Any]]:
    """A card for each section; a row that says something else than `before` has the earlier
    text, and its card counts the changes."""
    names = pages.unit_names()
    changed = (
        {each.field: each for each in rules.differences(before, values)}
        if before is not None
        else {}
    )
    return [
        {
            "section": section.value,
            "heading": section.label,
            "changes": sum(field in changed for field in rules.FIELDS[section]),
            "files": answers.files(application, section, values),
            "rows": [
                {
                    "key": pages.label_of(section, field),
                    "value": _said(field, values, names),
                    "changed": field in changed,
                    "before": _said(field, before or {}, names) if field in changed else "",
                }
                for field in rules.FIELDS[section]
                if field in rules.asked(section, values) or field in changed
            ],
        }
        for section in Section
    ]


def _said(field: str, values: Values, names: dict[str, str]) -> str:
    return pages.shown(field, values.get(field), names)


def _before(rounds: list[Submission], chosen: Submission) -> Submission | None:
    earlier = [each for each in rounds if each.round < chosen.round]
    return earlier[-1] if earlier else None


def _back(application: CetApplication, actor) -> str:
    if is_provider(actor) or application.status == ApplicationStatus.DRAFT:
        return reverse("approvals:application", args=[application.c_number])
    decides = actor.may(Permission.APPLICATION_DECIDE)
    page = "review" if decides else "staff_application"
    return reverse(f"approvals:{page}", args=[application.c_number])
