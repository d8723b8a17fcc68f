"""Exceptions: the registrant's pages, and those of the CET manager."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from compliance import permissions, queries, services, workflow
from compliance.enums import ExceptionStatus, Factor, LetterKind, Speaks
from compliance.forms.exceptions import (
    AskExceptionForm,
    DecideExceptionForm,
    EvidenceForm,
    ExceptionFilter,
    LeaveForm,
)
from compliance.models import ExceptionRequest
from compliance.queries import exceptions as reads
from compliance.queries import letters, removing
from compliance.queries.assisting import acts_for
from compliance.queries.removal_state import taken_back_for
from compliance.rules import Period
from compliance.rules.exceptions import decision_due, evidence_due
from compliance.rules.timetable import exceptions_between
from compliance.views.asked_already import exception_there
from compliance.views.cycle_asked import cycle_named, ended_names
from compliance.views.done_for_them import timeline
from compliance.views.removal_beside import removal_beside
from compliance.views.told import is_told, told_words

BOTH = (Permission.STATEMENT_READ_OWN, Permission.DISPUTE_DECIDE)
COLUMNS = (
    (gettext_lazy("Request"), "reference"),
    (gettext_lazy("Registrant"), lambda row: str(row.registrant)),
    (gettext_lazy("Number"), "number"),
    (gettext_lazy("Cycle"), "cycle"),
    (gettext_lazy("Ground"), "get_ground_display"),
    (gettext_lazy("Status"), "get_status_display"),
    (gettext_lazy("Due"), "due_on"),
)


def _find(request, exception_id: int) -> ExceptionRequest:
    return get_object_or_404(reads.exceptions_visible_to(request.actor), pk=exception_id)


@require_safe
@access(*BOTH)
def exceptions(request):
    """One's own requests; for the CET manager all, those that are open first."""
    is_own = request.actor.person_id is not None
    form = ExceptionFilter(request.GET, cycles=ended_names())
    form.is_valid()
    found = form.cleaned_data
    rows = reads.exception_list(
        request.actor,
        status=found.get("status") or "",
        ground=found.get("ground") or "",
        cycle=found.get("cycle") or "",
    )
    if exports.wanted(request):
        return exports.csv_response(_("exceptions"), COLUMNS, rows)
    today = clock.today()
    context = {
        "form": form,
        "page": page_of(request, rows),
        "is_own": is_own,
        "to_post": letters.collecting(request.actor, LetterKind.DECIDED),
        "to_ask": reads.cycle_to_ask(request.actor.person_id, today, queries.periods(today))
        if is_own
        else None,
    }
    return render(request, "compliance/exceptions/list.html", context)


