"""A declaration is corrected; its versions, and its files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form, say_what_is_missing
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.enums import EventStatus
from sessions_events.forms.declaring import ACT_CHANGE, ACT_DECLARE, CorrectionForm
from sessions_events.models import Declaration
from sessions_events.queries import declaring as declared
from sessions_events.rules.versions import DECLARED
from sessions_events.services.owing.declared import nobody_completed
from sessions_events.views.declared import certificates_fall, changes, odd_certificates, versions
from sessions_events.views.provider import evidence
from sessions_events.views.provider.events import find_event
from sessions_events.views.provider.words import nobody_uploaded, not_as_declared


@require_safe
@access(Permission.EVENT_READ)
def declaration(request, ev_number):
    """Every version of the declaration, and what each changed."""
    event = find_event(request, ev_number)
    refusal = permissions.may_correct(request.actor, event, at=clock.now())
    context = {"event": event, "versions": versions(event), "may_correct": refusal is None}
    return render(request, "sessions_events/declaration.html", context)


@require_safe
@access(Permission.EVENT_READ)
def evidence_file(request, ev_number, evidence_id):
    """A file of a declaration, to be saved; for the provider and GOC staff."""
    seen = declared.evidence_visible_to(request.actor)
    found = get_object_or_404(seen, event__ev_number=ev_number, pk=evidence_id)
    return uploads.download(found.file)


@access(Permission.EVENT_DECLARE, Permission.EVENT_AUDIT)
def correct(request, ev_number):
    """The declaration in a form, then what is different, then "Correct"; all at one address."""
    event, at, press = find_event(request, ev_number), clock.now(), evidence.pressed(request)
    refusal = permissions.may_correct(request.actor, event, at=at)
    if refusal:
        messages.error(request, str(refusal))
        return redirect("sessions_events:event", ev_number)
    evidence.drop(request, event, press, at)
    current, asks = queries.declaration_of(event), evidence.asks(event, press, at)
    if press == ACT_CHANGE:
        form = CorrectionForm(initial=request.POST.dict(), **(asks | {"is_complete": True}))
        say_what_is_missing(form)
    else:
        initial = {name: getattr(current, name) for name in (*DECLARED, "number")}
        form = bind_form(request, CorrectionForm, initial=initial, **asks)
    if request.method == "POST" and press != ACT_CHANGE:
        evidence.keep(request, event, form, at)
        if evidence.is_answered(press) and not form.errors:
            done = _check_or_correct(request, event, current, form, at)
            if done:
                return done
    context = {**evidence.page(event, form), "declaration": current}
    return render(request, "sessions_events/correct.html", context)


def _check_or_correct(request, event, current, form, at):
    """The next page; None where the form says why there is none."""
    answers, reason = form.answers(), form.cleaned_data["reason"]
    different, files = changes(vars(current), answers), declared.waiting_evidence(event)
    if evidence.pressed(request) == ACT_DECLARE:
        return _correct(request, event, form, at)
    if not different and not files:
        form.add_error(None, _("Nothing is different from what was declared."))
        return None
    form.hide()
    context = {
        "event": event,
        "form": form,
        "changes": different,
        "files": files,
        "reason": reason,
        "consequences": _consequences(event, current, answers),
    }
    return render(request, "sessions_events/correct_check.html", context)


def _correct(request, event, form, at):
    try:
        new = services.correct_declaration(
            event=event,
            values=form.answers(),
            number=form.cleaned_data["number"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=at,
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
    words = {"number": event.ev_number, "version": new.number}
    messages.success(
        request,
        _("The declaration of %(number)s is corrected: this is version %(version)d.") % words,
    )
    return redirect("sessions_events:declaration", event.ev_number)


def _consequences(event, current, answers) -> list[str]:
    said = [_("What was declared before is kept, and everybody who sees this sees both.")]
    differs = not answers["as_approved"] and answers["what_differed"] != current.what_differed
    if event.status == EventStatus.HELD:
        said.append(_("The declaration stays held. The CET manager reads this version."))
    elif differs and declared.has_points(event):
        said.append(_("People have points for it already. They stay."))
        said.append(_("The CET manager reads what differed, and may withdraw points afterwards."))
    elif differs:
        said.append(_("The CET manager reads what differed first. Nothing can be uploaded then."))
    said += odd_certificates(answers)
    return said if differs else said + _of_the_upload(event, current, answers)


def _of_the_upload(event, current, answers) -> list[str]:
    """What becomes of the duty to upload: ended where nobody completed it, or owed again."""
    uploaded, completers = declared.taken_people(event), answers["completers"]
    if uploaded:
        corrected = Declaration(completers=completers)
        return [not_as_declared(uploaded, corrected)] if uploaded != completers else []
    ends = nobody_completed(event, completers, clock.now())
    if event.status == EventStatus.DECLARED and ends:
        return [
            _("%(before)s: with this correction nothing is left to upload, and the duty ends.")
            % {"before": nobody_uploaded(current.completers)},
            *certificates_fall(event),
        ]
    if event.status == EventStatus.UPLOADED and completers:
        return [
            _("%(before)s: the upload is owed again, by its old day.")
            % {"before": nobody_uploaded(completers)}
        ]
    return []
