"""Files of an application: added one by one, taken away, saved from the browser."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from approvals import queries, rules, services
from approvals.enums import Section
from approvals.forms import AttachmentForm
from approvals.queries import drafting as reads
from approvals.views import answers, pages, sections
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused

NO_MORE = "no_more"


@require_http_methods(["GET", "POST"])
@access(Permission.APPLICATION_WRITE)
def attachments(request, c_number: str):
    """The files so far, a form for one more, and a button for those who have no more."""
    application = pages.find(request.actor, c_number)
    if request.method == "POST" and NO_MORE in request.POST:
        return _finish(request, application)
    form = bind_form(request, AttachmentForm)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            _attach(request, application, form)
        except Refused as refused:
            errors = [str(refused.refusal)]
        else:
            return redirect(request.get_full_path())
    elif request.method != "POST":
        refusal = sections.closed(request, application, Section.ATTACHMENTS)
        if refusal:
            messages.info(request, refusal)
            return redirect("approvals:application", c_number)
    context = {
        "application": application,
        "section": Section.ATTACHMENTS,
        "form": form,
        "errors": errors,
        "files": queries.attachments_of(application),
        "most": services.MOST_ATTACHMENTS,
        "cancel": sections.back_from(request, application),
        "problems": answers.problem_lines(_problems(application), lambda _problem: "#id_file"),
    }
    return render(request, "approvals/attachments.html", context)


def _problems(application) -> list[rules.Problem]:
    found = rules.problems(queries.values_of(application), reads.reference())
    return [problem for problem in found if problem.section == Section.ATTACHMENTS]


def _attach(request, application, form: AttachmentForm) -> None:
    at = clock.now()
    attachment = services.attach(
        application=application,
        file=form.cleaned_data["file"],
        kind=form.cleaned_data["kind"],
        actor=request.actor,
        at=at,
    )
    words = {"name": attachment.file.name}
    if attachment.added_at == at:
        messages.success(request, _("“%(name)s” is attached.") % words)
    else:
        messages.info(
            request,
            _("This file is attached already, as “%(name)s”. It is there once.") % words,
        )


def _finish(request, application):
    """No more files: the section has been answered, also without one."""
    try:
        services.save_section(
            application=application,
            section=Section.ATTACHMENTS,
            version=application.version,
            values={},
            actor=request.actor,
            at=clock.now(),
        )
    except (Refused, services.EditedMeanwhile) as nothing_lost:
        if isinstance(nothing_lost, Refused):
            messages.info(request, str(nothing_lost.refusal))
    else:
        words = {"section": Section.ATTACHMENTS.label}
        messages.success(request, _("“%(section)s” is saved.") % words)
    return redirect(sections.back_from(request, application))


@require_POST
@access(Permission.APPLICATION_WRITE)
def remove(request, c_number: str, attachment_id: int):
    """Take a file away; a submission that had it keeps it."""
    attachment = _find(request, c_number, attachment_id)
    pages.attempt(
        request,
        lambda: services.remove_attachment(
            attachment=attachment, actor=request.actor, at=clock.now()
        ),
        _("“%(name)s” is taken away.") % {"name": attachment.file.name},
    )
    return redirect("approvals:attachments", c_number)


@require_safe
@access(Permission.APPLICATION_READ)
def attachment(request, c_number: str, attachment_id: int):
    """The file, to be saved; for everybody who may see the application, and nobody else."""
    return uploads.download(_find(request, c_number, attachment_id).file)


def _find(request, c_number: str, attachment_id: int):
    seen = queries.attachments_visible_to(request.actor)
    return get_object_or_404(seen, application__c_number=c_number, pk=attachment_id)
