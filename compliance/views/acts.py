"""How far an act on many has come; what it was about and how it ended."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from compliance.enums import BulkKind
from compliance.forms.outcomes import KeysField
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
def act(request, act_id):
    """The page refreshes itself until the worker is done; it can be left and come back to."""
    found = get_object_or_404(reads.acts_visible_to(request.actor), pk=act_id)
    untold = untold_of.untold(found)
    if exports.wanted(request):
        return exports.csv_response(f"{_('to-write-to')}-{found.pk}", UNTOLD_COLUMNS, untold)
    page = page_of(request, found.passed)
    context = {
        "untold": untold[:FIRST],
        "untold_total": untold.count(),
        "letters": letter_reads.round_of_act(found),
        "act": found,
        "is_removal": found.kind == BulkKind.REMOVE,
        "page": page,
        "passed": reads.passed_over(found, list(page)),
        "because": reads.passed_because(found),
        "keeps_register": request.actor.may(Permission.REGISTER_KEEP),
    }
    return render(request, "compliance/acts/one.html", context)
