"""Pages for everybody: the directory of approved CET."""

from django.shortcuts import get_object_or_404, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.queries import outcomes
from cet_portal.core import clock, exports
from cet_portal.core.access import public
from cet_portal.core.lists import page_of
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience
from sessions_events import queries
from sessions_events.forms.reading import DirectoryFilter

COLUMNS = (
    (gettext_lazy("Number"), "c_number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider.name"),
    (gettext_lazy("Way of learning"), "modality.name"),
    *(
        (
            format_lazy(gettext_lazy("Points for {audience}"), audience=audience.label),
            outcomes.points_for(audience),
        )
        for audience in Audience
    ),
    (gettext_lazy("Competency units"), lambda cet: ", ".join(cet.units)),
    (gettext_lazy("Approval ends"), "approval_ends"),
    (gettext_lazy("Events to come"), lambda cet: cet.to_come or 0),
)


@require_safe
@public
def directory(request):
    """Approved CET, filtered in the address."""
    modalities = scheme_queries.modalities().values_list("code", "name")
    form = DirectoryFilter(request.GET or None, modalities=modalities)
    rows = queries.directory(**(form.values() if form.is_bound else {}), at=clock.now())
    if exports.wanted(request):
        return exports.csv_response(_("directory"), COLUMNS, rows)
    return render(
        request, "sessions_events/directory.html", {"form": form, "page": page_of(request, rows)}
    )


@require_safe
@public
def cet(request, c_number):
    """One approved CET and its events to come."""
    at = clock.now()
    found = get_object_or_404(queries.directory(at=at), c_number=c_number)
    approvals = sorted(found.approvals.all(), key=lambda approval: approval.audience)
    codes = {code for approval in approvals for code in approval.units}
    return render(
        request,
        "sessions_events/cet.html",
        {
            "cet": found,
            "approvals": approvals,
            "units": scheme_queries.units().filter(code__in=codes),
            # What serves only an audience that was refused is not part of what was approved.
            "objectives": found.objectives.filter(units__overlap=list(codes)).order_by("order"),
            "events": queries.upcoming_of(c_number, at),
        },
    )
