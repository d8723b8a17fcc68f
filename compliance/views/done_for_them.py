"""What the pages share on which staff act for somebody who wrote or called."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404

from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from compliance.queries import assisting as reads
from compliance.rules import Period
from compliance.views.removal_beside import removal_beside
from compliance.views.told import is_told
from registrants.models import AssistedRequest


def asked_or_404(request, request_id: int) -> AssistedRequest:
    """The letter or call of somebody that the actor may answer."""
    found = reads.assisted_request(request.actor, request_id)
    if found is None:
        raise Http404
    return found


def beginning(on: AssistedRequest, period: Period, days: tuple[date, date]) -> dict[str, Any]:
    """Of the page on which something is asked for on their behalf: in which days, and what is."""
    return {
        "on": on,
        "period": period,
        "first_day": days[0],
        "last_day": days[1],
        "is_told": is_told(on.registrant_id),
        **removal_beside(on.registrant_id, period.name),
    }


def act_form(request, kind, steps):
    """What they want done. What was typed meanwhile is kept, and refused with its reason."""
    return bind_form(request, kind, may_add="send" in steps or request.method == "POST")


def did(form, act: Callable[[], None]) -> bool:
    """Do it. Where it is refused the form says why, at the document if one was to be added."""
    try:
        act()
    except Refused as refused:
        said = form.cleaned_data
        is_of_file = said["act"] == form.ADD and said.get("file")
        form.add_error("file" if is_of_file else None, str(refused.refusal))
        return False
    return True


def timeline(done, *, is_own: bool = False) -> list[dict]:
    """What staff did on behalf of somebody, for the component; for the person without names."""
    return [
        {"title": str(each), "at": each.done_at, "by": "" if is_own else each.done_by}
        for each in done
    ]
