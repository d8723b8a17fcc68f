"""Rows that stayed behind: put right in place, decided, today or next week."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
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
from sessions_events.forms.uploading.deciding import AnswerAllForm, DecideFormSet
from sessions_events.forms.uploading.mending import ROWS_ON_A_PAGE, MendFormSet
from sessions_events.rules.sentences import question_in_words
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
    asks = queries.what_is_asked(event)
    if any(row.reason == Reason.UNKNOWN_ROLE for row in page):
        asks = replace(asks, roles=True)
    initial = [{"row": row.pk, **_values(row)} for row in page]
    forms = bind_form(
        request, MendFormSet, prefix="rows", initial=initial, form_kwargs={"asks": asks}
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
        {
            "event": event,
            "upload": sent,
            "page": page,
            "formset": forms,
            "rows": rows,
            "questions": [_asked(each) for each in queries.questions_of(sent) if each.rows > 1],
        },
    )


# So many rows stand below a question with a box to leave them out.
MOST_SHOWN = 500


@access(Permission.EVENT_UPLOAD)
def upload_decide_all(request, ev_number, upload_id, question):
    """One answer for all rows that ask the same question, with the list of them beneath."""
    event, sent = find_upload(request, ev_number, upload_id)
    asked = next((each for each in queries.questions_of(sent) if each.name == question), None)
    if asked is None:
        messages.info(request, _("These rows have been decided meanwhile."))
        return redirect("sessions_events:upload_decide", ev_number, upload_id)
    form = bind_form(request, AnswerAllForm, points=asked.reason == Reason.AUDIENCE)
    if form.is_valid() and _answer_all(request, sent, asked, form):
        return redirect("sessions_events:upload_decide", ev_number, upload_id)
    rows = queries.rows_that_ask(sent, question)
    return render(
        request,
        "sessions_events/decide_all.html",
        {
            "event": event,
            "upload": sent,
            "form": form,
            "question": _asked(asked),
            "mark": queries.mark_of_rows(rows),
            "rows": rows[:MOST_SHOWN],
            "more": max(asked.rows - MOST_SHOWN, 0),
            "left_out": set(form["without"].value() or []) if form.is_bound else set(),
        },
    )


def _asked(question: queries.Question) -> dict:
    """A question with its words."""
    return {
        "name": question.name,
        "number": question.rows,
        "words": question_in_words(question.reason, question.damage, question.rows),
    }


def _answer_all(request, sent, asked, form) -> bool:
    try:
        answered, ready = services.decide_rows(
            upload=sent,
            question=asked.name,
            yes=form.cleaned_data["answer"] == "yes",
            seen=form.cleaned_data["seen"],
            without=form.left_out(),
            actor=request.actor,
            at=clock.now(),
        )
    except Refused as why:
        form.add_error(None, str(why.refusal))
        return False
    _say_how_many(request, answered, ready)
    return True


def _rows(forms, found, page) -> list[tuple]:
    """Each form with its row; None for a row that somebody else has settled meanwhile."""
    if not forms.is_bound:
        return list(zip(forms.forms, page, strict=True))
    keys = [form["row"].value() for form in forms.forms]
    known = {str(row.pk): row for row in found.filter(pk__in=filter(_is_key, keys))}
    return [(form, known.get(str(key))) for form, key in zip(forms.forms, keys, strict=True)]


def _is_key(text) -> bool:
    return str(text).isdecimal() and len(str(text)) < 19


def _values(row) -> dict[str, str]:
    """What the boxes of a row hold; a role that is not known is chosen by nobody yet."""
    return {
        "number": row.number,
        "surname": row.surname,
        "completed": row.completed,
        "part": "" if row.reason == Reason.UNKNOWN_ROLE else row.part,
        "interactive": "yes" if row.interactive else "no",
    }


_CHOICES = ("part", "interactive")


def _mend(form, row):
    # A choice that was not sent is as it was.
    said = _values(row)
    values = {name: value for name, value in form.values().items() if value or name not in _CHOICES}
    if all(said[name] == value for name, value in values.items()):
        return None
    if "interactive" in values:
        values["interactive"] = values["interactive"] != "no"
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
    _say_how_many(request, len(done), sum(row.box in TAKEN_BOXES for row in done))


def _say_how_many(request, done: int, ready: int) -> None:
    if not done:
        messages.info(request, _("No row was changed."))
    elif ready:
        messages.success(
            request,
            ngettext("%(n)s row is ready now.", "%(n)s rows are ready now.", ready)
            % {"n": intcomma(ready)},
        )
    if done > ready:
        messages.info(
            request,
            ngettext(
                "%(n)s row is not ready: it says why.",
                "%(n)s rows are not ready: each says why.",
                done - ready,
            )
            % {"n": intcomma(done - ready)},
        )
