"""What the pages of a request show, for registrants and staff alike."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core import clock
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refused
from sessions_events import workflow
from sessions_events.models import PeerReview
from sessions_events.queries import asking as queries


def back_of(request) -> dict[str, str]:
    """The list that the actor came from."""
    if request.actor.person_id:
        return {
            "back": reverse("sessions_events:asked_list"),
            "back_label": _("Peer review and CET abroad"),
        }
    return {"back": reverse("sessions_events:asked_staff"), "back_label": _("Requests")}


def address_of(asked) -> str:
    """The page of this request."""
    return asked.get_absolute_url()


def context_of(request, asked) -> dict:
    """What every page of one request shows."""
    at = clock.now()
    flow = workflow.peer_review if isinstance(asked, PeerReview) else workflow.non_uk_cet
    open_steps = flow.open_to(asked, actor=request.actor, at=at)
    return {
        **back_of(request),
        "asked": asked,
        "steps": open_steps,
        "deadline": asked.event.deadline if asked.event else None,
        "is_over": asked.ends_at <= at,
        "has_begun": asked.starts_at <= at,
        "is_own": request.actor.person_id == asked.registrant_id,
        "is_overdue": bool(
            asked.event
            and asked.status == "APPROVED"
            and asked.event.due_on
            and asked.event.due_on < london_date(at)
        ),
        "units": queries.unit_names(asked.units),
        "approvals": queries.approvals_of(asked),
        "points": queries.points_of(asked),
        "left_over": queries.left_over(asked),
        "entries": [
            {
                "title": _STEP_WORDS.get(change.step) or change.step,
                "at": change.at,
                "by": change.actor_name,
                "text": change.reason,
            }
            for change in reversed(queries.timeline_of(asked))
        ],
        "number_of_leader": queries.numbers_on(
            [asked.registrant_id], london_date(asked.ends_at)
        ).get(asked.registrant_id, ""),
    }


_STEP_WORDS = {
    name: step.label
    for flow in (workflow.peer_review, workflow.non_uk_cet)
    for name, step in flow.steps.items()
}


def refuse_politely(request, asked, step: str):
    """Nothing if the actor may take the step now; else the sentence, and where to go back to."""
    flow = workflow.peer_review if isinstance(asked, PeerReview) else workflow.non_uk_cet
    return flow.refusal(asked, step, actor=request.actor, at=clock.now())


def carried_out(request, form, act, words: str) -> bool:
    """Carry it out; a refusal becomes the form's own error, and what was typed stays."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    messages.success(request, words)
    return True


def person_of(request) -> int:
    """The person of the register whom the actor is; others cannot ask."""
    if request.actor.person_id is None:
        raise PermissionDenied(_("Your present role cannot open this page."))
    return request.actor.person_id
