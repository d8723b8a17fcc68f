"""GOC staff read one application and manage it: approver, clock, approval."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from approvals import events, permissions, services
from approvals.enums import ApplicationStatus
from approvals.forms import NoteForm
from approvals.forms.assigning import AssignForm
from approvals.forms.managing import ExtendForm, WithdrawApprovalForm
from approvals.models import CetApplication
from approvals.queries import choosing, load, past, unable
from approvals.views import case, pages
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays
from cet_portal.core.access import access
from cet_portal.core.clock import london_date
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused

MOST_PLANNED = 20


@require_safe
@access(Permission.PROVIDER_OVERSEE)
def staff_application(request, c_number: str):
    """One application: everything, the private parts too, and what staff can do with it."""
    found = pages.find(request.actor, c_number)
    manages = permissions.may_manage(request.actor, found, at=clock.now()) is None
    running = found.deadline is not None and found.status in CetApplication.OPEN_STATUSES
    context = {
        **case.case_context(found, request.actor),
        "is_unable": unable.is_unable(found),
        "assignments": list(past.assignments_of(found))[::-1],
        "appeal": past.appeal_of(found),
        "notes": past.notes_of(found),
        "note_form": NoteForm(),
        "may_assign": manages and found.status in CetApplication.RUNNING,
        "may_extend": manages and running,
        "may_withdraw_approval": manages and found.status == ApplicationStatus.APPROVED,
    }
    return render(request, "approvals/staff_application.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def assign(request, c_number: str):
    """Choose who reviews it: each approver with load, absences, and why one cannot."""
    found = pages.find(request.actor, c_number)
    considered = choosing.objections_by_approver([found], at=clock.now())[0]
    form = bind_form(request, AssignForm, considered=considered, initial={"had": found.approver_id})
    errors: list[str] = []
    sent, has_it = request.POST, str(found.approver_id)
    if sent.get("to") == has_it and sent.get("had") != has_it:  # pressed twice
        messages.info(request, _("%(name)s has it already.") % {"name": found.approver})
        return redirect("approvals:staff_application", c_number)
    if request.method == "POST" and form.is_valid():
        errors = _assigned(request, found, form)
        if not errors:
            return redirect("approvals:staff_application", c_number)
    elif found.status not in CetApplication.RUNNING and not form.was_kept:
        messages.info(request, _("The application does not wait for an approver any more."))
        return redirect("approvals:staff_application", c_number)
    context = {"application": found, "form": form, "errors": errors}
    return render(request, "approvals/assign.html", context)


def _assigned(request, found: CetApplication, form: AssignForm) -> list[str]:
    """Give it away; the sentences why not. Pressed twice it is done once, and said calmly."""
    approver = load.with_keys([int(form.cleaned_data["to"])])[int(form.cleaned_data["to"])]
    had = form.cleaned_data.get("had")
    words = {"application": found, "approver": approver, "actor": request.actor, "at": clock.now()}
    try:
        if had is None:
            services.assign(**words)
        else:
            reason = form.cleaned_data.get("reason", "")
            services.reassign(**words, reason=reason, instead_of=had)
    except Refused as refused:
        found.refresh_from_db()
        if found.approver_id != approver.pk:
            return [str(refused.refusal)]
        messages.info(request, str(refused.refusal))
        return []
    messages.success(
        request,
        _("%(number)s is with %(name)s, who has been told.")
        % {"number": found.c_number, "name": approver},
    )
    return []


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def extend(request, c_number: str):
    """Give whoever has the clock more time: first the new date with its sum, then the act."""
    found = pages.find(request.actor, c_number)
    form = bind_form(request, ExtendForm)
    errors: list[str] = []
    if found.deadline is None or found.status not in CetApplication.OPEN_STATUSES:
        messages.info(request, _("No clock is running that could be given more time."))
        return redirect("approvals:staff_application", c_number)
    longer = None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        days, reason = form.cleaned_data["days"], form.cleaned_data["reason"].strip()
        if request.POST.get("due_on") == found.due_on.isoformat():
            done = _("The clock of %(number)s has more time. Both sides have been told.")
            extended = pages.attempt(
                request,
                lambda: services.extend_clock(
                    application=found,
                    working_days=days,
                    reason=reason,
                    seen=found.due_on,
                    actor=request.actor,
                    at=clock.now(),
                ),
                done % {"number": c_number},
            )
            if extended:
                return redirect("approvals:staff_application", c_number)
        elif "due_on" in request.POST:
            errors = [_("The date has changed in the meantime. Look at the sum again.")]
        longer = found.deadline.extended(
            days, holidays.current(), on=london_date(clock.now()), reason=reason
        )
    context = {"application": found, "form": form, "errors": errors, "longer": longer}
    return render(request, "approvals/extend.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.APPROVAL_MANAGE)
def withdraw_approval(request, c_number: str):
    """What the end of an approval does to events and points, the reason, and the button."""
    found = pages.find(request.actor, c_number)
    step = "withdraw_approval"
    form, errors, response = pages.say(
        request,
        found,
        step,
        form_class=WithdrawApprovalForm,
        act=lambda text: services.withdraw_approval(
            application=found, reason=text, actor=request.actor, at=clock.now()
        ),
        said=lambda text: pages.find(request.actor, c_number).reasons == text,
        done=_("The approval of %(number)s is withdrawn. The provider has been told.")
        % {"number": c_number},
        back=reverse("approvals:staff_application", args=[c_number]),
    )
    context = {
        "application": found,
        "form": form,
        "errors": errors,
        "rows": [
            {"key": _("Number"), "value": found.c_number},
            {"key": _("Title"), "value": found.title},
            {"key": _("Provider"), "value": found.provider.name},
            {"key": _("Planned events that will be stopped"), "value": _planned_with(found)},
        ],
        "consequences": _ends(found),
    }
    return response or render(request, "approvals/withdraw_approval.html", context)


def _planned_with(found: CetApplication) -> str:
    """How many, and a line for each as far as they fit a page."""
    answers = events.approval_may_end.send(sender=CetApplication, application=found, at=clock.now())
    lines = [line for _receiver, answer in answers for line in answer]
    if not lines:
        return _("None")
    more = len(lines) - MOST_PLANNED
    words = ngettext("%(n)d event:", "%(n)d events:", len(lines)) % {"n": len(lines)}
    shown = [words, *lines[:MOST_PLANNED]]
    if more > 0:
        shown.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return "\n".join(shown)


def _ends(found: CetApplication) -> list[str]:
    words = {"provider": found.provider.name}
    return [
        _("It leaves the public directory, and %(provider)s must not offer it any more.") % words,
        _(
            "No session or event can be planned with it. Events that are planned are stopped, and "
            "the provider is told of each."
        ),
        _("Events that have taken place must still be declared and uploaded."),
        _("The points that registrants have from it stay."),
        _("%(provider)s reads the reason. This cannot be taken back.") % words,
    ]
