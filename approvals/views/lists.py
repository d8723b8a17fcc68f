"""The lists of applications: the provider's, the approver's queue, the staff's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals import queries
from approvals.forms import ListFilter, QueueFilter, StaffFilter
from approvals.models import CetApplication
from approvals.queries import choosing, lists, outcomes
from approvals.queries.queues import parts_of_queue
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.actor import Actor
from cet_portal.core.lists import in_order, page_of
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience

SIZE = 30
SORTS = {
    "number": "pk",
    "title": "title",
    "status": "status",
    "submitted": "submitted_at",
    "due": "due_on",
    "decided": "decided_at",
}
QUEUE_SORTS = {**SORTS, "provider": "provider__name"}
STAFF_SORTS = {**QUEUE_SORTS, "approver": "approver__name"}


def _due_on(application: CetApplication):
    return application.due_on if application.status in CetApplication.RUNNING else None


def _audiences(application: CetApplication) -> str:
    return ", ".join(capfirst(str(Audience(code).label)) for code in application.audiences)


# Of what is approved for an audience.
PARTS_OF_POINTS = {
    "total": gettext_lazy("Points approved for {audience}"),
    "interactive": gettext_lazy("Interactive points approved for {audience}"),
    "specialist": gettext_lazy("Specialist points approved for {audience}"),
}
COLUMNS = (
    (gettext_lazy("Number"), "c_number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Way of learning"), lambda each: str(each.modality or "")),
    (gettext_lazy("Audiences"), _audiences),
    (gettext_lazy("Competency units"), lambda each: ", ".join(each.units)),
    (gettext_lazy("Points asked for"), "points_total"),
    (gettext_lazy("Interactive points asked for"), "points_interactive"),
    (gettext_lazy("Specialist points asked for"), "points_specialist"),
    *(
        (format_lazy(words, audience=audience.label), outcomes.points_for(audience, part))
        for audience in Audience
        for part, words in PARTS_OF_POINTS.items()
    ),
    (gettext_lazy("Submitted"), "submitted_at"),
    (gettext_lazy("Due"), _due_on),
    (gettext_lazy("Decided"), "decided_at"),
    (gettext_lazy("Approval ends"), "approval_ends"),
)
QUEUE_COLUMNS = (*COLUMNS[:2], (gettext_lazy("Provider"), "provider.name"), *COLUMNS[2:])
STAFF_COLUMNS = (*QUEUE_COLUMNS, (gettext_lazy("Approver"), lambda each: str(each.approver or "")))


@require_safe
@access(Permission.APPLICATION_READ)
def application_list(request):
    """The provider's applications; others have a list of their own."""
    if request.actor.tenant_id is None:
        decides = request.actor.may(Permission.APPLICATION_DECIDE)
        return redirect("approvals:queue" if decides else "approvals:staff_list")
    return _answer(
        request,
        "approvals/application_list.html",
        queries.of_provider(request.actor),
        ListFilter(request.GET, audiences=scheme_queries.audiences()),
        sorts=SORTS,
        columns=COLUMNS,
        context={"may_write": request.actor.may(Permission.APPLICATION_WRITE)},
    )


@dataclass(frozen=True)
class Part:
    """One part of the queue. `what` and `how` stand where it is empty."""

    name: str
    label: Promise
    rows: Callable[[Actor], QuerySet]
    what: Promise
    how: Promise


PARTS = (
    Part(
        "mine",
        gettext_lazy("With you"),
        queries.taken_by,
        gettext_lazy("Applications that you have to decide appear here."),
        gettext_lazy("The portal gives them to you: to whoever fits and has the fewest."),
    ),
    Part(
        "asked",
        gettext_lazy("With the provider"),
        queries.asked_by,
        gettext_lazy("Applications about which you asked for information appear here."),
        gettext_lazy("They come back to you with the provider’s answer."),
    ),
    Part(
        "decided",
        gettext_lazy("Decided"),
        queries.decided_by,
        gettext_lazy("Applications that you have approved or rejected appear here."),
        gettext_lazy("Decide one of those that are with you."),
    ),
)


@require_safe
@access(Permission.APPLICATION_DECIDE)
def queue(request):
    """Three parts: with the approver, with the provider, decided. Due first."""
    chosen = next((part for part in PARTS if part.name == request.GET.get("show")), PARTS[0])
    counts = parts_of_queue(request.actor)
    parts = [{"part": part, "count": counts[part.name]} for part in PARTS]
    return _answer(
        request,
        "approvals/queue.html",
        chosen.rows(request.actor),
        QueueFilter(request.GET, audiences=scheme_queries.audiences()),
        sorts=QUEUE_SORTS,
        columns=QUEUE_COLUMNS,
        context={"parts": parts, "chosen": chosen, "all_address": f"?show={chosen.name}"},
    )


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_list(request):
    """All applications of all providers, drafts left out."""
    return _answer(
        request,
        "approvals/staff_list.html",
        queries.everything(request.actor),
        StaffFilter(
            request.GET, audiences=scheme_queries.audiences(), approvers=choosing.approvers()
        ),
        sorts=STAFF_SORTS,
        columns=STAFF_COLUMNS,
        context={},
    )


def _answer(request, template, rows, filters, *, sorts, columns, context):
    """A page of the list, or all of it as a file. Empty because of filters, it says of which."""
    today, values = clock.today(), filters.values()
    found = queries.matching(rows, today=today, **values)
    if exports.wanted(request):
        rows = in_order(request, found, sorts).prefetch_related("approvals")
        return exports.csv_response(_("applications"), columns, rows)
    page = page_of(request, found, sorts=sorts, size=SIZE)
    is_filtered = any(values.values())
    emptied = [] if page or not is_filtered else _why_empty(request, rows, filters, today)
    context |= {"filters": filters, "page": page, "is_filtered": is_filtered, "emptied": emptied}
    return render(request, template, context)


def _why_empty(request, rows, filters, today) -> list[dict]:
    """Each filter that is set: in words, how many there are without it, and their address."""
    counts = lists.without_each(rows, filters.values(), today=today)
    found = []
    for name, words in filters.chosen().items():
        query = request.GET.copy()
        for key in (name, "page"):
            query.pop(key, None)
        address = f"?{query.urlencode()}"
        found.append({"words": words, "count": counts[name], "address": address})
    return found
