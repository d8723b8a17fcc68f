"""GOC staff read every application that was submitted."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals import queries
from approvals.enums import ApplicationStatus
from approvals.forms import ListFilter
from approvals.views import pages
from cet_portal.accounts.roles import Permission
from cet_portal.core.access import access
from cet_portal.core.lists import page_of

SORTS = {
    "number": "pk",
    "title": "title",
    "provider": "provider__name",
    "status": "status",
    "submitted": "submitted_at",
    "due": "due_on",
}


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_list(request):
    """All applications of all providers, drafts left out."""
    filters = ListFilter(request.GET, without=(ApplicationStatus.DRAFT,))
    rows = queries.matching(queries.everything(request.actor), **filters.values())
    context = {
        "filters": filters,
        "page": page_of(request, rows, sorts=SORTS, size=30),
        "is_filtered": any(filters.values().values()),
    }
    return render(request, "approvals/staff_list.html", context)


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_application(request, c_number: str):
    """One application to read: answers, exchange, decision, history."""
    found = pages.find(request.actor, c_number)
    context = pages.case_context(found, request.actor)
    return render(request, "approvals/staff_application.html", context)
