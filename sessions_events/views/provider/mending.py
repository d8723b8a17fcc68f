"""Rows that stayed behind: put right in place, decided, today or next week."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
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
from sessions_events.enums import TAKEN_BOXES, Reason
from sessions_events.forms.uploading import ROWS_ON_A_PAGE, DecideFormSet, MendFormSet
from sessions_events.views.provider.events import find_event
from sessions_events.views.provider.uploading import find_upload


@require_safe
@access(Permission.EVENT_READ)
def waiting(request, ev_number):
    """Every row of the event that waits for somebody or is ready and not taken, whichever upload
    it came with."""
    event, actor = find_event(request, ev_number), request.actor
    page = page_of(request, queries.rows_to_see_to(event), size=50)
    refusal = permissions.may_upload(actor, event, at=clock.now())
    sent = [each for each in queries.uploads_of(event) if each.status in queries.STANDING]
    return render(
        request,
        "sessions_events/waiting.html",
        {
            "event": event,
            "page": page,
            "to_take": [each for each in sent if each.ready_rows],
            "may_upload": refusal is None,
        },
    )


@access(Permission.EVENT_UPLOAD)
def upload_mend(request, ev_number, upload_id):
    """Rows that cannot be used, each with boxes to put it right."""
    event, sent = find_upload(request, ev_number, upload_id)
    page = page_of(request, queries.mendable_of(sent), size=ROWS_ON_A_PAGE)
    days = event.is_distance_learning
    initial = [
        {"row": row.pk, "number": row.number, "surname": row.surname, "completed": row.completed}
        for row in page
    ]
    forms = bind_form(
        request, MendFormSet, prefix="rows", initial=initial, form_kwargs={"days": days}
    )
    rows = _rows(forms, queries.mendable_of(sent), page)
    if forms.is_valid() and _done(request, forms, rows, _mend):
        return redirect(request.get_full_path())
    return render(
        request,
        "sessions_events/mend.html",
        {"event": event, "upload": sent, "page": page, "formset": forms, "rows": rows},
    )


@access(Permission.EVENT_UPLOAD)
def upload_decide(request, ev_number, upload_id):
    """Rows that ask a question, each with yes and no; nothing is chosen beforehand."""
    event, sent = find_upload(request, ev_number, upload_id)
    page = page_of(request, queries.undecided_of(sent), size=ROWS_ON_A_PAGE)
    initial = [{"row": row.pk} for row in page]
    forms = bind_form(request, DecideFormSet, prefix="rows", initial=initial)
    rows = _rows(forms, queries.undecided_of(sent), page)
    for form, row in rows:
        if row and row.reason == Reason.AUDIENCE:
            form.ask_for_points()
    if forms.is_valid() and _done(request, forms, rows, _decide):
        return redirect(request.get_full_path())
    return render(
        request,
        "sessions_events/decide.html",
        {"event": event, "upload": sent, "page": page, "formset": forms, "rows": rows},
    )


def _rows(forms, found, page) -> list[tuple]:
    """Each form with its row; None for a row that somebody else has settled meanwhile."""
    if not forms.is_bound:
        return list(zip(forms.forms, page, strict=True))
    keys = [form["row"].value() for form in forms.forms]
    known = {str(row.pk): row for row in found.filter(pk__in=filter(_is_key, keys))}
    return [(form, known.get(str(key))) for form, key in zip(forms.forms, keys, strict=True)]


def _is_key(text) -> bool:
    return str(text).isdecimal() and len(str(text)) < 19


def _mend(form, row):
    values = form.values()
    if all(getattr(row, name) == value for name, value in values.items()):
        return None
    return partial(services.mend_row, row=row, **values)


def _decide(form, row):
    answer = form.cleaned_data["answer"]
    return partial(services.decide_row, row=row, yes=answer == "yes") if answer else None


def _done(request, forms, rows, act_for) -> bool:
    """Do what was asked for each row; False where one was refused, and its form says why."""
    done, refused = [], False
    for form, row in rows:
        if row is None:
            form.add_error(None, _("Somebody else has settled this row meanwhile."))
            refused = True
            continue
        act = act_for(form, row)
        try:
            done += [act(actor=request.actor, at=clock.now())] if act else []
        except Refused as why:
            form.add_error(None, str(why.refusal))
            refused = True
    _say(request, done)
    return not refused


def _say(request, done) -> None:
    ready = sum(row.box in TAKEN_BOXES for row in done)
    if not done:
        messages.info(request, _("No row was changed."))
    elif ready:
        messages.success(
            request,
            ngettext("%(n)s row is ready now.", "%(n)s rows are ready now.", ready) % {"n": ready},
        )
    if len(done) > ready:
        messages.info(
            request,
            ngettext(
                "%(n)s row is not ready: it says why.",
                "%(n)s rows are not ready: each says why.",
                len(done) - ready,
            )
            % {"n": len(done) - ready},
        )
