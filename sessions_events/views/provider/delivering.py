"""After the event: the declaration."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.enums import EventStatus
from sessions_events.forms.declaring import ACT_CHANGE, ACT_DECLARE, CorrectionForm, DeclarationForm
from sessions_events.models import Event
from sessions_events.queries import declaring as declared
from sessions_events.services.owing.declared import nobody_completed
from sessions_events.views.declared import certificates_fall, changes, odd_certificates, say
from sessions_events.views.provider import evidence
from sessions_events.views.provider.events import find_event

S = EventStatus


@access(Permission.EVENT_DECLARE)
def declare(request, ev_number):
    """Questions, then the answers to be checked, then "Declare"; all at one address.

    Files are kept as soon as they have arrived, also when the form has another error.
    """
    event, at, press = find_event(request, ev_number), clock.now(), evidence.pressed(request)
    if event.status != S.PLANNED:
        return _overtaken(request, event, at)
    refusal = permissions.may_declare(request.actor, event, at=at)
    if refusal:
        messages.error(request, str(refusal))
        return redirect("sessions_events:event", ev_number)
    evidence.drop(request, event, press, at)
    asks = evidence.asks(event, press, at)
    form = bind_form(request, DeclarationForm, **asks)
    if press == ACT_CHANGE:
        form = DeclarationForm(initial=request.POST.dict(), **(asks | {"is_complete": True}))
        say_what_is_missing(form)
    elif request.method == "POST":
        evidence.keep(request, event, form, at)
        if evidence.is_answered(press) and not form.errors:
            if press == ACT_DECLARE:
                return _declare(request, event, form.answers(), at)
            return _check(request, event, form)
    return render(request, "sessions_events/declare.html", evidence.page(event, form))


def _check(request, event, form):
    answers = form.answers()
    rows = [
        {"key": form[name].label, "value": say(value)}
        for name, value in answers.items()
        if name != "what_differed" or value
    ]
    files = declared.waiting_evidence(event)
    if files:
        rows.append({"key": _("Files"), "value": "\n".join(str(each.file) for each in files)})
    form.hide()
    return render(
        request,
        "sessions_events/declare_check.html",
        {
            "event": event,
            "form": form,
            "rows": rows,
            "differed": not answers["as_approved"],
            "consequences": _of_nobody(event, answers),
        },
    )


def _of_nobody(event, answers) -> list[str]:
    """What follows where nobody completed it."""
    odd = odd_certificates(answers)
    ends = nobody_completed(event, answers["completers"], clock.now())
    if not answers["as_approved"] or not ends:
        return odd
    return [
        *odd,
        _("Nobody completed it: nothing is left to upload, and the duty ends."),
        _("No points follow from this event, and no certificates can be issued."),
        *certificates_fall(event),
    ]


def _declare(request, event, values, at):
    try:
        event = services.declare(event=event, values=values, actor=request.actor, at=at)
    except Refused:  # pressed twice, or somebody else: the first was quicker
        event.refresh_from_db()
        return _overtaken(request, event, at)
    messages.success(request, _declared(event, at))
    if event.status == S.DECLARED and not event.is_open_distance_learning(at):
        return redirect("sessions_events:upload", event.ev_number)
    return redirect("sessions_events:event", event.ev_number)


def _overtaken(request, event, at):
    """It was declared meanwhile. What was typed goes on as a correction (docs/adr/0009), unless
    this person said the same before: pressed twice."""
    current = queries.declaration_of(event)
    refusal = permissions.may_correct(request.actor, event, at=at)
    if request.method != "POST" or current is None or refusal:
        messages.info(request, _why_not(event))
        return redirect("sessions_events:event", event.ev_number)
    asks = evidence.asks(event, evidence.pressed(request), at) | {"is_complete": True}
    sent = bind_form(request, DeclarationForm, **asks)
    evidence.keep(request, event, sent, at)
    answers = {**vars(current), **sent.cleaned_data}
    if not sent.errors and not changes(vars(current), answers):
        messages.info(request, _why_not(event))
        return redirect("sessions_events:event", event.ev_number)
    typed = {**request.POST.dict(), "number": current.number}
    form = CorrectionForm(initial=typed, **asks)
    say_what_is_missing(form)
    context = {
        **evidence.page(event, form),
        "declaration": current,
        "address": reverse("sessions_events:correct", args=[event.ev_number]),
        "overtaken": True,
        "changes": changes(vars(current), answers),
    }
    return render(request, "sessions_events/correct.html", context)


def _declared(event, at) -> str:
    if event.status == S.DECLARED and event.is_open_distance_learning(at):
        words = _("%(number)s is declared. Now upload people, or make a nil return, every month.")
    else:
        words = {
            S.DECLARED: _("%(number)s is declared. Now upload the people who completed it."),
            S.HELD: _("%(number)s is declared. The CET manager looks at the difference first."),
            S.UPLOADED: _("%(number)s is declared. Nobody completed it, so nothing is left to do."),
        }[event.status]
    return words % {"number": event.ev_number}


def _why_not(event: Event) -> str:
    """Why an event that is not planned any more is not declared."""
    if event.status in (S.CANCELLED, S.NOT_HELD):
        words = _("There is nothing to declare: %(number)s is “%(status)s”.")
        return words % {"number": event.ev_number, "status": event.get_status_display()}
    return _("%(number)s has been declared already.") % {"number": event.ev_number}
