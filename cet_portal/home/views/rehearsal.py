"""The deadline rehearsal: what is coming, moving the clock, what fired.

Routed only where settings.DEADLINE_REHEARSAL is on; production has no such address.
"""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core import rehearsal as moving
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from cet_portal.home import due_dates, rehearsed
from cet_portal.home.forms import DateForm, DaysForm
from compliance.enums import LetterKind

# A registration number, however it was spelled when it was uploaded.
NUMBER = re.compile(r"(?=.*\d)(?!B-)\S{4,12}")
PATIENCE = timedelta(seconds=30)


@require_http_methods(["GET", "POST"])
@access(Permission.CLOCK_REHEARSE)
def rehearsal(request):
    """The portal's date and the coming due dates; POST moves the clock and runs the timers."""
    at = clock.now()
    days = due_dates.coming(request.actor, at=at)
    following = due_dates.next_to_fire(days)
    by = request.POST.get("by", "")
    days_form = bind_form(request, DaysForm) if by == "days" else DaysForm()
    date_form = bind_form(request, DateForm) if by == "date" else DateForm()
    errors = []
    if request.method == "POST":
        wanted = _wanted(by, at, following, days_form, date_form)
        if wanted is not None:
            try:
                return _move(request, wanted, at)
            except Refused as refused:
                errors = [str(refused.refusal)]
    return render(
        request,
        "home/rehearsal.html",
        {
            "believed": at,
            "real": timezone.now(),
            "is_moved": bool(clock.shift()),
            "days": days,
            "following": following,
            "days_form": days_form,
            "date_form": date_form,
            "form": {"days": days_form, "date": date_form}.get(by),
            "errors": errors,
        },
    )


@require_POST
@access(Permission.CLOCK_REHEARSE)
def rehearsal_end(request):
    """Back to the real date."""
    if moving.back_to_the_real_date(actor=request.actor, at=clock.now()):
        messages.success(request, _("MyCET is back at the real date. What fired stays as it is."))
    return redirect("home:rehearsal")


@require_GET
@access(Permission.CLOCK_REHEARSE)
def rehearsal_result(request, rehearsal_id: UUID):
    """How far the timers are, then what fired. Looks again by itself until all have reported."""
    reports = rehearsed.reports(rehearsal_id)
    done = sum(report.run is not None for report in reports)
    is_done = done == len(reports)
    is_silent = not is_done and timezone.now() - _begun(request) > PATIENCE
    return render(
        request,
        "home/rehearsal_result.html",
        {
            "believed": clock.now(),
            "reports": [_with_links(report) for report in reports],
            "done": done,
            "total": len(reports),
            "is_done": is_done,
            "is_silent": is_silent,
            "moved": sum(len(report.run.moved) for report in reports if report.run),
            "mail": rehearsed.messages_of(reports) if is_done else [],
        },
    )


def _wanted(by, at, following, days_form, date_form) -> datetime | None:
    """Where the clock shall go; None where the form says why not."""
    if by == "days" and days_form.is_valid():
        return at + timedelta(days=days_form.cleaned_data["days"])
    if by == "date" and date_form.is_valid():
        return moving.morning_of(date_form.cleaned_data["day"])
    if by == "next" and following:
        return moving.morning_of(following.due_on + timedelta(days=1))
    return None


def _move(request, wanted: datetime, at: datetime):
    number, real = uuid4(), timezone.now()
    moving.move_to(to=wanted, at=at, real=real, rehearsal=number, actor=request.actor)
    if not rehearsed.send_sweeps(number):
        messages.error(
            request,
            _("The clock was moved, but the queue is away. Beat runs the timers once it is back."),
        )
        return redirect("home:rehearsal")
    address = reverse("home:rehearsal_result", args=[number])
    return redirect(f"{address}?{urlencode({'begun': int(real.timestamp())})}")


def _begun(request) -> datetime:
    """When the timers were sent; the address says it. Nonsense there means long ago."""
    try:
        return datetime.fromtimestamp(int(request.GET.get("begun", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _with_links(report: rehearsed.Report) -> dict:
    moved = report.run.moved if report.run else []
    return {
        "label": report.sweep.label,
        "run": report.run,
        "moved": [
            {"reference": _said(reference), "url": _page_of(reference)} for reference in moved
        ],
        "failed": report.run.failed if report.run else [],
    }


def _said(reference: str) -> str:
    """As people call it: letters by their kind, a person by no key."""
    first, _space, rest = reference.partition(" ")
    if first in LetterKind.values:
        return f"{LetterKind(first).label} {rest}"
    if first == "registrant" and rest.isdecimal():
        return _("Reminder to a registrant")
    return reference


def _page_of(reference: str) -> str:
    """Where staff can look at what was moved: an event, and what is kept of it; a line of the
    ledger, which has a registration number behind its event; a person; letters of a cycle; an
    entry on the list, the name of its provider in front of its last day; an application. "" for
    all else."""
    first, _space, rest = reference.partition(" ")
    if first == "registrant" and rest.isdecimal():
        return reverse("registrants:person", args=[rest])
    if first == LetterKind.POSSIBLE_SHORTFALL:
        return reverse("compliance:end_of_cycle", args=[rest])
    name, comma, _last_day = reference.rpartition(", ")
    if comma:
        return reverse("providers:staff_list") + "?" + urlencode({"text": name})
    if rest and NUMBER.fullmatch(rest):
        return reverse("compliance:cycle_report") + "?" + urlencode({"words": rest})
    try:
        if first.startswith("EV-"):
            return reverse("sessions_events:event", args=[first])
        return reverse("approvals:staff_application", args=[reference])
    except NoReverseMatch:
        return ""
