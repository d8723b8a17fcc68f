"""The provider answers: every question, and the sections asked about; then all at once."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals import queries, rules, services, workflow
from approvals.forms import AnswersForm
from approvals.models import CetApplication
from approvals.queries import drafting
from approvals.views import closed, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refusal, Refused


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def answer(request, c_number: str):
    """Save, save and change a section ("edit"), or send ("send") when all is answered."""
    found = pages.find(request.actor, c_number)
    questions = list(queries.open_questions(found))
    refusal = workflow.application.refusal(found, "answer", actor=request.actor, at=clock.now())
    form = bind_form(request, AnswersForm, questions=questions, initial={"version": found.version})
    context: dict[str, Any] = {"errors": []}
    if refusal:
        return _closed(request, found, form, refusal)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, found, form, form.saved_version())
        except services.EditedMeanwhile as meanwhile:
            context |= _second_editor(request, form, meanwhile.current)
            form = context.get("form", form)
        except Refused as refused:  # while this was on its way
            found = pages.find(request.actor, c_number)
            return _closed(request, found, form, refused.refusal)
        if not context.get("differences"):
            response = _next(request, found, form)
            if response:
                return response
    context = {
        "application": found,
        "form": form,
        "changeable": queries.sections_asked_about(found),
        "problems": _problems(found),
        **context,
    }
    return render(request, "approvals/answer.html", context)


def _closed(request, application: CetApplication, form: AnswersForm, refusal: Refusal):
    """What was typed, to copy it; without anything typed back to the application."""
    sentence = closed.after_the_last_day(application) or str(refusal)
    typed = closed.typed_answers(application, form.data) if form.is_bound else []
    if not typed:
        messages.info(request, sentence)
        return redirect("approvals:application", application.c_number)
    heading = _("The answers can not be sent")
    return closed.page(request, application, heading=heading, sentence=sentence, typed=typed)


def _save(request, application: CetApplication, form: AnswersForm, version: int) -> None:
    services.save_answers(
        application=application,
        version=version,
        answers=form.answers(),
        actor=request.actor,
        at=clock.now(),
    )


def _next(request, application: CetApplication, form: AnswersForm):
    """Where the button leads once the answers are saved; None to stay with what is missing."""
    c_number, section = application.c_number, request.POST.get("edit", "")
    if section in queries.sections_asked_about(application):
        return redirect("approvals:section", c_number, section)
    if "send" not in request.POST:
        messages.success(request, _("Your answers are saved. They are not sent yet."))
        return redirect("approvals:answer", c_number)
    if not form.require_all() or _problems(application):
        return None
    sent = pages.attempt(
        request,
        lambda: services.answer(application=application, actor=request.actor, at=clock.now()),
    )
    if not sent:
        return redirect("approvals:answer", c_number)
    if pages.find(request.actor, c_number).approver_id:
        messages.success(request, _("Your answers have been sent to the approver."))
    else:
        words = _("Your answers have been sent. GOC staff are finding an approver to read them.")
        messages.success(request, words)
    return redirect("approvals:application", c_number)


def _problems(application: CetApplication) -> list[dict[str, str]]:
    """What stands against sending, with a link where the section may be changed."""
    application.refresh_from_db()
    asked = queries.sections_asked_about(application)
    found = rules.errors(rules.problems(queries.values_of(application), drafting.reference()))
    return [
        {
            "sentence": str(problem.sentence),
            "url": reverse("approvals:section", args=[application.c_number, problem.section])
            if problem.section in asked
            else "",
        }
        for problem in found
    ]


def _second_editor(request, form: AnswersForm, current: CetApplication) -> dict[str, Any]:
    """Somebody saved meanwhile. Other sections only: the answers are kept all the same.

    The same answer otherwise: both texts side by side, and saving again is a deliberate act.
    """
    questions = list(queries.open_questions(current))
    over = form.written_over(questions)
    if not over:
        _save(request, current, form, current.version)
        return {}
    data = request.POST.copy()
    data["version"] = current.version
    fresh = AnswersForm(questions=questions)
    for question in questions:
        name = f"seen_{question.pk}"
        data[name] = fresh.fields[name].initial
    again = AnswersForm(data, questions=questions)
    say_what_is_missing(again)
    again.was_kept = False
    typed = form.answers()
    return {
        "form": again,
        "current": current,
        "differences": [
            {"label": each.text, "saved": each.answer, "typed": typed.get(each.pk, "")}
            for each in over
        ],
    }
