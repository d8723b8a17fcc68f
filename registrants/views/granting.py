"""Staff record and correct what the registrar granted for voluntary CET (rule 14)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from registrants import queries, services
from registrants.forms.granting import GrantForm
from registrants.queries import granting as reads


@require_http_methods(["GET", "POST"])
@access(Permission.REGISTER_KEEP)
def voluntary(request, person_id):
    """What counts, what was recorded before, and the form of a correction."""
    person = queries.person(person_id)
    if person is None:
        raise Http404
    grants = list(reads.grants_of(request.actor, person))
    last = next((each for each in grants if each.replaced_at is None), None)
    form = bind_form(request, GrantForm, today=clock.today(), initial=_initial(last))
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_voluntary(
                registrant=person, **form.said(), actor=request.actor, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            stays = _("Recorded. What was recorded before stays below.")
            messages.success(request, stays if last else _("Recorded."))
            return redirect("registrants:voluntary", person.pk)
    context = {
        "person": person,
        "form": form,
        "last": last,
        "timeline": _timeline(grants),
        "will_not_count": reads.what_will_not_count(person),
    }
    return render(request, "registrants/voluntary.html", context)


def _initial(last) -> dict:
    if last is None:
        return {}
    found = {
        "granted_by": last.granted_by,
        "granted_on": last.granted_on,
        "general": last.general,
        "instead_of": last.pk,
    }
    for place, (name, points) in enumerate(last.specialist, 1):
        found |= {f"specialty_{place}": name, f"points_{place}": points}
    return found


def _timeline(grants) -> list[dict]:
    return [
        {
            "title": _("General: %(points)d") % {"points": each.general},
            "at": each.recorded_at,
            "by": each.recorded_by,
            "text": "\n".join(
                [
                    *each.specialist_words,
                    _("Granted by %(name)s on %(day)s")
                    % {"name": each.granted_by, "day": date_format(each.granted_on, "j F Y")},
                    each.reason,
                ]
            ),
        }
        for each in grants
    ]
