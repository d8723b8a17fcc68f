"""The review of one application: it and the criteria side by side, judged as far as one comes."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from approvals import permissions, queries, rules, services
from approvals.enums import ApplicationStatus, Verdict
from approvals.forms import JudgeForm, NoteForm, WordsForm
from approvals.models import CetApplication
from approvals.queries import past, precedents
from approvals.views import case, pages
from approvals.views.gone import lead_to_queue
from approvals.views.precedents import precedent_cards
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.actor import Actor
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refused
from cet_portal.scheme import queries as scheme_queries


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
@lead_to_queue
def review(request, c_number: str):
    """Read and judge. POST keeps the judgements; "rest" judges what is open as met."""
    found = pages.find(request.actor, c_number)
    refusal = _refusal(found, request.actor)
    form = judge_form(request, found)
    context: dict[str, Any] = {"errors": []}
    if request.method == "POST" and form.is_valid():
        rest = Verdict.MET if request.POST.get("then") == "rest" else ""
        try:
            _keep(request, found, form.judged(rest=rest), form.cleaned_data["seen"])
        except services.JudgedMeanwhile:
            context |= _second_window(request, found, form)
            if not context["differences"]:
                return redirect(_after(request, found))
            form = context["form"]
        except Refused as refused:
            found = pages.find(request.actor, c_number)  # gone, it is led to the queue
            context["errors"] = [str(refused.refusal)]
        else:
            messages.success(request, _("Your judgements are saved."))
            return redirect(_after(request, found))
    elif form.was_kept and refusal:
        context["errors"] = [str(refusal)]
    shows_form = refusal is None or form.is_bound
    context = {
        **case.case_context(found, request.actor),
        "appeal": past.appeal_of(found),
        "notes": past.notes_of(found),
        "note_form": NoteForm(),
        "precedents": precedent_cards(precedents.similar_to(found, request.actor, most=3)),
        "words_form": WordsForm(),
        "form": form if shows_form else None,
        **context,
    }
    return render(request, "approvals/review.html", context)


def judge_form(request, application: CetApplication) -> JudgeForm:
    """The criteria with what this approver judged so far."""
    actor, stage = request.actor, queries.stage_of(application)
    return bind_form(
        request,
        JudgeForm,
        criteria=list(scheme_queries.criteria()),
        audiences=application.audiences,
        kept=queries.judged_by(application, actor.user_id, stage),
        initial={"seen": queries.last_judged(application, actor.user_id, stage)},
    )


def _refusal(application: CetApplication, actor: Actor):
    """Why this approver cannot judge now."""
    if application.status in (ApplicationStatus.IN_REVIEW, ApplicationStatus.UNDER_APPEAL):
        return permissions.may_decide(actor, application, at=clock.now())
    return _("The application does not wait for your decision.")


def _keep(request, application: CetApplication, judged: list[rules.Judged], seen: str) -> None:
    stage = queries.stage_of(application)
    before = {
        (each.criterion, each.audience): each
        for each in queries.judged_by(application, request.actor.user_id, stage)
    }
    services.judge(
        application=application,
        # What was never touched makes no row; what was emptied again does.
        judged=[
            each
            for each in judged
            if each.verdict or each.sentence or (each.criterion, each.audience) in before
        ],
        seen=seen,
        actor=request.actor,
        at=clock.now(),
    )


def _after(request, application: CetApplication) -> str:
    """ "Save" stays on the page; the other two buttons lead to the decision."""
    page = "review" if request.POST.get("then") == "stay" else "decide"
    return reverse(f"approvals:{page}", args=[application.c_number])


def _second_window(request, application: CetApplication, form: JudgeForm) -> dict[str, Any]:
    """The form again with what was typed, and what was saved in the other window meanwhile."""
    stage = queries.stage_of(application)
    kept = queries.judged_by(application, request.actor.user_id, stage)
    saved = {(each.criterion, each.audience): each for each in kept}
    typed = form.judged()
    differences = []
    for line, now in zip(form.lines(), typed, strict=True):
        then = saved.get((now.criterion, now.audience)) or rules.Judged(
            now.criterion, "", "", now.audience
        )
        if (then.verdict, then.sentence) != (now.verdict, now.sentence):
            differences.append(
                {
                    "label": f"{line.criterion.name} {line.audience_label}".strip(),
                    "saved": _in_words(then),
                    "typed": _in_words(now),
                }
            )
    data = request.POST.copy()
    data["seen"] = queries.last_judged(application, request.actor.user_id, stage)
    again = JudgeForm(
        data,
        criteria=list(scheme_queries.criteria()),
        audiences=application.audiences,
        kept=kept,
    )
    say_what_is_missing(again)
    again.was_kept = False
    return {"form": again, "differences": differences}


def _in_words(judged: rules.Judged) -> str:
    verdict = str(Verdict(judged.verdict).label) if judged.verdict else ""
    return "\n".join(filter(None, (verdict, judged.sentence)))


@require_POST
@access(Permission.APPLICATION_DECIDE, Permission.APPROVAL_MANAGE)
def note(request, c_number: str):
    """Add a private note. What does not fit comes back on a page of its own."""
    found = pages.find(request.actor, c_number)
    form = bind_form(request, NoteForm)
    if form.is_valid():
        services.add_note(
            application=found,
            text=form.cleaned_data["text"],
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(request, _("The note is kept."))
        return redirect(f"{note_page(request.actor, c_number)}#notes")
    context = {"application": found, "form": form, "back": note_page(request.actor, c_number)}
    return render(request, "approvals/note.html", context)


def note_page(actor: Actor, c_number: str) -> str:
    """The page of the case on which this reader sees its notes."""
    decides = actor.may(Permission.APPLICATION_DECIDE)
    page = "review" if decides else "staff_application"
    return reverse(f"approvals:{page}", args=[c_number])
