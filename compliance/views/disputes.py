"""Disputed records of a cycle: the registrant's pages, and those of staff."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from compliance import permissions, services, workflow
from compliance.enums import DISPUTE_OPEN, LetterKind
from compliance.forms import DetermineForm, DisputeFilter, DocumentForm, LodgeForm
from compliance.models import CycleDispute
from compliance.queries import disputes as reads
from compliance.queries import disputing_for_them as for_them
from compliance.queries import letters
from compliance.queries.removal_state import taken_back_for
from compliance.rules import Period
from compliance.rules.disputes import determination_due, documents_due, last_day_to_dispute
from compliance.views.asked_already import dispute_there
from compliance.views.cycle_asked import cycle_named, ended_names
from compliance.views.done_for_them import timeline
from compliance.views.removal_beside import removal_beside
from compliance.views.told import is_told, told_words

BOTH = (Permission.STATEMENT_READ_OWN, Permission.CASE_SETTLE)


def _find(request, dispute_id: int) -> CycleDispute:
    return get_object_or_404(reads.disputes_visible_to(request.actor), pk=dispute_id)


@access(Permission.STATEMENT_READ_OWN)
def lodge(request):
    """ "This record is wrong": what happens and by when, and the form."""
    period, today = cycle_named(request.GET.get("cycle", "")), clock.today()
    there = reads.dispute_of(request.actor, period.name)
    form, at = bind_form(request, LodgeForm), clock.now()
    if there and there.status in DISPUTE_OPEN:
        if form.is_bound:
            return dispute_there(request, form, there, at=at)
        return redirect("compliance:dispute", there.pk)
    refusal = permissions.may_lodge(request.actor, period, today=today)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.lodge(
                period=period,
                words=form.cleaned_data["words"],
                files=[file] if file else [],
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if made.made_at != at:
                return dispute_there(request, form, made, at=at)
            messages.success(request, _("Your dispute is lodged."))
            return redirect("compliance:dispute", made.pk)
    due = documents_due(period, today)
    return render(
        request,
        "compliance/dispute_new.html",
        {
            "period": period,
            "refusal": refusal if not form.is_bound else None,
            "form": form,
            "last_day": last_day_to_dispute(period),
            "documents_due": due,
            "decide_by": determination_due(period, due),
            **removal_beside(request.actor.person_id, period.name),
        },
    )


@access(*BOTH)
def dispute(request, dispute_id):
    """Where it stands, its documents, and what can be done."""
    found, at = _find(request, dispute_id), clock.now()
    form = bind_form(request, DocumentForm)
    if form.is_valid():
        try:
            services.add_file(
                dispute=found, file=form.cleaned_data["file"], actor=request.actor, at=at
            )
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
        else:
            messages.success(request, _("The document is with your dispute."))
            return redirect("compliance:dispute", dispute_id)
    is_own, acts = request.actor.person_id is not None, for_them.acts_in(found)
    return render(
        request,
        "compliance/dispute.html",
        {
            "dispute": found,
            "form": form,
            "too_late": permissions.why_no_documents(found, at=at),
            "files": reads.files_visible_to(request.actor).filter(dispute=found),
            "open": workflow.cycle_dispute.open_to(found, actor=request.actor, at=at),
            "is_own": is_own,
            "lodged": for_them.how_lodged(found),
            "timeline": timeline(acts, is_own=is_own),
            "letters": [] if is_own else letters.letters_about(request.actor, found),
            "refusal": _why_not(request.actor, found, at),
            "keeps_register": request.actor.may(Permission.REGISTER_KEEP),
            "lines": reads.lines_of(found, cycle_named(found.cycle)).filter(pk__in=found.lines),
            "taken_back": taken_back_for(found),
            **removal_beside(found.registrant_id, found.cycle),
        },
    )


def _why_not(actor, found: CycleDispute, at):
    """To a CET manager who acted for the registrant in it: that another determines it."""
    if not (found.is_open and actor.may(Permission.DISPUTE_DECIDE)):
        return None
    return permissions.may_determine(actor, found, at=at)


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def send(request, dispute_id):
    """Everything is there."""
    services.send(dispute=_find(request, dispute_id), actor=request.actor, at=clock.now())
    messages.success(request, _("The registrar has your dispute now."))
    return redirect("compliance:dispute", dispute_id)


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def withdraw(request, dispute_id):
    """Take it back."""
    services.withdraw(dispute=_find(request, dispute_id), actor=request.actor, at=clock.now())
    messages.success(request, _("Your dispute is withdrawn."))
    return redirect("compliance:dispute", dispute_id)


@access(Permission.CASE_SETTLE)
def determine(request, dispute_id):
    """The record, and the form of the registrar; others of staff read why they may not."""
    found, at = _find(request, dispute_id), clock.now()
    refusal = workflow.cycle_dispute.refusal(found, "dismiss", actor=request.actor, at=at)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:dispute", dispute_id)
    period = cycle_named(found.cycle)
    form = bind_form(
        request,
        DetermineForm,
        late=list(reads.to_count(found, period)),
        standing=list(reads.standing_of(found, period)),
    )
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        if "sure" not in request.POST:
            checked = _checked(request, found, period, form, at)
            if checked is not None:
                return checked
        elif _determined(request, found, period, form, at):
            return redirect("compliance:dispute", dispute_id)
    context = {
        "dispute": found,
        "form": form,
        "lodged": for_them.how_lodged(found),
        "is_told": is_told(found.registrant_id),
        **removal_beside(found.registrant_id, found.cycle),
    }
    return render(request, "compliance/dispute_determine.html", context)


def _checked(request, found: CycleDispute, period: Period, form, at):
    """The page that says what it would do to the record; None if it is refused."""
    effect = None
    said = {"reason": form.cleaned_data["reason"], "actor": request.actor, "at": at}
    if form.cleaned_data["decision"] == DetermineForm.UPHOLD:
        try:
            effect = services.preview_uphold(dispute=found, period=period, **form.changes(), **said)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return None
    typed = [
        (name, value)
        for name in ("decision", "accept", "add", "reverse", "reason")
        for value in request.POST.getlist(name)
    ]
    context = {
        "dispute": found,
        "effect": effect,
        "typed": typed,
        "reason": form.cleaned_data["reason"],
        "chosen": _chosen(form),
        "lodged": for_them.how_lodged(found),
        **removal_beside(found.registrant_id, found.cycle),
    }
    return render(request, "compliance/dispute_check.html", context)


def _chosen(form) -> list[tuple[str, list[str]]]:
    """What was ticked and typed, in the words of the form."""
    found = []
    for name in ("accept", "add", "reverse"):
        values = form.cleaned_data.get(name)
        if values:
            field = form.fields[name]
            labels = dict(getattr(field, "choices", ()))
            found.append((str(field.label), [str(labels.get(each, each)) for each in values]))
    return found


def _determined(request, found: CycleDispute, period: Period, form, at) -> bool:
    said = {"reason": form.cleaned_data["reason"], "actor": request.actor, "at": at}
    try:
        if form.cleaned_data["decision"] == DetermineForm.UPHOLD:
            services.uphold(dispute=found, period=period, **form.changes(), **said)
        else:
            services.dismiss(dispute=found, **said)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, told_words(found.registrant_id))
    return True


@require_safe
@access(Permission.CASE_SETTLE)
def disputes(request):
    """All disputed records, those that are open first."""
    form = DisputeFilter(request.GET, cycles=ended_names())
    form.is_valid()
    found = form.cleaned_data
    rows = reads.dispute_list(
        request.actor, status=found.get("status") or "", cycle=found.get("cycle") or ""
    )
    context = {
        "form": form,
        "page": page_of(request, rows),
        "to_post": letters.collecting(request.actor, LetterKind.DETERMINED),
    }
    return render(request, "compliance/disputes.html", context)


@require_safe
@access(*BOTH)
def dispute_file(request, dispute_id, dispute_file_id):
    """A document, to be saved."""
    seen = reads.files_visible_to(request.actor).filter(dispute_id=dispute_id)
    return uploads.download(get_object_or_404(seen, pk=dispute_file_id).file)
