"""Pages of GOC staff: comments of registrants, hidden where they are unlawful (domain.md 3.9)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.forms.rating import CommentFilter, HideForm, ShowForm

COLUMNS = (
    (gettext_lazy("CET"), "event.application.c_number"),
    (gettext_lazy("Title"), "event.application.title"),
    (gettext_lazy("Provider"), "event.provider.name"),
    (gettext_lazy("Event"), "event.ev_number"),
    (gettext_lazy("Score"), "score"),
    (gettext_lazy("Comment"), "comment"),
    (gettext_lazy("Given"), "rated_at"),
    (gettext_lazy("Hidden"), "hidden_at"),
    (gettext_lazy("Reason"), "hidden_reason"),
)


@require_safe
@access(Permission.RATING_MODERATE)
def comments(request):
    """Every comment, the latest first, without who wrote it."""
    filters = CommentFilter(request.GET)
    chosen = filters.values()
    hidden = {"yes": False, "no": True}.get(chosen["shown"])
    rows = queries.comments_visible_to(request.actor, hidden=hidden, text=chosen["text"])
    if exports.wanted(request):
        return exports.csv_response(_("comments"), COLUMNS, rows)
    context = {"page": page_of(request, rows), "filters": filters}
    return render(request, "sessions_events/comments.html", context)


@access(Permission.RATING_MODERATE)
def comment(request, rating_id):
    """One comment: hide it, or show it again."""
    rating = get_object_or_404(queries.comments_visible_to(request.actor), pk=rating_id)
    hides = not rating.hidden_at
    if request.method == "POST":
        hides = "seen" in request.POST
    seen = rating.said_at.isoformat()
    form = bind_form(request, HideForm if hides else ShowForm, initial={"seen": seen})
    if form.is_valid():
        if (_hidden if hides else _shown)(request, rating, form):
            return redirect("sessions_events:comments")
        rating.refresh_from_db()
        if hides:
            # The page shows the comment that is there now, so that is the one decided upon next.
            form.data = {**form.data.dict(), "seen": rating.said_at.isoformat()}
    context = {"rating": rating, "form": form, "hides": hides}
    return render(request, "sessions_events/comment.html", context)


def _hidden(request, rating, form) -> bool:
    """Hide it. What was typed stays if it was changed or hidden meanwhile."""
    try:
        services.hide_comment(
            rating=rating, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
    except Refused as refused:
        rating.refresh_from_db()
        if rating.hidden_reason == form.cleaned_data["reason"]:
            messages.info(request, _("This comment is hidden already."))
            return True
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, _("The comment is hidden. The provider and the person are told."))
    return True


def _shown(request, rating, form) -> bool:
    """Show it again; if somebody was quicker, that was wanted too."""
    try:
        services.show_comment(
            rating=rating, **form.cleaned_data, actor=request.actor, at=clock.now()
        )
    except Refused:
        messages.info(request, _("The comment is shown already."))
    else:
        messages.success(request, _("The comment is shown again. The person is told."))
    return True
