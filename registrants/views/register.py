"""The register for staff: who is on it, one person, their ledger to read."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, exports
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from cet_portal.scheme import limits
from registrants import queries
from registrants.forms.importing import RegisterFilters
from registrants.models import Registrant


@require_safe
@access(Permission.REGISTER_KEEP)
def register(request):
    """Everybody, found by number, name or U-reference. No date of birth, in the file neither."""
    today, filters = clock.today(), RegisterFilters(request.GET)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    people = queries.people_found(request.actor, today=today, **chosen)
    if exports.wanted(request):
        return exports.csv_response(_("register"), _columns(today), people)
    page = page_of(request, people, sorts={"surname": "surname_key"}, size=50)
    for person in page:
        _describe(person, today)
    context = {"page": page, "filters": filters, "is_filtered": any(chosen.values())}
    return render(request, "registrants/register.html", context)


@require_safe
@access(Permission.REGISTER_KEEP)
def person(request, person_id):
    """One person: entries, numbers, specialties and names with their days."""
    found = get_object_or_404(queries.people_visible_to(request.actor), pk=person_id)
    _describe(found, clock.today())
    entries, specialties = found.entries.all(), found.specialties.order_by("-start", "pk")
    context = {
        "person": found,
        "entries": entries,
        "against": queries.contradictions_in(entries, specialties),
        "was_there_before": any(
            entry.start <= limits.LAST_DAY_BEFORE_THE_SCHEME for entry in entries
        ),
        "specialties": specialties,
        "same": queries.same_people([found]).get(found.pk),
        "former": found.former_surnames.order_by("-until"),
        "lines": queries.points_visible_to(request.actor, found).count(),
    }
    return render(request, "registrants/person.html", context)


@require_safe
@access(Permission.REGISTER_KEEP)
def person_points(request, person_id):
    """Every line of their ledger, to read."""
    found = get_object_or_404(queries.people_visible_to(request.actor), pk=person_id)
    _describe(found, clock.today())
    lines = queries.points_visible_to(request.actor, found)
    if exports.wanted(request):
        return exports.csv_response(_("points"), POINT_COLUMNS, lines)
    context = {"person": found, "page": page_of(request, lines, sorts=POINT_SORTS, size=50)}
    return render(request, "registrants/person_points.html", context)


POINT_SORTS = {"day": "event_date"}
POINT_COLUMNS = (
    (gettext_lazy("Event"), "event_reference"),
    (gettext_lazy("Day"), "event_date"),
    (gettext_lazy("Title"), "title"),
    (gettext_lazy("Provider"), "provider_name"),
    (gettext_lazy("Under number"), "number"),
    (gettext_lazy("Points"), "total"),
    (gettext_lazy("Type"), "get_kind_display"),
    (gettext_lazy("Status"), "get_status_display"),
)


def _columns(today):
    def described(name):
        return lambda person: getattr(_describe(person, today), name)

    return (
        (_("Number"), described("latest_number")),
        (_("Earlier numbers"), lambda person: ", ".join(_describe(person, today).earlier)),
        (_("Surname"), "surname"),
        (_("Forenames"), "forenames"),
        (_("Register"), described("register_words")),
        (_("On the register"), described("is_on")),
        (_("Account"), lambda person: person.user_id is not None),
    )


def _describe(person: Registrant, today) -> Registrant:
    """What a list shows of the entries, which are fetched already, the latest first."""
    entries = list(person.entries.all())
    latest = entries[0] if entries else None
    person.latest = latest
    person.latest_number = latest.number if latest else person.u_reference
    person.earlier = sorted({entry.number for entry in entries} - {person.latest_number})
    person.register_words = latest.get_profession_display() if latest else ""
    person.is_on = any(
        entry.start <= today and (entry.end is None or today <= entry.end) for entry in entries
    )
    return person
