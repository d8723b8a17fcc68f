"""Who has points for an event, and people who were uploaded wrongly."""

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
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
from registrants import queries as register_queries
from registrants.enums import PointStatus
from sessions_events import permissions, queries, services
from sessions_events.forms.uploading.putting_right import ReasonForm, ReplaceForm
from sessions_events.queries import cases as case_reads
from sessions_events.views.provider.events import find_event

# As many as a page of people shows.
MOST = 100


@require_safe
@access(Permission.EVENT_READ)
def people(request, ev_number):
    """Everybody who was uploaded and has points, each to be ticked."""
    event = find_event(request, ev_number)
    refusal = permissions.may_take_back(request.actor, event, at=clock.now())
    page = page_of(request, queries.people_with_points(event), size=MOST)
    _say_how_they_stand(event, page, request.actor)
    return render(
        request,
        "sessions_events/people.html",
        {
            "event": event,
            "page": page,
            "may_withdraw": refusal is None,
            "of_the_provider": request.actor.tenant_id is not None,
            "may_replace": request.actor.may(Permission.EVENT_UPLOAD),
        },
    )


@access(Permission.EVENT_UPLOAD, Permission.EVENT_AUDIT)
def withdraw(request, ev_number):
    """The check page before points are taken back: what happens, to whom, and why."""
    event, at = find_event(request, ev_number), clock.now()
    keys = [key for key in request.GET.getlist("row")[:MOST] if key.isdecimal() and len(key) < 19]
    rows = list(queries.people_with_points(event).filter(pk__in=keys))
    if not rows:
        messages.info(request, _("Tick the people whose points are to be taken back."))
        return redirect("sessions_events:people", ev_number)
    effect = queries.effect_of_withdrawing(event, keys, actor=request.actor, today=clock.today())
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
            "people": [row for row in rows if row.registrant_id in effect.people],
            "consequences": _consequences(effect, request.actor),
        },
    )


@access(Permission.EVENT_UPLOAD)
def replace(request, ev_number, row_id):
    """The right person instead of the wrong one."""
    event, at = find_event(request, ev_number), clock.now()
    row = get_object_or_404(queries.taken_rows(event).select_related("upload"), pk=row_id)
    effect = queries.effect_of_withdrawing(
        event, [row_id], actor=request.actor, today=clock.today()
    )
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
            "consequences": _consequences(effect, request.actor),
        },
    )


def _say_how_they_stand(event, page, actor) -> None:
    """Each row gets `stands` and `stands_words`, how its points stand now, `declined`, why its
    registrant declined them, and `takeable`: may this actor take them back?"""
    people = [row.registrant_id for row in page]
    statuses = register_queries.statuses_for(event.ev_number, people)
    declined = case_reads.declined_of(event, people)
    for row in page:
        row.declined = declined.get(row.registrant_id, "")
        row.stands = statuses.get(row.registrant_id, "")
        row.stands_words = PointStatus(row.stands).label if row.stands else ""
        row.takeable = row.stands in queries.taken_back_by(actor)


def _consequences(effect, actor) -> list[str]:
    """The effect in sentences."""
    of_the_provider = actor.tenant_id is not None
    said = [
        ngettext(
            "%(people)s registrant loses %(points)s.",
            "%(people)s registrants lose %(points)s.",
            people,
        )
        % {
            "people": intcomma(people),
            "points": ngettext("%(n)s point", "%(n)s points", points) % {"n": points},
        }
        for points, people in effect.points.items()
    ]
    if effect.accepted and not of_the_provider:
        said.append(
            ngettext("%(n)s had accepted.", "%(n)s had accepted.", effect.accepted)
            % {"n": intcomma(effect.accepted)}
        )
    if effect.certificates:
        said.append(
            ngettext(
                "%(n)s certificate is withdrawn with the points, and cannot be used any more.",
                "%(n)s certificates are withdrawn with the points, and cannot be used any more.",
                effect.certificates,
            )
            % {"n": intcomma(effect.certificates)}
        )
    if effect.below is not None:
        said.append(
            ngettext(
                "%(n)s would fall below their target.",
                "%(n)s would fall below their target.",
                effect.below,
            )
            % {"n": intcomma(effect.below)}
        )
    if effect.people:
        said.append(_("They are told, with your reason. They can be uploaded again."))
    return [*said, *_kept(effect, of_the_provider)]


def _kept(effect, of_the_provider: bool) -> list[str]:
    """Who keeps the points, and who else could take them back."""
    if not effect.kept:
        return []
    if not of_the_provider:
        words = ngettext(
            "%(n)s registrant keeps the points.", "%(n)s registrants keep the points.", effect.kept
        )
    else:
        words = ngettext(
            "%(n)s registrant keeps the points, which were accepted or have lapsed: ask GOC staff "
            "to take them back.",
            "%(n)s registrants keep the points, which were accepted or have lapsed: ask GOC staff "
            "to take them back.",
            effect.kept,
        )
    return [words % {"n": intcomma(effect.kept)}]


def _say(request, gone: int, asked: int) -> None:
    if gone:
        messages.success(
            request,
            ngettext(
                "The points of %(n)s person are taken back.",
                "The points of %(n)s people are taken back.",
                gone,
            )
            % {"n": intcomma(gone)},
        )
    if gone < asked:
        messages.warning(
            request,
            ngettext(
                "%(n)s person keeps the points: they were accepted.",
                "%(n)s people keep the points: they were accepted.",
                asked - gone,
            )
            % {"n": intcomma(asked - gone)},
        )
