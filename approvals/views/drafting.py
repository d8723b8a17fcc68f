"""A provider writes an application: first section, task list, sections, check answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import permissions, queries, rules, services, workflow
from approvals.enums import ApplicationStatus, Section
from approvals.forms import SECTION_FORMS, AboutForm, SectionForm
from approvals.models import CetApplication
from approvals.queries import drafting as queries_drafting
from approvals.views import pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refused


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
    """The page of a draft: five sections and how far each has come."""
    found = _problems(application)
    values = queries.values_of(application)
    may_write = permissions.may_write(request.actor, application, at=clock.now()) is None
    tasks = []
    for section in Section:
        state = rules.state_of(section, values, found)
        wrong = [problem.sentence for problem in found if problem.section == section]
        tasks.append(
            {
                "title": section.label,
                "url": reverse("approvals:section", args=[application.c_number, section])
                if may_write
                else "",
                "status": state.value,
                "hint": wrong[-1] if state == "PROBLEM" else "",
            }
        )
    context = {
        "application": application,
        "tasks": tasks,
        "done": sum(task["status"] == "DONE" for task in tasks),
        "ready": not found,
        "open": workflow.application.open_to(application, actor=request.actor, at=clock.now()),
        "may_write": may_write,
    }
    return render(request, "approvals/application_draft.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def section(request, c_number: str, section: str):
    """One section. Saved as far as it has come; what does not fit stays on the page."""
    application = pages.find(request.actor, c_number)
    if section not in SECTION_FORMS:
        raise Http404
    initial = {**queries.values_by_section(application), "version": application.version}
    form = bind_form(request, SECTION_FORMS[section], initial=initial)
    context: dict[str, Any] = {
        "application": application,
        "section": Section(section),
        "cancel": _after_section(request, application),
    }
    wants_more = "add" in request.POST
    if request.method == "POST" and form.is_valid() and not wants_more:
        try:
            _save(request, application, form)
        except services.EditedMeanwhile as meanwhile:
            context |= _second_editor(request, section, form, meanwhile.current)
            if not context["differences"]:
                return redirect(context["cancel"])
            form = context["form"]
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            messages.success(
                request, _("“%(section)s” is saved.") % {"section": Section(section).label}
            )
            return redirect(context["cancel"])
    elif request.method != "POST":
        refusal = permissions.may_write(request.actor, application, at=clock.now())
        if refusal and not form.was_kept:
            messages.info(request, str(refusal))
            return redirect("approvals:application", c_number)
        context["errors"] = [str(refusal)] if refusal else []
    return render(request, "approvals/section.html", {**context, "form": form})


def _save(request, application: CetApplication, form: SectionForm) -> None:
    services.save_section(
        application=application,
        version=form.saved_version(),
        values=form.values(),
        objectives=form.objectives(),
        actor=request.actor,
        at=clock.now(),
    )


def _after_section(request, application: CetApplication) -> str:
    back = "check" if request.GET.get("back") == "check" else "application"
    return reverse(f"approvals:{back}", args=[application.c_number])


def _second_editor(request, section: str, form: SectionForm, current: CetApplication) -> dict:
    """The form again with what was typed and the new version, and both values where they differ.

    Saving it again is then a deliberate act. Nothing differs: the same text arrived twice.
    """
    saved, typed, names = queries.values_by_section(current), form.typed(), pages.unit_names()
    differences = [
        {
            "label": pages.label_of(section, name),
            "saved": pages.shown(name, saved[name], names),
            "typed": pages.shown(name, typed[name], names),
        }
        for name in rules.FIELDS[section]
        if (saved[name] or None) != (typed[name] or None)
    ]
    data = request.POST.copy()
    data["version"] = current.version
    again: Any = SECTION_FORMS[section](data, initial={**saved, "version": current.version})
    say_what_is_missing(again)
    again.was_kept = False
    return {"form": again, "differences": differences, "current": current}


@require_safe
@access(Permission.APPLICATION_WRITE, Permission.APPLICATION_READ)
def check(request, c_number: str):
    """All answers with a way to change each, what is missing, and the declaration."""
    application = pages.find(request.actor, c_number)
    if application.status != ApplicationStatus.DRAFT:
        return redirect("approvals:application", c_number)
    may_write = permissions.may_write(request.actor, application, at=clock.now()) is None
    context = {
        "application": application,
        "cards": pages.cards(application, change=may_write),
        "problems": [
            {
                "sentence": problem.sentence,
                "url": pages.field_address(application, problem.section, problem.field)
                if may_write
                else "",
            }
            for problem in _problems(application)
        ],
        "refusal": workflow.application.refusal(
            application, "submit", actor=request.actor, at=clock.now()
        ),
    }
    return render(request, "approvals/check.html", context)


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


def _problems(application: CetApplication) -> list[rules.Problem]:
    return rules.problems(queries.values_of(application), queries_drafting.reference())
