"""GOC staff read every application that was submitted."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.views import case, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core.access import access


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_application(request, c_number: str):
    """One application to read: answers, exchange, decision, history."""
    found = pages.find(request.actor, c_number)
    context = case.case_context(found, request.actor)
    return render(request, "approvals/staff_application.html", context)
