"""What a cycle asks of joiners, and what somebody needs to get back on the register."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access, public
from cet_portal.core.forms import say_what_is_missing
from cet_portal.scheme import queries as scheme_queries
from compliance import queries
from compliance.forms.joining import JoinerForm, RestorationForm, days_of
from registrants import queries as register_queries


@require_safe
@public
def joining(request):
    """If you join on this day: what the cycle asks, with each sum. Nothing is kept."""
    first_day, last_day = _days()
    asked = any(name.startswith("joins_on") or name == "profession" for name in request.GET)
    form = JoinerForm(request.GET if asked else None, first_day=first_day, last_day=last_day)
    say_what_is_missing(form)
    found = queries.joiner(**form.cleaned_data) if asked and form.is_valid() else None
    return render(request, "compliance/joining.html", {"form": form, "found": found})


@require_safe
@access(Permission.STATEMENT_READ_OWN)
def restoration(request):
    """One's own way back: the months that count, and what is missing in them."""
    return _check(request, register_queries.own_record(request.actor), staff=False)


@require_safe
@access(Permission.REGISTER_KEEP)
def person_restoration(request, person_id):
    """The same for anybody on the register, or no longer on it."""
    people = register_queries.people_visible_to(request.actor)
    found = get_object_or_404(people.prefetch_related("specialties"), pk=person_id)
    return _check(request, found, staff=True)


def _check(request, registrant, *, staff: bool):
    first_day, last_day = _days()
    today = clock.today()
    asked = any(name.startswith("received") for name in request.GET)
    given = request.GET if asked else days_of("received", today)
    form = RestorationForm(given, first_day=first_day, last_day=last_day)
    say_what_is_missing(form)
    check = None
    if form.is_valid():
        received = form.cleaned_data["received"]
        check = queries.restoration_check(request.actor, registrant, received=received, today=today)
    context = {"form": form, "check": check, "person": registrant, "staff": staff}
    return render(request, "compliance/restoration.html", context)


def _days() -> tuple[date, date]:
    """From the first day of the first cycle to the last day of the last one."""
    cycles = list(scheme_queries.cycles())
    if not cycles:
        raise Http404
    return cycles[-1].first_day, cycles[0].last_day
