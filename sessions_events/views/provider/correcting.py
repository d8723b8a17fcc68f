"""Who has points for an event, and people who were uploaded wrongly."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from sessions_events import permissions, queries, services
from sessions_events.forms.uploading import ReasonForm, ReplaceForm
from sessions_events.views.provider.events import find_event

# As many as a page of people shows.
MOST = 100


@require_safe
@access(Permission.EVENT_READ)
def people(request, ev_number):
    """Everybody who was uploaded and has points, each to be ticked."""
    event = find_event(request, ev_number)
    refusal = permissions.may_take_back(request.actor, event, at=clock.now())
    return render(
        request,
        "sessions_events/people.html",
        {
            "event": event,
            "page": page_of(request, queries.taken_rows(event), size=MOST),
            "may_withdraw": refusal is None,
            "may_replace": request.actor.may(Permission.EVENT_UPLOAD),
        },
    )


@access(Permission.EVENT_UPLOAD, Permission.EVENT_AUDIT)
def withdraw(request, ev_number):
    """The check page before points are taken back: what happens, to whom, and why."""
    event, at = find_event(request, ev_number), clock.now()
    keys = [key for key in request.GET.getlist("row")[:MOST] if key.isdecimal() and len(key) < 19]
    rows = list(queries.taken_rows(event).filter(pk__in=keys))
    if not rows:
        messages.info(request, _("Tick the people whose points are to be taken back."))
        return redirect("sessions_events:people", ev_number)
    form = bind_form(request, ReasonForm)
    if form.is_valid():
        gone = services.withdraw(
            event=event,
            rows=[row.pk for row in rows],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=at,
        )
        _say(request, len(gone), len(rows))
        return redirect("sessions_events:people", ev_number)
    return render(
        request,
        "sessions_events/withdraw.html",
        {
            "event": event,
            "form": form,
            "people": rows,
            "consequences": _consequences(request, event, keys),
        },
    )


@access(Permission.EVENT_UPLOAD)
def replace(request, ev_number, row_id):
    """The right person instead of the wrong one."""
    event, at = find_event(request, ev_number), clock.now()
    row = get_object_or_404(queries.taken_rows(event).select_related("upload"), pk=row_id)
    form = bind_form(request, ReplaceForm)
    if form.is_valid():
        try:
            services.replace_person(row=row, **form.cleaned_data, actor=request.actor, at=at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("The points are the right person’s now."))
            return redirect("sessions_events:people", ev_number)
    return render(
        request,
        "sessions_events/replace.html",
        {
            "event": event,
            "form": form,
            "row": row,
            "consequences": _consequences(request, event, [row_id]),
        },
    )


def _consequences(request, event, keys) -> list[str]:
    """The effect in sentences."""
    effect = queries.effect_of_withdrawing(event, keys, actor=request.actor, today=clock.today())
    said = [
        ngettext(
            "%(people)s registrant loses %(points)s.",
            "%(people)s registrants lose %(points)s.",
            people,
        )
        % {
            "people": people,
            "points": ngettext("%(n)s point", "%(n)s points", points) % {"n": points},
        }
        for points, people in effect.points.items()
    ]
    if effect.accepted:
        said.append(_accepted(effect.accepted, request.actor.tenant_id is not None))
    if effect.certificates:
        said.append(
            ngettext(
                "%(n)s certificate is withdrawn with the points, and cannot be used any more.",
                "%(n)s certificates are withdrawn with the points, and cannot be used any more.",
                effect.certificates,
            )
            % {"n": effect.certificates}
        )
    if effect.below is not None:
        said.append(
            ngettext(
                "%(n)s would fall below their target.",
                "%(n)s would fall below their target.",
                effect.below,
            )
            % {"n": effect.below}
        )
    return [*said, _("They are told, with your reason. They can be uploaded again.")]


def _accepted(number: int, of_the_provider: bool) -> str:
    words = ngettext("%(n)s had accepted.", "%(n)s had accepted.", number) % {"n": number}
    if not of_the_provider:
        return words
    return f"{words} " + _("Accepted points stay: ask GOC staff to take them back.")


def _say(request, gone: int, asked: int) -> None:
    if gone:
        messages.success(
            request,
            ngettext(
                "The points of %(n)s person are taken back.",
                "The points of %(n)s people are taken back.",
                gone,
            )
            % {"n": gone},
        )
    if gone < asked:
        messages.warning(
            request,
            ngettext(
                "%(n)s person keeps the points: they were accepted.",
                "%(n)s people keep the points: they were accepted.",
                asked - gone,
            )
            % {"n": asked - gone},
        )
