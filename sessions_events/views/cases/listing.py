"""The list of cases: a registrant's own, a provider's, and all for staff."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of
from sessions_events.enums import CASE_OPEN, CaseStatus, Side
from sessions_events.forms.cases.finding import CaseFilter
from sessions_events.queries import cases as reads
from sessions_events.rules.sides import side_of

SORTS = {"number": "pk", "due": "due_on", "status": "status"}
COLUMNS = (
    (gettext_lazy("Case"), "reference"),
    (gettext_lazy("What it is about"), "get_kind_display"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider_words"),
    (gettext_lazy("Registration number"), "number"),
    (gettext_lazy("Surname"), "surname"),
    (gettext_lazy("Opened"), "made_at"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Due"), "due_on"),
)


@require_safe
@access(Permission.STATEMENT_READ_OWN, Permission.EVENT_READ, Permission.CASE_SETTLE)
def cases(request):
    """Filtered in the address, with how many there are in each status."""
    form = CaseFilter(request.GET)
    rows = reads.case_list(request.actor, **form.values())
    side = side_of(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("cases"), COLUMNS, in_order(request, rows, SORTS))
    counted = reads.counts(request.actor)
    return render(
        request,
        "sessions_events/cases.html",
        {
            "form": form,
            "page": page_of(request, rows, sorts=SORTS),
            "side": side,
            "is_own": side == Side.REGISTRANT,
            "figures": [] if side == Side.REGISTRANT else _figures(counted),
            "counted": sum(counted.values()),
        },
    )


def _figures(counted: dict[str, int]) -> list[dict]:
    return [
        {
            "number": counted.get(status, 0),
            "label": CaseStatus(status).label,
            "url": f"?status={status}",
        }
        for status in (*CASE_OPEN, CaseStatus.REFUSED)
    ]
