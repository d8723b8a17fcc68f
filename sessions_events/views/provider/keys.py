"""Keys with which the provider's own system uploads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from sessions_events import queries, services
from sessions_events.forms.uploading import KeyForm


@access(Permission.EVENT_UPLOAD)
def api_keys(request):
    """The keys there are, and a form for a new one, whose secret this page shows once."""
    form, secret = bind_form(request, KeyForm), ""
    if form.is_valid():
        _key, secret = services.make_key(
            provider_id=request.actor.tenant_id,
            name=form.cleaned_data["name"],
            actor=request.actor,
            at=clock.now(),
        )
        form = KeyForm()
    page = page_of(request, queries.api_keys_of(request.actor.tenant_id))
    return render(
        request, "sessions_events/api_keys.html", {"form": form, "secret": secret, "page": page}
    )


@require_POST
@access(Permission.EVENT_UPLOAD)
def revoke_key(request, key_id):
    """The key opens nothing from now on."""
    key = get_object_or_404(queries.api_keys_of(request.actor.tenant_id), pk=key_id)
    services.revoke_key(key=key, actor=request.actor, at=clock.now())
    messages.success(request, _("The key “%(name)s” is revoked.") % {"name": key.name})
    return redirect("sessions_events:api_keys")
