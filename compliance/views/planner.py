"""The planner: what is missing, which events close it, and what a change would mean."""

import re
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.actor import Actor
from cet_portal.core.forms import bind_form
from cet_portal.core.lists import page_of
from cet_portal.core.permissions import Refusal, Refused
from compliance import queries, services
from compliance.forms.planner import NOTHING_CHOSEN, PlannerForm, SavePlanForm
from compliance.queries import planner, planning
from compliance.queries.planning import OwnFacts
from compliance.rules import Period
from compliance.views.cycle_asked import cycle_or_present
from compliance.views.plan_there import plan_there
from sessions_events.views.visitors import with_last_day_to_accept

EVENTS_ON_A_PAGE = 15
LONGEST = 100  # of one value in the address
_EVENT = re.compile(r"EV-[0-9]{1,9}")


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def show(request):
    """The plan in the address: nothing is stored until it is saved."""
    at = clock.now()
    own, period, form = _asked(request.actor, request.GET, at)
    choice = _choice_in(request.GET)
    wish = planner.Wish(
        events=choice.getlist("event"),
        general=choice.getlist("general"),
        search=form.search(),
        change=form.change(),
        annual=form.annual_too,
    )
    found = planner.planner(request.actor, own, period, wish, at=at)
    page = page_of(request, found.listed, size=EVENTS_ON_A_PAGE)
    shown = [*found.chosen, *found.steps, *page]
    with_last_day_to_accept([each.event for each in shown])
    plans = list(planning.plans_of(request.actor))
    name = request.GET.get("name", "")[:LONGEST].strip()
    return render(
        request,
        "compliance/planner.html",
        {
            "form": form,
            "planner": found,
            "period": period,
            "page": page,
            "at": at,
            "place": wish.place,
            "change": wish.change,
            "gaps": found.plan.gaps,
            "steps": [(each, _address(choice, add=[each])) for each in found.steps],
            "with_all": _address(choice, add=found.steps),
            "with_booked": _address(choice, numbers=found.booked),
            "choice": choice.urlencode(),
            "plans": plans,
            "save_form": bind_form(request, SavePlanForm, initial={"name": name}),
            **plan_there(plans, form, name, choice, at=at),
            "most_events": planning.MOST_EVENTS,
        },
    )


def _asked(actor: Actor, query: QueryDict, at: datetime) -> tuple[OwnFacts, Period, PlannerForm]:
    """Who plans, in which cycle, and what they think of."""
    today = clock.london_date(at)
    period = cycle_or_present(None, queries.periods(today), today)
    own = planning.own_facts(actor, period, today=today)
    form = PlannerForm(
        query or None,
        specialties=planning.specialties_to_add(own, today),
        period=period,
        today=today,
    )
    return own, period, form


def _choice_in(query: QueryDict) -> QueryDict:
    """Of an address what belongs to a plan, and nothing else."""
    kept = QueryDict(mutable=True)
    for name in PlannerForm.base_fields:
        if query.get(name):
            kept[name] = query[name][:LONGEST]
    for name in ("event", "general"):
        numbers = dict.fromkeys(each for each in query.getlist(name) if _EVENT.fullmatch(each))
        if numbers:
            kept.setlist(name, list(numbers)[: planner.MOST_TICKED])
    return kept


def _address(choice: QueryDict, *, add=(), numbers=()) -> str:
    """The planner with more events ticked."""
    query = choice.copy()
    for suggested in add:
        query.appendlist("event", suggested.event.ev_number)
        if suggested.step.general:
            query.appendlist("general", suggested.event.ev_number)
    for number in numbers:
        query.appendlist("event", number)
    return f"{reverse('compliance:planner')}?{query.urlencode()}"


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def save(request):
    """Keep what is chosen under a name. If it cannot be, or another plan has the name, nothing that
    was typed is lost: the planner says so, and asks."""
    choice, at = _choice_in(QueryDict(request.POST.get("choice", ""))), clock.now()
    query = choice.urlencode()
    typed = {name: request.POST.get(name, "") for name in ("name", "version")}
    form = SavePlanForm({**typed, "choice": query})
    named = "&" + urlencode({"name": typed["name"][:LONGEST]})
    try:
        if not form.is_valid():
            raise Refused(Refusal(next(iter(form.errors.values()))[0]))
        _refuse_senseless(request.actor, choice, at)
        plan = services.save_plan(**form.cleaned_data, actor=request.actor, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
        query += named
    except services.PlanThere:
        query += named
    else:
        messages.success(request, _("Saved as “%(name)s”.") % {"name": plan.name})
    return redirect(f"{reverse('compliance:planner')}?{query}#saved")


def _refuse_senseless(actor: Actor, choice: QueryDict, at: datetime) -> None:
    """Refused: a value that is wrong, and a plan without an event of the directory or a change."""
    _own, _period, form = _asked(actor, choice, at)
    for errors in form.errors.values():
        raise Refused(Refusal(errors[0]))
    if form.change().is_any:
        return
    numbers = choice.getlist("event")
    if not numbers:
        raise Refused(Refusal(str(NOTHING_CHOSEN)))
    if not planning.ticked_events(numbers, form.search(), at=at):
        raise Refused(
            Refusal(_("No event of this plan is in the directory: tick one, or think of a change"))
        )


@require_POST
@access(Permission.STATEMENT_READ_OWN)
def remove(request, plan_id):
    """A plan of one's own is gone; one that was removed in another window is so already."""
    plan = planning.plans_of(request.actor).filter(pk=plan_id).first()
    if plan:
        services.remove_plan(plan=plan, actor=request.actor, at=clock.now())
        messages.success(request, _("“%(name)s” is removed.") % {"name": plan.name})
    elif planning.was_removed(request.actor, plan_id):
        messages.success(request, _("This plan is removed already."))
    else:
        raise Http404
    return redirect(f"{reverse('compliance:planner')}#saved")
