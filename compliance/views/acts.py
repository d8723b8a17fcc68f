"""Acts on many: all of them, and of one how far it has come, what it was about, how it ended."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from compliance import queries
from compliance.enums import BulkKind
from compliance.forms.outcomes import ActFilter, KeysField
from compliance.queries import acts as reads
from compliance.queries import letters as letter_reads
from compliance.queries import untold as untold_of

FIRST = 20
UNTOLD_COLUMNS = (
    (gettext_lazy("Number"), untold_of.number_of),
    (gettext_lazy("Registrant"), str),
)


def keys_shown(text: str) -> list[int]:
    """The keys of a list that was shown; none where it cannot be read."""
    try:
        return KeysField(required=False).clean(text)
    except forms.ValidationError:
        return []


@require_safe
@access(Permission.CASE_SETTLE)
def acts(request):
    """Everything that was done to many lines or people at once, the newest first."""
    form = ActFilter(request.GET, cycles=[each.name for each in queries.periods(clock.today())])
    form.is_valid()
    found = form.cleaned_data
    rows = reads.act_list(
        request.actor, kind=found.get("kind") or "", cycle=found.get("cycle") or ""
    )
    context = {
        "form": form,
        "page": page_of(request, rows),
        "is_narrowed": any(found.values()),
        "late": reads.LATE,
    }
    return render(request, "compliance/acts/list.html", context)


@require_safe
@access(Permission.CASE_SETTLE)
def act(request, act_id):
    """The page refreshes itself until the worker is done; it can be left and come back to."""
    found = get_object_or_404(reads.acts_visible_to(request.actor), pk=act_id)
    untold = untold_of.untold(found)
    if exports.wanted(request):
        return exports.csv_response(f"{_('to-write-to')}-{found.pk}", UNTOLD_COLUMNS, untold)
    page = page_of(request, reads.came_to(found))
    context = {
        "untold": untold[:FIRST],
        "untold_total": untold.count(),
        "letters": letter_reads.round_of_act(found),
        "act": found,
        "is_removal": found.kind == BulkKind.REMOVE,
        "page": page,
        "outcomes": reads.outcomes_of(found, list(page)),
        "because": reads.passed_because(found),
        "keeps_register": request.actor.may(Permission.REGISTER_KEEP),
    }
    return render(request, "compliance/acts/one.html", context)
