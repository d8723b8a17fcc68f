"""An approver asks the provider for information."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from approvals import queries, services, workflow
from approvals.forms import AskForm
from approvals.models import CetApplication
from approvals.views import pages
from approvals.views.gone import lead_to_queue
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_DECIDE)
@lead_to_queue
def ask(request, c_number: str):
    """Several questions, each about a section. "add" gives room for one more."""
    found = pages.find(request.actor, c_number)
    form = bind_form(request, AskForm, initial={"section": request.GET.get("section", "")})
    errors = []
    if request.method == "POST" and form.is_valid() and AskForm.ADD not in request.POST:
        questions = form.questions()
        try:
            services.ask_information(
                application=found, questions=questions, actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            pages.find(request.actor, c_number)  # gone, it is led to the queue
            if _asked_already(found, questions):
                messages.info(request, str(refused.refusal))
                return redirect("approvals:review", c_number)
            errors = [str(refused.refusal)]
        else:
            sent = ngettext(
                "Your question has been sent to the provider.",
                "Your %(number)d questions have been sent to the provider.",
                len(questions),
            )
            messages.success(request, sent % {"number": len(questions)})
            return redirect("approvals:review", c_number)
    elif request.method != "POST":
        refusal = workflow.application.refusal(found, "ask", actor=request.actor, at=clock.now())
        if refusal and not form.was_kept:
            messages.info(request, str(refusal))
            return redirect("approvals:review", c_number)
        errors = [str(refusal)] if refusal else []
    context = {"application": found, "form": form, "errors": errors}
    return render(request, "approvals/ask.html", context)


def _asked_already(application: CetApplication, questions: list[tuple[str, str]]) -> bool:
    """The same questions arrived a moment ago: a double click."""
    return [(each.section, each.text) for each in queries.open_questions(application)] == questions
