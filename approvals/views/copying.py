"""New drafts from old applications: a copy of one, the re-approval of many."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from approvals import queries, services
from approvals.enums import ApplicationStatus
from approvals.forms import RenewalFilter
from approvals.models import CetApplication
from approvals.queries import drafting as reads
from approvals.views import pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import in_order, page_of

# More are re-approved in several goes.
MOST = 500
# Of those on their way, the latest; all are on the list of applications.
SHOWN = 30
SORTS = {"number": "pk", "title": "title", "ended": "approval_ends"}
COLUMNS = [
    (gettext_lazy("Number"), "c_number"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Approval ended"), "approval_ends"),
    (gettext_lazy("Approved again under the same title"), "is_approved_again"),
]


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def copy(request, c_number: str):
    """What a copy takes with it, and the button for it."""
    found = pages.find(request.actor, c_number)
    if request.method == "POST":
        draft = services.copy(application=found, actor=request.actor, at=clock.now())
        messages.success(
            request,
            _("%(new)s is a draft filled from %(old)s.")
            % {"new": draft.c_number, "old": found.c_number},
        )
        return redirect("approvals:application", draft.c_number)
    return render(request, "approvals/copy.html", {"application": found})


@require_safe
@access(Permission.APPLICATION_WRITE)
def renewals(request):
    """Expired CET, to choose what is re-approved; and what is on its way already."""
    filters = RenewalFilter(request.GET)
    rows = queries.matching(reads.renewable(request.actor), text=filters.text())
    if exports.wanted(request):
        return exports.csv_response(_("expired-cet"), COLUMNS, in_order(request, rows, SORTS))
    under_way = reads.being_renewed(request.actor)
    context = {
        "filters": filters,
        "page": page_of(request, rows, sorts=SORTS, size=30),
        "is_filtered": bool(filters.text()),
        "text": filters.text(),
        "on_their_way": under_way[:SHOWN],
        "under_way": under_way.count(),
        "most": MOST,
        "all": rows.exclude(is_approved_again=True).count(),
    }
    return render(request, "approvals/renewals.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def renew(request):
    """What will happen to those chosen, then a draft for each."""
    chosen = _chosen(request)
    if not chosen:
        messages.error(request, _("Choose at least one CET that has expired."))
        return redirect("approvals:renewals")
    if request.method == "POST":
        return _renew(request, chosen)
    under_way = {each.copied_from_id: each for each in reads.renewals_of(request.actor, chosen)}
    context = {
        "chosen": [each for each in chosen if each.pk not in under_way],
        "left": [(each, under_way[each.pk]) for each in chosen if each.pk in under_way],
    }
    return render(request, "approvals/renew.html", context)


def _chosen(request) -> list[CetApplication]:
    """The expired CET that the address or the form names, or all that the filter leaves.

    Of all, those approved again under the same title are left alone.
    """
    asked = request.POST if request.method == "POST" else request.GET
    if "all" in asked:
        found = queries.matching(reads.renewable(request.actor), text=RenewalFilter(asked).text())
        return list(found.exclude(is_approved_again=True)[:MOST])
    picked = [each for each in asked.getlist("pick") if "\x00" not in each][:MOST]
    expired = queries.visible_to(request.actor).filter(status=ApplicationStatus.EXPIRED)
    return list(expired.filter(c_number__in=picked).order_by("pk"))


def _renew(request, chosen: list[CetApplication]):
    drafts, left = services.reapprove(applications=chosen, actor=request.actor, at=clock.now())
    if drafts:
        count = len(drafts)
        messages.success(
            request,
            ngettext(
                "%(count)d draft is made: %(numbers)s. Look through it, then submit it.",
                "%(count)d drafts are made: %(numbers)s. Look through each, then submit it.",
                count,
            )
            % {"count": count, "numbers": _in_words([each.c_number for each in drafts])},
        )
    if left:
        messages.info(
            request,
            _("Left alone, because their re-approval is on its way: %(numbers)s.")
            % {"numbers": _in_words([each.c_number for each in left])},
        )
    drafts_page = reverse("approvals:application_list")
    return redirect(f"{drafts_page}?status={ApplicationStatus.DRAFT}")


def _in_words(numbers: list[str], most: int = 5) -> str:
    """The numbers; of many the first and the last."""
    if len(numbers) <= most:
        return ", ".join(numbers)
    return _("%(first)s to %(last)s") % {"first": numbers[0], "last": numbers[-1]}
