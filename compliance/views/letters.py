"""Letters: a registrant's own, one letter, those written together, the file for the post."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, pdf, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from compliance import permissions
from compliance.enums import LetterKind, RoundStatus, Settled
from compliance.forms.letters import LetterFilters, PostedForm
from compliance.queries import letters as reads
from compliance.services import letters as services
from compliance.services.letters.posting import STYLE, TEMPLATE
from registrants import queries as register_queries

PAGE = 50
SORTS = {"number": "number", "name": "registrant__surname_key", "read": "read_at"}
# Which list has what the letters tell of.
LISTS = {
    LetterKind.RESTORED: ("compliance:removals_made", gettext_lazy("Removals and restorations")),
    LetterKind.DETERMINED: ("compliance:disputes", gettext_lazy("Disputed records")),
    LetterKind.DECIDED: ("compliance:exceptions", gettext_lazy("Exceptions")),
}
COLUMNS = (
    (gettext_lazy("Letter"), "reference"),
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Name"), "addressee"),
    (gettext_lazy("Written"), "written_on"),
    (gettext_lazy("Goes"), "get_way_display"),
    (gettext_lazy("Posted"), "posted_on"),
    (gettext_lazy("Read"), "read_at"),
)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def own_letters(request):
    """Every letter that was written to the person."""
    page = page_of(request, reads.letters_visible_to(request.actor))
    return render(request, "compliance/letters/own.html", {"page": page})


@require_safe
@access(Permission.CYCLE_REPORT)
def person_letters(request, person_id):
    """For staff every letter that was written to somebody, as far as they may read it."""
    person = get_object_or_404(register_queries.people_visible_to(request.actor), pk=person_id)
    rows = reads.letters_visible_to(request.actor).filter(registrant=person)
    context = {"page": page_of(request, rows), "person": person}
    return render(request, "compliance/letters/own.html", context)


@require_safe
@access(Permission.STATEMENT_READ_OWN, Permission.CYCLE_REPORT)
def letter(request, letter_id):
    """One letter as it was sent, or its PDF; its reader has read it now."""
    found = get_object_or_404(reads.letters_visible_to(request.actor), pk=letter_id)
    services.mark_letter_read(letter=found, actor=request.actor, at=clock.now())
    if request.GET.get("format") == "pdf":
        return _pdf(found)
    is_own = request.actor.person_id is not None
    return render(request, "compliance/letters/letter.html", {"letter": found, "is_own": is_own})


def _pdf(found) -> HttpResponse:
    return HttpResponse(
        pdf.render(TEMPLATE, {"letters": [found]}, style=STYLE),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{found.reference}.pdf"),
            "Cache-Control": "private, no-store",
        },
    )


@require_safe
@access(Permission.CYCLE_REPORT)
def letter_round(request, round_id):
    """Letters that were written together: how far they are, each of them, the file for the post."""
    found = _find(request, round_id)
    form = LetterFilters(request.GET)
    form.is_valid()
    rows = reads.letters_of(found, **form.cleaned_data)
    if exports.wanted(request):
        return exports.csv_response(f"letters-{found.cycle or found.pk}", COLUMNS, rows)
    context = {
        "found": found,
        "form": form,
        "page": page_of(request, rows, sorts=SORTS, size=PAGE),
        "figures": _figures(found),
        "post_file": getattr(found, "post_file", None),
        "is_working": found.status == RoundStatus.WRITING,
        "is_for_post": found.by_post
        and (found.is_collected or found.status == RoundStatus.WRITTEN),
        **_way_back(found),
        "may_write": request.actor.may(Permission.LETTERS_WRITE),
    }
    return render(request, "compliance/letters/round.html", context)


def _way_back(found) -> dict[str, Any]:
    """Where somebody comes from to these letters: the act or list they tell of, or their cycle."""
    if found.act_id:
        return {"back": reverse("compliance:act", args=[found.act_id]), "back_label": str(found)}
    if found.kind in LISTS:
        page, label = LISTS[found.kind]
        return {"back": reverse(page), "back_label": label}
    return {
        "back": reverse("compliance:end_of_cycle", args=[found.cycle]),
        "back_label": _("End of the cycle %(name)s") % {"name": found.cycle},
    }


def _figures(found) -> list[dict]:
    apart = found.run.listed_apart if found.run else 0
    return [
        {"number": found.written, "label": _("written")},
        {"number": found.written - found.by_post, "label": _("in the account, told by e-mail")},
        {"number": found.by_post, "label": _("by post"), "url": "?way=POST"},
        {"number": found.read, "label": _("read"), "url": "?read=yes"},
        *([_apart(found.run, apart)] if apart else []),
    ]


def _apart(run, number: int) -> dict:
    """People of the run who get no letter, and the way to who they are and why."""
    return {
        "number": number,
        "label": _("listed apart by the run: no letter"),
        "url": reverse(
            "compliance:run", args=[run.number], query={"standing": Settled.APART.value}
        ),
        "warning": True,
    }


@require_POST
@access(Permission.LETTERS_WRITE)
def post_file_new(request, round_id):
    """Have the letters for the post made as one PDF."""
    found = _find(request, round_id)
    try:
        made = services.ask_post_file(letter_round=found, actor=request.actor, at=clock.now())
    except Refused as refused:
        messages.warning(request, str(refused.refusal))
    else:
        messages.success(request, _post_file_words(made))
    return redirect("compliance:letter_round", round_id)


def _post_file_words(made) -> str:
    """Somebody may have had it made before, in another tab."""
    if made.file_id:
        return _("The file is there already. You can download it below.")
    return _("The file is being made. You get a message when it is there.")


@require_safe
@access(Permission.CYCLE_REPORT)
def post_file(request, round_id):
    """The letters for the post, to be printed."""
    made = getattr(_find(request, round_id), "post_file", None)
    if made is None or made.file is None:
        raise Http404
    return uploads.download(made.file)


@access(Permission.LETTERS_WRITE)
def posted(request, round_id):
    """Say on which day the letters of the file went by post."""
    found, today = _find(request, round_id), clock.today()
    made = getattr(found, "post_file", None)
    if made is None or made.file is None:
        raise Http404
    refusal = permissions.may_mark_posted(request.actor, made, on=today, at=clock.now())
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:letter_round", round_id)
    form = bind_form(request, PostedForm, initial={"posted_on": today})
    if form.is_valid():
        day = form.cleaned_data["posted_on"]
        try:
            services.mark_posted(post_file=made, on=day, actor=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error("posted_on", str(refused.refusal))
        else:
            messages.success(request, _("The letters are marked as posted."))
            return redirect("compliance:letter_round", round_id)
    context = {"found": found, "post_file": made, "form": form}
    return render(request, "compliance/letters/posted.html", context)


def _find(request, round_id: int):
    return get_object_or_404(reads.rounds_visible_to(request.actor), pk=round_id)
