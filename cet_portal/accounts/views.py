"""Role switch, messages, and what happens to a form whose token is stale."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts import queries, services
from cet_portal.accounts.middleware import SESSION_KEY
from cet_portal.core import clock, exports, kept_text
from cet_portal.core.access import signed_in
from cet_portal.core.lists import page_of

PAGE = 30
COLUMNS = (
    (gettext_lazy("Subject"), "subject"),
    (gettext_lazy("Sent"), "created_at"),
    (gettext_lazy("Read"), "read_at"),
    (gettext_lazy("Text"), "body"),
)


@require_POST
@signed_in
def switch_role(request):
    """Act in another of one's own roles from now on."""
    wanted = request.POST.get("context", "")
    chosen = next((context for context in request.contexts if context.key == wanted), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.key
    messages.success(request, _("You now act as: %(role)s.") % {"role": chosen.label})
    return redirect("home:dashboard")


@require_safe
@signed_in
def message_list(request):
    """Everything that was ever mailed to the person."""
    rows = queries.messages_of(request.actor)
    if exports.wanted(request):
        return exports.csv_response(_("notifications"), COLUMNS, rows)
    page = page_of(request, rows, size=PAGE)
    return render(request, "accounts/message_list.html", {"page": page})


@require_safe
@signed_in
def message_detail(request, message_id):
    """One message; opening it marks it as read."""
    message = get_object_or_404(queries.messages_of(request.actor), pk=message_id)
    services.mark_read(message_id=message.pk, actor=request.actor, at=clock.now())
    return render(request, "accounts/message_detail.html", {"message": message})


def csrf_failure(request, reason=""):
    """A form from before the person signed in again: keep what was typed and show it anew.

    Only from our own pages: what another site sends is refused and forgotten. A page that is
    not signed in and has nothing to keep is told what to do instead of sent round in circles.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and (kept_text.keep(request) or request.user.is_authenticated):
        messages.warning(
            request,
            _("This page was out of date, so nothing was saved. Please send it again."),
        )
        return redirect(kept_text.address_of(request))
    return plain_csrf_failure(request, reason=reason, template_name="403_csrf.html")


csrf_failure.login_required = False