@access(Permission.STATEMENT_READ_OWN)
def ask(request):
    """What happens and by when, and the form."""
    period, today = cycle_named(request.GET.get("cycle", "")), clock.today()
    person = request.actor.person_id
    asked = reads.asked_of(person, period.name)
    form, at = bind_form(request, AskExceptionForm), clock.now()
    if asked.open:
        if form.is_bound:
            return exception_there(request, form, asked.open, at=at)
        return redirect("compliance:exception", asked.open.pk)
    refusal = permissions.may_ask_exception(request.actor, period, person=person, today=today)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = services.ask_exception(
                period=period,
                ground=said["ground"],
                words=said["words"],
                leave=[(said["start"], said["end"])] if said["start"] else [],
                files=[said["file"]] if said["file"] else [],
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if made.made_at != at:
                return exception_there(request, form, made, at=at)
            messages.success(request, _("Your request is with us. You can add evidence now."))
            return redirect("compliance:exception", made.pk)
    first, last = exceptions_between(period)
    due = evidence_due(today)
    context = {
        "period": period,
        "refusal": refusal if not form.is_bound else None,
        "form": form,
        "first_day": first,
        "last_day": last,
        "evidence_due": due,
        "decide_by": decision_due(due),
        "standing": asked.standing,
        "met_in": removing.run_that_met(person, period.name),
        **removal_beside(person, period.name),
    }
    return render(request, "compliance/exceptions/new.html", context)


@access(*BOTH)
def exception(request, exception_id):
    """Where it stands, its evidence, and what can be done."""
    found, at = _find(request, exception_id), clock.now()
    is_own = request.actor.person_id is not None
    asked = reads.asked_of(found.registrant_id, found.cycle)
    form = bind_form(request, EvidenceForm)
    if form.is_valid():
        try:
            services.add_evidence(
                request=found, file=form.cleaned_data["file"], actor=request.actor, at=at
            )
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
        else:
            messages.success(request, _("The document is with your request."))
            return redirect("compliance:exception", exception_id)
    context = {
        "asked": found,
        "form": form,
        "too_late": permissions.why_no_evidence(found, at=at),
        "files": reads.exception_files_visible_to(request.actor).filter(request=found),
        "leave": found.leave.standing(),
        "changed_leave": found.leave.changed(),
        "open": workflow.exception_request.open_to(found, actor=request.actor, at=at),
        "is_own": is_own,
        "again_until": _again_until(found, asked),
        "standing": _other_standing(found, asked),
        "refusal": None if is_own else _may_not_decide(request.actor, found, at),
        "timeline": timeline(acts_for(found), is_own=is_own),
        "letters": [] if is_own else letters.letters_about(request.actor, found),
        "taken_back": taken_back_for(found),
        "keeps_register": request.actor.may(Permission.REGISTER_KEEP),
        **removal_beside(found.registrant_id, found.cycle),
    }
    return render(request, "compliance/exceptions/one.html", context)


def _other_standing(found: ExceptionRequest, asked: reads.Asked) -> ExceptionRequest | None:
    """What stands beside an open request, or instead of one that was decided before it."""
    is_over = found == asked.standing or found.status == ExceptionStatus.WITHDRAWN
    return None if is_over else asked.standing


def _again_until(found: ExceptionRequest, asked: reads.Asked):
    """After a refusal that stands: the last day on which the same can be asked for once more,
    unless past, or asked already."""
    last = exceptions_between(cycle_named(found.cycle))[1]
    is_refused = found == asked.standing and found.status == ExceptionStatus.NOT_EXCUSED
    return last if is_refused and not asked.open and clock.today() <= last else None


def _may_not_decide(actor, found: ExceptionRequest, at):
    """Why the CET manager may not decide what waits for a decision, if so."""
    if found.status != ExceptionStatus.WITH_MANAGER:
        return None
    return permissions.may_decide_exception(actor, found, at=at)


@access(Permission.STATEMENT_READ_OWN)
def leave(request, exception_id):
    """Another time on leave."""
    found, at = _find(request, exception_id), clock.now()
    refusal = permissions.why_no_evidence(found, at=at)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:exception", exception_id)
    form = bind_form(request, LeaveForm)
    if form.is_valid():
        try:
            services.add_leave(
                request=found,
                period=cycle_named(found.cycle),
                start=form.cleaned_data["start"],
                end=form.cleaned_data["end"],
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The leave is on your request."))
            return redirect("compliance:exception", exception_id)
    return render(request, "compliance/exceptions/leave.html", {"asked": found, "form": form})


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def send(request, exception_id):
    """Everything is there."""
    services.send_exception(
        request=_find(request, exception_id), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("The CET manager has your request now."))
    return redirect("compliance:exception", exception_id)


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def withdraw(request, exception_id):
    """Take it back."""
    services.withdraw_exception(
        request=_find(request, exception_id), actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Your request is withdrawn."))
    return redirect("compliance:exception", exception_id)


@access(Permission.DISPUTE_DECIDE)
def decide(request, exception_id):
    """The form of the decision, and the page that says what it will do."""
    found, at = _find(request, exception_id), clock.now()
    refusal = permissions.may_decide_now(
        request.actor, found, at=at
    ) or workflow.exception_request.refusal(found, "refuse", actor=request.actor, at=at)
    if refusal and request.method != "POST":
        messages.info(request, str(refusal))
        return redirect("compliance:exception", exception_id)
    period = cycle_named(found.cycle)
    leasts = reads.leasts(found, period)
    standing = reads.asked_of(found.registrant_id, found.cycle).standing
    lowering = reads.lowering_of(standing)
    form = bind_form(request, DecideExceptionForm, leasts=leasts)
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        if "sure" not in request.POST:
            return _checked(request, found, form, standing)
        if _decided(request, found, period, form, at):
            return redirect("compliance:exception", exception_id)
    context = {
        "asked": found,
        "form": form,
        "standing": standing,
        "short": [
            {"least": each, "words": lowering.words(each.requirement) if lowering else ""}
            for each in leasts
        ],
        **removal_beside(found.registrant_id, found.cycle),
    }
    return render(request, "compliance/exceptions/decide.html", context)


def _checked(request, found: ExceptionRequest, form, standing: ExceptionRequest | None):
    said = form.cleaned_data
    lowered = form.lowered() if said["decision"] == form.LOWER else {}
    shown = [
        {"least": each, "figure": said[f"lowered_{place}"]}
        for place, each in enumerate(form.leasts)
        if lowered and said.get(f"lowered_{place}") is not None
    ]
    context = {
        "asked": found,
        "decision": dict(form.fields["decision"].choices)[said["decision"]],
        "is_told": is_told(found.registrant_id),
        "is_refused": said["decision"] == form.REFUSE,
        "standing": standing,
        "lowered": shown,
        "weighed": [
            {
                "factor": factor.label,
                "speaks": Speaks(said[f"speaks_{factor}"]).label,
                "words": said[f"words_{factor}"],
            }
            for factor in Factor
        ],
        "reason": said["reason"],
        **removal_beside(found.registrant_id, found.cycle),
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "compliance/exceptions/check.html", context)


def _decided(request, found: ExceptionRequest, period: Period, form, at) -> bool:
    try:
        services.decide_exception(
            request=found,
            period=period,
            step=form.cleaned_data["decision"],
            factors=form.factors(),
            lowered=form.lowered(),
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, told_words(found.registrant_id))
    return True


@require_safe
@access(*BOTH)
def exception_file(request, exception_id, exception_file_id):
    """Evidence, to be saved."""
    seen = reads.exception_files_visible_to(request.actor).filter(request_id=exception_id)
    return uploads.download(get_object_or_404(seen, pk=exception_file_id).file)
