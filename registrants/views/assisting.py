"""Staff act for somebody without internet, and join two records of one person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.enums import DeclineReason, PointStatus
from registrants.forms.assisting import ACCEPT, ActForm, CorrectionForm, RequestForm

# Numbers that somebody tries out are shown up to so many; the page says how many there are.
CLOSED = 50
CORRECTABLE = (PointStatus.PENDING, PointStatus.ACCEPTED, PointStatus.QUERIED, PointStatus.LATE)


def person_or_404(person_id):
    """The person, for pages of staff."""
    person = queries.person(person_id)
    if person is None:
        raise Http404
    return person


@require_safe
@access(Permission.POINTS_ASSIST)
def accounts(request):
    """People without a number, and numbers that are closed after wrong dates of birth."""
    closed = queries.all_closed_numbers(clock.now())
    holders = {number: queries.people_behind(number).first() for number in list(closed)[:CLOSED]}
    page = page_of(request, queries.without_number())
    same = queries.same_people(list(page))
    for each in page:
        each.same = same.get(each.pk, [])
    context = {
        "asking": queries.requests_to_join(),
        "page": page,
        "closed_count": len(closed),
        "closed": [
            {"number": number, "until": closed[number], "person": person}
            for number, person in holders.items()
        ],
    }
    return render(request, "registrants/accounts.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def acts(request, person_id):
    """What somebody asked for so far, and a new request by letter or phone."""
    person = person_or_404(person_id)
    form = bind_form(request, RequestForm, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.record_request(
                registrant=person, **form.cleaned_data, actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("registrants:assist", kept.pk)
    context = {
        "person": person,
        "form": form,
        "requests": queries.requests_of(person),
        "closed": queries.closed_numbers(person, clock.now()),
        "same": queries.same_people([person]).get(person.pk),
        "references": queries.u_references(person),
    }
    return render(request, "registrants/acts.html", context)


def _request_or_404(request, request_id):
    found = queries.assisted_request(request.actor, request_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def assist(request, request_id):
    """Accept, decline or query lines on this request."""
    asked = _request_or_404(request, request_id)
    lines = list(queries.lines_to_assist(asked.registrant))
    open_lines = [
        line for line in lines if line.status in (PointStatus.PENDING, PointStatus.QUERIED)
    ]
    form = bind_form(request, ActForm, lines=open_lines)
    if request.method == "POST" and form.is_valid():
        try:
            done = _act(request, asked, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            _say(request, done)
            return redirect("registrants:assist", asked.pk)
    done = queries.done_by_staff(lines)
    shown = [
        {
            "entry": line,
            "said": done.get(line.pk, ""),
            "correctable": line.status in CORRECTABLE,
        }
        for line in lines
    ]
    context = {"asked": asked, "form": form if open_lines else None, "lines": shown}
    return render(request, "registrants/assist.html", context)


def _act(request, asked, chosen):
    common = {
        "request": asked,
        "lines": chosen["lines"],
        "actor": request.actor,
        "at": clock.now(),
    }
    if chosen["act"] == ACCEPT:
        return services.accept_for(**common)
    if chosen["act"] in DeclineReason.values:
        return services.decline_for(because=chosen["act"], **common)
    return services.query_for(problem=chosen["act"], message=chosen["message"], **common)


def _say(request, done):
    if not done:
        messages.info(
            request, _("Nothing was changed: somebody was quicker, or it is not possible.")
        )
        return
    words = ngettext(
        "Done for %(number)s line. The record says on which request.",
        "Done for %(number)s lines. The record says on which request.",
        len(done),
    )
    messages.success(request, words % {"number": len(done)})


@require_http_methods(["GET", "POST"])
@access(Permission.POINTS_ASSIST)
def correct(request, request_id, entry_id):
    """A right line instead of a wrong one."""
    asked = _request_or_404(request, request_id)
    entry = queries.lines_to_assist(asked.registrant).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    initial = {
        "total": entry.total,
        "interactive": entry.interactive,
        "event_date": entry.event_date,
    }
    form = bind_form(request, CorrectionForm, initial=initial)
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        said = {
            "request": asked,
            "entry": entry,
            "correction": services.Correction(**form.cleaned_data),
            "actor": request.actor,
            "at": clock.now(),
        }
        try:
            if "sure" not in request.POST:
                new = services.preview_correction(**said)
                return _check(request, form, {"asked": asked, "entry": entry, "new": new})
            services.correct_for(**said)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("Corrected: there is a new line, and the old one is kept."))
            return redirect("registrants:assist", asked.pk)
    context = {"asked": asked, "entry": entry, "form": form}
    return render(request, "registrants/correct.html", context)


def _check(request, form, context):
    """What will become of it, with what was typed."""
    names = ("total", "interactive", *(f"event_date_{part}" for part in ("day", "month", "year")))
    typed = [(name, request.POST.get(name, "")) for name in names]
    return render(request, "registrants/correct_check.html", {**context, "typed": typed})
