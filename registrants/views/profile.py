"""The registrant's own account: who they are for the portal."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core.access import access
from registrants import queries


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def profile(request):
    """Name, address, numbers, registers; and for those without a number the way to join."""
    person = queries.own_record(request.actor)
    rows = [
        {"key": _("Name"), "value": str(person)},
        {
            "key": _("E-mail address"),
            "value": request.user.email,
            "url": reverse("account_email"),
        },
        {
            "key": _("Password"),
            "value": "••••••••",
            "url": reverse("account_change_password"),
        },
    ]
    references = queries.u_references(person)
    if references:
        rows.insert(1, {"key": _("U-reference"), "value": "\n".join(references)})
    if not person.entries.all() and person.joining:
        rows.insert(2, {"key": _("Joining as"), "value": person.get_joining_display()})
    context = {
        "person": person,
        "rows": rows,
        "instruction": queries.instruction_of(request.actor),
    }
    return render(request, "registrants/profile.html", context)
