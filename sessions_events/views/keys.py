"""Keys of one's own systems: a provider's, a registrant's, the GOC's."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import queries, services
from sessions_events.enums import KeyKind
from sessions_events.forms.keys import KeyForm
from sessions_events.rules.keys import kind_for, latest_end

KEEPERS = (Permission.EVENT_UPLOAD, Permission.STATEMENT_READ_OWN, Permission.RESULTS_READ)
TITLES = {
    KeyKind.UPLOADS: gettext_lazy("Keys for your own system"),
    KeyKind.STATEMENT: gettext_lazy("Keys for your own programs"),
    KeyKind.RESULTS: gettext_lazy("Keys of machines"),
}


@access(*KEEPERS)
def api_keys(request):
    """The keys there are, and a form for a new one, whose secret this page shows once."""
    at, kind, secret = clock.now(), kind_for(request.actor), ""
    today = clock.london_date(at)
    new = {"initial": {"expires_on": latest_end(today)}, "today": today}
    form = bind_form(request, KeyForm, **new)
    if form.is_valid():
        _key, secret = services.make_key(**form.cleaned_data, actor=request.actor, at=at)
        form = KeyForm(**new)
    page = page_of(request, queries.api_keys_visible_to(request.actor))
    return render(
        request,
        "sessions_events/api_keys.html",
        {
            "form": form,
            "secret": secret,
            "page": page,
            "kind": kind,
            "title": TITLES[kind],
            "today": today,
        },
    )


@require_POST
@access(*KEEPERS)
def revoke_key(request, key_id):
    """The key opens nothing from now on."""
    key = get_object_or_404(queries.api_keys_visible_to(request.actor), pk=key_id)
    services.revoke_key(key=key, actor=request.actor, at=clock.now())
    messages.success(request, _("The key “%(name)s” is revoked.") % {"name": key.name})
    return redirect("sessions_events:api_keys")
