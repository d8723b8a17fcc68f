""" "I attended, where are my points?" """

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from registrants import queries as register_queries
from registrants.forms.statement import QueryForm
from sessions_events.forms.cases.finding import AttendedForm
from sessions_events.forms.cases.opening import OpenForm, UnlistedForm
from sessions_events.queries import cases as reads
from sessions_events.services import cases as services


@require_safe
@access(Permission.POINTS_ACCEPT)
def find(request):
    """Which event was it? By number, title, provider or day."""
    form = AttendedForm(request.GET) if request.GET else AttendedForm()
    text, day = form.chosen() if form.is_bound else ("", None)
    found = list(reads.attended(text, day, at=clock.now())[: reads.MOST_FOUND + 1])
    return render(
        request,
        "sessions_events/case_find.html",
        {
            "form": form,
            "asked": bool(text.strip() or day),
            "events": found[: reads.MOST_FOUND],
            "more": len(found) > reads.MOST_FOUND,
        },
    )


@access(Permission.POINTS_ACCEPT)
def open_case(request, ev_number):
    """What happened, and the certificate; then the provider has 10 working days."""
    at = clock.now()
    event = get_object_or_404(reads.attended_numbered(ev_number, at=at))
    person_id = request.actor.person_id
    known = reads.open_case_of(person_id, event)
    line = register_queries.lines_for(ev_number, [person_id]).first()
    form = bind_form(request, OpenForm)
    if form.is_valid():
        try:
            case = services.open_missing(
                event=event,
                words=form.cleaned_data["words"],
                files=form.sent_files(),
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return _opened(request, case)
    deadline = Deadline.explain(
        clock.today(),
        limits.CASE_PROVIDER_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_CASE_PROVIDER,
    )
    return render(
        request,
        "sessions_events/case_open.html",
        {"form": form, "event": event, "known": known, "line": line, "deadline": deadline},
    )


@access(Permission.POINTS_ACCEPT)
def open_unlisted(request):
    """The event is not in the list: staff look for it."""
    form = bind_form(request, UnlistedForm)
    if form.is_valid():
        found = form.cleaned_data
        try:
            case = services.open_unlisted(
                provider_name=found["provider_name"],
                title=found["title"],
                day=found["day"],
                words=found["words"],
                files=form.sent_files(),
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return _opened(request, case)
    return render(request, "sessions_events/case_unlisted.html", {"form": form})


@access(Permission.POINTS_ACCEPT)
def open_accepted(request, entry_id):
    """Points that were accepted are wrong: GOC staff take them back, or say why not."""
    actor, at = request.actor, clock.now()
    entry = get_object_or_404(register_queries.statement_of(actor), pk=entry_id)
    known = next(iter(reads.open_about([entry.pk])), None)
    form = bind_form(request, QueryForm)
    if form.is_valid():
        try:
            case = services.open_about_accepted(
                entry=entry, **form.cleaned_data, actor=actor, at=at
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return _opened(request, case)
    deadline = Deadline.explain(
        clock.today(),
        limits.CASE_STAFF_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_CASE_STAFF,
    )
    return render(
        request,
        "sessions_events/case_accepted.html",
        {"form": form, "entry": entry, "known": known, "deadline": deadline},
    )


def _opened(request, case):
    messages.success(
        request,
        _("%(number)s is open. You read here what becomes of it.") % {"number": case.reference},
    )
    return redirect("sessions_events:case", case.pk)
