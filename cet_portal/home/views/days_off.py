"""Days that are no working days: what stands in the calendar, adding one, taking one away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays
from cet_portal.core import days_off as calendar
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import require
from cet_portal.home.forms import DayOffForm, YearForm

# Where staff look at a case whose due date would move.
PAGES = {
    "approvals.CetApplication": "approvals:staff_application",
    "sessions_events.Event": "sessions_events:event",
}


@require_safe
@access(Permission.CALENDAR_KEEP)
def days_off(request):
    """The days off of one year; `?year=` says which, without it this one."""
    today = clock.today()
    filters = YearForm({"year": request.GET.get("year", today.year)}, years=calendar.years(today))
    year = (filters.is_valid() and filters.cleaned_data["year"]) or today.year
    rows = list(calendar.of_year(year))
    context = {
        "filters": filters,
        "year": year,
        "rows": [
            {
                "day": row,
                "may_go": calendar.may_take_away(row, today=today) is None,
                "is_past": row.date < today,
            }
            for row in rows
            if row.taken_away_at is None
        ],
        "taken_away": [row for row in rows if row.taken_away_at is not None],
    }
    return render(request, "home/days_off.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.CALENDAR_KEEP)
def add(request):
    """A day, its name and why; then what it would move; then the act."""
    form = bind_form(request, DayOffForm, today=clock.today(), off=_others(request))
    kinds = None
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        day, name = form.cleaned_data["day"], form.cleaned_data["name"]
        if "seen" in request.POST:
            moved = calendar.add_day_off(
                day=day,
                name=name,
                why=form.cleaned_data["why"],
                actor=request.actor,
                at=clock.now(),
            )
            said = _("%(day)s is a day off.") % {"day": _in_words(day)}
            return _done(request, said, moved, day.year)
        kinds = calendar.would_move(day, name=name)
    why = dict(form.fields["why"].choices).get(form["why"].value(), "")
    context = {"form": form, "why": why, **_shown(kinds)}
    return render(request, "home/day_off_add.html", context)


@require_http_methods(["GET", "POST"])
@access(Permission.CALENDAR_KEEP)
def take_away(request, day_off_id: int):
    """What the day's counting again would move, then the act."""
    found = get_object_or_404(calendar.off(day_off_id))
    if request.method == "POST":
        moved = calendar.take_day_off_away(day_off=found, actor=request.actor, at=clock.now())
        said = _("%(day)s is a working day again.") % {"day": _in_words(found.date)}
        return _done(request, said, moved, found.date.year)
    require(calendar.may_take_away(found, today=clock.today()))
    kinds = calendar.would_move(found.date, name=None)
    return render(request, "home/day_off_take_away.html", {"day": found, **_shown(kinds)})


def _others(request) -> dict:
    """The days off. Once the check page was seen, the service says what has come in between."""
    return {} if "seen" in request.POST else holidays.current()


def _shown(kinds) -> dict:
    """The kinds of due dates that would move, with a page for each example."""
    if kinds is None:
        return {"checked": False}
    return {
        "checked": True,
        "total": sum(kind.number for kind in kinds),
        "kinds": [
            {"name": kind.name, "number": kind.number, "examples": map(_example, kind.examples)}
            for kind in kinds
        ],
    }


def _example(move) -> dict:
    page = PAGES.get(move.case._meta.label)
    reference = move.case.reference
    return {
        "reference": reference,
        "url": reverse(page, args=[reference]) if page else "",
        "from_date": move.from_date,
        "to_date": move.to_date,
    }


def _done(request, said: str, moved: int | None, year: int):
    if moved is not None:
        words = ngettext("%(number)d due date moved.", "%(number)d due dates moved.", moved)
        said = f"{said} {words % {'number': moved}}"
    messages.success(request, said)
    return redirect(f"{reverse('home:days_off')}?year={year}")


def _in_words(day) -> str:
    return date_format(day, "l j F Y")
