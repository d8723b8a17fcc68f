"""The statement: what a registrant has, needs and can accept."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, holidays, typed
from cet_portal.core.access import access
from cet_portal.core.workdays import working_days_between
from compliance import permissions, queries
from compliance.queries import disputes
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute
from compliance.views.cycle_asked import cycle_or_present
from registrants import queries as register_queries
from registrants import workflow

MOST_TO_RATE = 5
MOST_NAMED = 5
NEEDED_IN_AN_ADDRESS = ("cycle", "page", "record")


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def statement(request):
    """The cycle in the address, or the present one. Never blocked by anything (decisions.md 31)."""
    found, cycles = _statement(request)
    period, today = found.period, clock.today()
    to_rate = [line for line in found.just_accepted if line.can_be_rated]
    return render(
        request,
        "compliance/statement.html",
        {
            "statement": found,
            "period": period,
            "is_earlier": period.name == queries.EARLIER,
            "is_over": period.last_day < today,
            "exceptions": found.asked.shown,
            "dispute": disputes.dispute_of(request.actor, period.name),
            "may_dispute": permissions.may_lodge(request.actor, period, today=today) is None,
            "last_day_to_dispute": last_day_to_dispute(period),
            "left": _left(today, period.last_day),
            "cycles": cycles,
            "ended": _ended(request.actor, found, cycles, today),
            "own_removal": queries.own_removal(
                request.actor, found.registrant, cycles, today=today
            ),
            "to_rate": to_rate[:MOST_TO_RATE],
            "named": found.choices_that_matter[:MOST_NAMED],
            "comparison": _comparison(found.registrant, period, today),
            "instruction": register_queries.instruction_of(request.actor),
        },
    )


def _left(today: date, last_day: date) -> str:
    """How long there is to accept: in working days, unless none are left."""
    if today == last_day:
        return _("That is today.")
    left = working_days_between(today, last_day, holidays.current())
    days = (last_day - today).days
    said = typed.say_working_days(left) if left > 0 else typed.say_days(max(days, 0))
    return _("%(days)s left.") % {"days": said}


def _comparison(registrant, period: Period, today: date, now=None):
    """How others of the same group stand in the present cycle, with whom one can compare; `now`:
    to this requirement, or to general points."""
    entry = queries.latest_entry(registrant)
    if entry is None or not period.first_day <= today <= period.last_day:
        return None
    held = {each.specialty for each in registrant.specialties.all()}
    about = {"code": now.code, "specialty": now.specialty or ""} if now else {}
    return queries.comparison_for(period.name, entry.profession, held, **about)


def _ended(actor, found, cycles: list[Period], today: date):
    """How the cycle before ended, on the page of the present one."""
    if not found.period.first_day <= today <= found.period.last_day:
        return None
    return queries.ended(actor, found.registrant, found.period, cycles, today=today)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def requirement(request, key):
    """One requirement: its rule and sum, what counts towards it, and what does not."""
    today = clock.today()
    registrant = register_queries.own_record(request.actor)
    cycles = queries.begun(request.actor, registrant, queries.periods(today))
    period = cycle_or_present(request.GET.get("cycle"), cycles, today)
    found = queries.requirement_page(request.actor, registrant, period, key, today=today)
    if found is None:
        raise Http404
    now = found.requirement.now
    comparison = None if now.advisory else _comparison(registrant, period, today, now)
    context = {"found": found, "comparison": comparison}
    return render(request, "compliance/requirement.html", context)


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def ticked(request):
    """The sentence about the lines ticked in the address, for the page to show while ticking."""
    found, _cycles = _statement(request)
    return render(request, "compliance/_ticked.html", {"statement": found, "period": found.period})


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def work_out(request):
    """Without script: show the statement again with what the ticked lines would do."""
    kept = {name: request.GET[name] for name in NEEDED_IN_AN_ADDRESS if name in request.GET}
    lines = request.POST.getlist("line")
    general = [key for key in lines if request.POST.get(f"as_{key}") == "general"]
    query = urlencode({**kept, "ticked": ",".join(lines), "general": ",".join(general)})
    return redirect(f"{reverse('compliance:statement')}?{query}#ticked")


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def line(request, entry_id):
    """One line: what it is, what it would do, and everything that can be done with it."""
    actor, at = request.actor, clock.now()
    today = clock.london_date(at)
    entry = get_object_or_404(register_queries.statement_of(actor), pk=entry_id)
    period = queries.period_on(entry.event_date, queries.periods(today))
    found, choice = queries.line(actor, entry, period, today=today)
    return render(
        request,
        "compliance/line.html",
        {
            "line": found,
            "choice": choice,
            "period": period,
            "may_dispute": period is not None
            and permissions.may_lodge(actor, period, today=today) is None,
            "last_day_to_dispute": last_day_to_dispute(period) if period else None,
            "steps": workflow.point.open_to(entry, actor=actor, at=at),
            "reflection": getattr(found.entry, "reflection", None),
        },
    )


def _statement(request):
    """The statement that the address asks for, and the cycles that there are."""
    today = clock.today()
    registrant = register_queries.own_record(request.actor)
    cycles = queries.begun(request.actor, registrant, queries.periods(today))
    period = cycle_or_present(request.GET.get("cycle"), cycles, today)
    chosen = request.GET.get("ticked")
    found = queries.statement(
        request.actor,
        period,
        today=today,
        registrant=registrant,
        page=request.GET.get("page"),
        ledger_page=request.GET.get("record"),
        accepted=request.GET.get("accepted", "").split(","),
        ticked=None if chosen is None else chosen.split(","),
        general=request.GET.get("general", "").split(","),
    )
    return found, cycles
