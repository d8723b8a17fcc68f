"""The sections of an application, one thing on a page: saved as far as each has come."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals import permissions, queries, rules, services
from approvals.enums import ApplicationStatus, Section
from approvals.forms import SECTION_FORMS, GroundForm, LinesForm, QuestionsForm, SectionForm
from approvals.models import CetApplication
from approvals.queries import drafting as reads
from approvals.views import answers, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_again, bind_form
from cet_portal.core.permissions import Refused
from cet_portal.scheme import limits
from cet_portal.scheme.enums import InteractivityGround


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def section(request, c_number: str, section: str):
    """One section; that of interactivity asks for the ground."""
    application = pages.find(request.actor, c_number)
    if section not in SECTION_FORMS:
        raise Http404
    return _page(request, application, Section(section), SECTION_FORMS[section])


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def questions(request, c_number: str):
    """What the chosen ground of interactivity asks; without one, the page of the ground."""
    application = pages.find(request.actor, c_number)
    if application.ground not in rules.ASKED_FOR_GROUND:
        return redirect("approvals:section", c_number, Section.INTERACTIVITY)
    return _page(request, application, Section.INTERACTIVITY, QuestionsForm)


def back_from(request, application: CetApplication) -> str:
    """Where a section leads when it is done: to the answers while a question is open, else to
    the check page or the task list, whence the reader came."""
    if application.status == ApplicationStatus.INFORMATION_REQUESTED:
        page = "answer"
    else:
        page = "check" if request.GET.get("back") == "check" else "application"
    return reverse(f"approvals:{page}", args=[application.c_number])


def closed(request, application: CetApplication, section: Section) -> str:
    """Why this section cannot be written now; empty if it can."""
    refusal = permissions.may_write(request.actor, application, at=clock.now(), section=section)
    return str(refusal) if refusal else ""


def _page(request, application: CetApplication, section: Section, form_class: type[SectionForm]):
    initial = {**queries.values_by_section(application), "version": application.version}
    form: Any = bind_form(request, form_class, initial=initial)
    context: dict[str, Any] = {
        "application": application,
        "section": section,
        "cancel": back_from(request, application),
        "limits": limits,
    }
    adds = isinstance(form, LinesForm) and form.adds
    if request.method == "POST" and form.is_valid() and not adds:
        try:
            saved = _save(request, application, section, form)
        except services.EditedMeanwhile as meanwhile:
            context |= _second_editor(request, section, form, meanwhile.current)
            if not context["differences"]:
                return redirect(context["cancel"])
            form = context["form"]
        except Refused as refused:
            context["errors"] = [str(refused.refusal)]
        else:
            return redirect(_after(request, section, form, initial, saved))
    elif request.method != "POST":
        refusal = closed(request, application, section)
        if refusal and not form.was_kept:
            messages.info(request, refusal)
            return redirect("approvals:application", application.c_number)
        context["errors"] = [refusal] if refusal else []
        context["problems"] = _problems_here(application, section, form)
    return render(request, "approvals/section.html", {**context, "form": form})


def _save(
    request, application: CetApplication, section: Section, form: SectionForm
) -> CetApplication:
    return services.save_section(
        application=application,
        section=section,
        version=form.saved_version(),
        values=form.values(),
        **form.lists(),
        actor=request.actor,
        at=clock.now(),
    )


def _after(
    request, section: Section, form: SectionForm, before: dict[str, Any], saved: CetApplication
) -> str:
    """The next page: the same one if what was saved contradicts the rules as it did not before,
    the questions of a ground, or back."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    after = queries.values_of(saved)
    reference = reads.reference()
    known = rules.problems({**before, "modality": after["modality"]}, reference)
    new = [
        problem
        for problem in rules.contradictions(after, rules.problems(after, reference))
        if problem.section == section and problem.field in form.typed() and problem not in known
    ]
    words = {"section": section.label}
    if new:
        messages.warning(request, _("“%(section)s” is saved. Look at what stands below.") % words)
        return request.path + query
    messages.success(request, _("“%(section)s” is saved.") % words)
    if isinstance(form, GroundForm):
        _say_what_is_kept(request, before, saved)
        if saved.ground in rules.ASKED_FOR_GROUND:
            return reverse("approvals:questions", args=[saved.c_number]) + query
    return back_from(request, saved)


def _say_what_is_kept(request, before: dict[str, Any], saved: CetApplication) -> None:
    """Another ground asks other questions: what was answered before is neither asked nor lost."""
    asked = rules.asked(Section.INTERACTIVITY, {"ground": saved.ground})
    dropped = set(rules.ASKED_FOR_GROUND.get(before["ground"], ())) - set(asked)
    if any(before[field] for field in dropped):
        label = InteractivityGround(before["ground"]).label
        messages.info(
            request,
            _(
                "What you answered for “%(ground)s” is kept, and is not part of the application "
                "unless you choose it again."
            )
            % {"ground": label},
        )


def _problems_here(
    application: CetApplication, section: Section, form: SectionForm
) -> dict[str, list[dict[str, Any]]]:
    """What stands against the fields of this page, once the section was saved."""
    if section not in application.sections_saved or _just_asked(application, form):
        return {}
    found = rules.problems(queries.values_of(application), reads.reference())
    asked = {*form.base_fields, getattr(form, "LIST", "")}
    here = [problem for problem in found if problem.section == section and problem.field in asked]
    if isinstance(form, QuestionsForm):
        here = [problem for problem in here if problem.field in form.fields]
    controls = answers.Controls()
    return answers.problem_lines(here, lambda problem: f"#{controls.of(problem)}")


def _just_asked(application: CetApplication, form: SectionForm) -> bool:
    """Are these the questions of a ground, and none of them was answered yet?"""
    asked = set(form.fields) - {"version"}
    return isinstance(form, QuestionsForm) and not any(getattr(application, f) for f in asked)


def _second_editor(
    request, section: Section, form: SectionForm, current: CetApplication
) -> dict[str, Any]:
    """The form again with what was typed and the new version, and both values where they differ.

    Saving it again is then a deliberate act. Nothing differs: the same text arrived twice.
    """
    saved, typed, names = queries.values_by_section(current), form.typed(), answers.unit_names()
    differences = [
        {
            "label": answers.label_of(section, name),
            "saved": answers.shown(name, saved[name], names),
            "typed": answers.shown(name, typed[name], names),
        }
        for name in rules.FIELDS[section]
        if name in typed and (saved[name] or None) != (typed[name] or None)
    ]
    again = bind_again(
        request,
        type(form),
        version=current.version,
        initial={**saved, "version": current.version},
    )
    return {"form": again, "differences": differences, "current": current}
