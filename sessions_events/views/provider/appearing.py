"""How you appear: the directory's view of one's own events, and what is missing from it."""

from datetime import datetime

from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.access import access
from cet_portal.core.lists import page_of
from sessions_events.enums import EventStatus
from sessions_events.models import Event
from sessions_events.queries import appearing, searching
from sessions_events.views.visitors import with_last_day_to_accept

S, A = EventStatus, ApplicationStatus
_BY_STATUS = {
    S.CANCELLED: gettext_lazy(
        "It is cancelled: searches name it below the events, until its day is over"
    ),
    S.NOT_HELD: gettext_lazy("You said that it did not take place"),
    S.HELD: gettext_lazy("Its declaration waits for the CET manager"),
    S.REFUSED: gettext_lazy("Its declaration was refused"),
    S.DECLARED: gettext_lazy("It is declared as delivered"),
    S.UPLOADED: gettext_lazy("It is declared and uploaded"),
}
_BY_APPROVAL = {
    A.UNDER_APPEAL: gettext_lazy("Its CET is under appeal"),
    A.EXPIRED: gettext_lazy("The approval of its CET has expired: ask for re-approval"),
    A.APPROVAL_WITHDRAWN: gettext_lazy("The GOC has withdrawn the approval of its CET"),
}


@require_safe
@access(Permission.EVENT_READ)
def how_you_appear(request):
    """The own listing as everybody sees it; which events are not in it, why, and what helps."""
    at = clock.now()
    rows = searching.ordered(appearing.listed(request.actor, at), at, by_distance=False)
    page = page_of(request, searching.for_a_list(rows))
    page.object_list = with_last_day_to_accept(page)
    missing = [(event, _reason(event, at)) for event in appearing.not_listed(request.actor, at)]
    context = {
        "page": page,
        "at": at,
        "missing": missing,
        "harder": [(event, faults) for event in page if (faults := _faults(event))],
        "empty_sessions": appearing.empty_sessions(request.actor, at),
    }
    return render(request, "sessions_events/how_you_appear.html", context)


def _reason(event: Event, at: datetime) -> dict[str, str]:
    """Why the directory leaves it out, in a sentence, and where to mend it."""
    own_page = reverse("sessions_events:event", args=[event.ev_number])
    session = reverse("sessions_events:session", args=[event.session.s_number])
    cet = reverse("approvals:application", args=[event.application.c_number])
    application = event.application
    open_learning = event.is_distance_learning and event.status == S.DECLARED
    if event.status != S.PLANNED and not open_learning:
        says, url, action = _BY_STATUS[S(event.status)], session, _("Look at the session")
        if event.status in (S.HELD, S.REFUSED, S.DECLARED, S.UPLOADED):
            url, action = own_page, _("Look at the event")
    elif application.status != A.APPROVED:
        otherwise = _("Its CET is not approved")
        says = _BY_APPROVAL.get(A(application.status), otherwise)
        url, action = cet, _("Look at the CET")
    elif application.approval_ends < clock.london_date(at):
        says = _("The approval of its CET ended on %(day)s") % {
            "day": date_format(application.approval_ends, "j F Y")
        }
        url, action = cet, _("Ask for re-approval")
    else:
        says = _("You said that only invited people can come")
        url, action = own_page, _("Look at the event")
    return {"says": str(says), "url": url, "action": action}


def _faults(event: Event) -> list[str]:
    """What makes an event that is listed harder to find or to book."""
    faults = []
    from_anywhere = event.session.online or event.is_distance_learning
    if not from_anywhere and event.session.latitude is None:
        faults.append(_("no position on the map, so searches by distance leave it out"))
    if not from_anywhere and not event.session.region:
        faults.append(_("no region, so searches by region leave it out"))
    if not event.booking_link and not event.contact:
        faults.append(_("no booking link and nobody to ask"))
    return faults
