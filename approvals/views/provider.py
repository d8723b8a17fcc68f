"""A provider's applications: the page of one, withdrawing."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals import queries, services, workflow
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries import past
from approvals.views import case, drafting, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.scheme import limits


@require_safe
@access(Permission.APPLICATION_READ)
def application(request, c_number: str):
    """A draft as a task list; afterwards its state, the exchange, the decision, the history."""
    found = pages.find(request.actor, c_number)
    if request.actor.tenant_id is None:
        decides = request.actor.may(Permission.APPLICATION_DECIDE)
        return redirect("approvals:review" if decides else "approvals:staff_application", c_number)
    if found.status == ApplicationStatus.DRAFT:
        return drafting.task_list(request, found)
    context = case.case_context(found, request.actor)
    waits = found.round == 1 and found.status in CetApplication.WITH_THE_APPROVER
    context |= {
        "is_new": waits and "submitted" in request.GET,
        "appeal": past.appeal_of(found),
        "appeal_draft": past.appeal_draft(request.actor, found),
        "limits": limits,
        "renewal": queries.live_renewal_of(found),
    }
    return render(request, "approvals/application.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_SUBMIT)
def withdraw(request, c_number: str):
    """What withdrawing does, and the button for it."""
    found = pages.find(request.actor, c_number)
    if request.method == "POST":
        pages.attempt(
            request,
            lambda: services.withdraw(application=found, actor=request.actor, at=clock.now()),
            _("%(number)s is withdrawn.") % {"number": c_number},
        )
        return redirect("approvals:application", c_number)
    refusal = workflow.application.refusal(found, "withdraw", actor=request.actor, at=clock.now())
    context = {"application": found, "refusal": refusal, "consequences": _consequences(found)}
    return render(request, "approvals/withdraw.html", context)


def _consequences(found) -> list[str]:
    sentences = [
        _("%(number)s, “%(title)s”, will not be approved and cannot be changed any more.")
        % {"number": found.c_number, "title": found.title},
        _("Its number is never used again. You can start a new application at any time."),
    ]
    if found.status != ApplicationStatus.DRAFT:
        sentences.insert(1, _("It leaves the queue of the approvers, and nobody reviews it."))
    return sentences
