"""A provider writes an application: first section, task list, check answers, submitting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import permissions, queries, rules, services, workflow
from approvals.enums import ApplicationStatus, Section, SectionState
from approvals.forms import AboutForm
from approvals.models import CetApplication
from approvals.queries import drafting as reads
from approvals.views import answers, linked, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.scheme import limits
from providers.queries import names_to_ask


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def application_new(request):
    """The first section; saving it gives the C-number."""
    form = bind_form(request, AboutForm)
    if request.method == "POST" and form.is_valid():
        application = services.create_draft(
            provider_id=request.actor.tenant_id,
            values=form.values(),
            actor=request.actor,
            at=clock.now(),
        )
        messages.success(
            request,
            _("Your draft is saved. Its number is %(number)s.") % {"number": application.c_number},
        )
        return redirect("approvals:application", application.c_number)
    context = {"form": form, "section": Section.ABOUT}
    return render(request, "approvals/application_new.html", context)


def task_list(request, application: CetApplication):
    """The page of a draft: its sections, how far each has come, and what to look at."""
    values = queries.values_of(application)
    found = rules.problems(values, reads.reference())
    at = clock.now()
    may_write = permissions.may_write(request.actor, application, at=at) is None
    tasks = [_task(application, section, values, found, may_write) for section in Section]
    context = {
        "application": application,
        "tasks": tasks,
        "done": sum(task["status"] == SectionState.DONE for task in tasks),
        "ready": not rules.errors(found),
        "problems": answers.problem_lines(
            rules.contradictions(values, found), _ways(application, may_write, back="")
        ),
        "open": workflow.application.open_to(application, actor=request.actor, at=at),
        "may_write": may_write,
        "linked": linked.links(application, request.actor),
    }
    return render(request, "approvals/application_draft.html", context)


def _ways(
    application: CetApplication, may_write: bool, *, back: str
) -> Callable[[rules.Problem], str]:
    """From a problem to the address of its field; nowhere for those who only read."""

    controls = answers.Controls()

    def way(problem: rules.Problem) -> str:
        if not may_write:
            return ""
        return answers.field_address(
            application,
            problem.section,
            problem.field,
            back=back,
            control=controls.of(problem),
        )

    return way


def _task(
    application: CetApplication,
    section: Section,
    values: dict[str, Any],
    found: list[rules.Problem],
    may_write: bool,
) -> dict[str, Any]:
    state = rules.state_of(section, values, found, saved=application.sections_saved)
    own = [problem for problem in found if problem.section == section]
    said = rules.contradictions(values, own)
    return {
        "title": section.label,
        "url": reverse("approvals:section", args=[application.c_number, section])
        if may_write
        else "",
        "status": state.value,
        "hint": said[0].sentence if said else "",
    }


@require_safe
@access(Permission.APPLICATION_WRITE, Permission.APPLICATION_READ)
def check(request, c_number: str):
    """All answers with a way to change each, what is missing, and the declaration."""
    application = pages.find(request.actor, c_number)
    if application.status != ApplicationStatus.DRAFT:
        return redirect("approvals:application", c_number)
    at = clock.now()
    may_write = permissions.may_write(request.actor, application, at=at) is None
    found = rules.problems(queries.values_of(application), reads.reference())
    context = {
        "application": application,
        "cards": answers.cards(application, change=list(Section) if may_write else ()),
        "problems": answers.problem_lines(found, _ways(application, may_write, back="check")),
        "refusal": workflow.application.refusal(application, "submit", actor=request.actor, at=at),
        "may_tell": permissions.may_tell_ready(request.actor, application, at=at) is None,
        "names": get_text_list(names_to_ask(application.provider_id), _("or")),
        "limits": limits,
    }
    return render(request, "approvals/check.html", context)


@require_POST
@access(Permission.APPLICATION_WRITE)
def ready(request, c_number: str):
    """An author tells those who can submit that the draft is ready."""
    application = pages.find(request.actor, c_number)
    names = get_text_list(names_to_ask(application.provider_id), _("and"))
    pages.attempt(
        request,
        lambda: services.tell_ready(application=application, actor=request.actor, at=clock.now()),
        _("%(names)s got a message that %(number)s is ready to be submitted.")
        % {"names": names, "number": c_number},
    )
    return redirect("approvals:check", c_number)


@require_POST
@access(Permission.APPLICATION_SUBMIT)
def submit(request, c_number: str):
    """Declare and submit. What stands against it is on the check page."""
    application = pages.find(request.actor, c_number)
    submitted = pages.attempt(
        request,
        lambda: services.submit(application=application, actor=request.actor, at=clock.now()),
    )
    if submitted:
        state_page = reverse("approvals:application", args=[c_number])
        return redirect(f"{state_page}?submitted=now")
    # The check page lists what stands against it, and leads on if it was submitted meanwhile.
    return redirect("approvals:check", c_number)
