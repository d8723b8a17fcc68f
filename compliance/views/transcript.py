"""One's record to print, to keep and to show: page, PDF, CSV."""

from operator import attrgetter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, pdf
from cet_portal.core.access import access
from compliance import queries
from compliance.forms.sharing import PartsForm
from registrants.enums import PointStatus, SharedPart

USUAL = [part.value for part in SharedPart if part != SharedPart.WAITING]
COLUMNS = (
    (gettext_lazy("Cycle"), lambda row: row[0].period.name),
    (gettext_lazy("Date"), lambda row: row[1].event_date),
    (gettext_lazy("CET"), lambda row: row[1].title),
    (gettext_lazy("Number"), lambda row: row[1].c_number),
    (gettext_lazy("Event"), lambda row: row[1].event_reference),
    (gettext_lazy("Provider"), lambda row: row[1].provider_name),
    (gettext_lazy("Registration number"), lambda row: row[1].number),
    (gettext_lazy("Points"), lambda row: row[1].total),
    (gettext_lazy("Interactive"), lambda row: row[1].interactive),
    (gettext_lazy("Units"), lambda row: " ".join(row[1].units)),
    (gettext_lazy("Peer review"), lambda row: row[1].peer_review),
    (gettext_lazy("Accepted on"), lambda row: _accepted_on(row[1])),
    (gettext_lazy("Status"), lambda row: PointStatus(row[1].status).label),
    (gettext_lazy("Counts towards"), lambda row: row[1].towards),
    (gettext_lazy("Note"), lambda row: row[1].note),
)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def transcript(request):
    """The own record: chosen cycles and parts, as a page, `?format=pdf` or `?format=csv`."""
    today = clock.today()
    periods = queries.own_periods(request.actor, today)
    usual = {"cycles": [each.name for each in periods], "parts": USUAL}
    chosen = "cycles" in request.GET or "parts" in request.GET
    form = PartsForm(request.GET if chosen else usual, periods=periods)
    choice = form.cleaned_data if form.is_valid() else usual
    found = queries.transcript(
        request.actor, cycles=choice["cycles"], parts=choice["parts"], today=today
    )
    if exports.wanted(request):
        return exports.csv_response(_("cet-record"), COLUMNS, _lines(found))
    if request.GET.get("format") == "pdf":
        return pdf_of(found)
    return render(request, "compliance/transcript.html", {"form": form, "transcript": found})


def _accepted_on(line):
    """Nothing for what is not accepted, and for lines from before the portal kept the day."""
    accepted = line.status == PointStatus.ACCEPTED and line.accepted_at
    return clock.london_date(line.accepted_at) if accepted else ""


def _lines(found):
    """Pairs of cycle and line, as far as they are shown."""
    for cycle in found.cycles:
        accepted = cycle.accepted if found.shows_accepted else []
        waiting = cycle.waiting if found.shows_waiting else []
        for line in sorted([*accepted, *waiting], key=attrgetter("event_date"), reverse=True):
            yield cycle, line


def pdf_of(found) -> HttpResponse:
    """The record as a PDF file that can be kept for years."""
    content = pdf.render("pdf/transcript.html", {"transcript": found}, variant=pdf.ARCHIVE)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, _("cet-record") + ".pdf"),
            "Cache-Control": "private, no-store",
        },
    )
