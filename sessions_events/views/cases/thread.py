"""One case: the thread, who has it, and what one can do."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock, uploads
from cet_portal.core.access import access
from cet_portal.core.forms import bind_form
from cet_portal.core.permissions import Refused
from sessions_events.enums import CASE_OPEN, CaseStatus, Side
from sessions_events.forms.cases.writing import WriteForm
from sessions_events.models import PointsCase
from sessions_events.permissions import cases as may
from sessions_events.queries import cases as reads
from sessions_events.rules.sides import side_of
from sessions_events.services import cases as services
from sessions_events.views.cases.steps import ACTS, said_of, steps_open

ALL_SIDES = (Permission.STATEMENT_READ_OWN, Permission.EVENT_READ, Permission.CASE_SETTLE)


def find_case(request, case_id: int) -> PointsCase:
    """The case, if the actor may see it; else 404."""
    return get_object_or_404(reads.cases_visible_to(request.actor), pk=case_id)


@access(*ALL_SIDES)
def case(request, case_id):
    """Everything of it on one page; a message is sent from here."""
    found, at = find_case(request, case_id), clock.now()
    closed = may.may_write(request.actor, found, at=at)
    form = bind_form(request, WriteForm)
    if form.is_valid():
        try:
            services.write(
                case=found,
                text=form.cleaned_data["text"],
                files=form.sent_files(),
                actor=request.actor,
                at=at,
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, _("Your message is in the case."))
            return redirect("sessions_events:case", case_id)
    side = side_of(request.actor)
    return render(
        request,
        "sessions_events/case.html",
        {
            "case": found,
            "form": form,
            # What was typed stays to be copied where the case was closed meanwhile.
            "may_write": closed is None or form.is_bound,
            "thread": [
                (message, said_of(message)) for message in reads.messages_of(request.actor, found)
            ],
            "acts": [ACTS[name] for name in steps_open(found, request.actor, at)],
            "is_own": side == Side.REGISTRANT,
            "keeps_register": request.actor.may(Permission.REGISTER_KEEP),
            "is_staff": side == Side.STAFF,
            "is_open": found.status in CASE_OPEN,
            "due_words": _due_words(found, side),
        },
    )


def _due_words(case: PointsCase, side: str) -> str:
    """What the date is for: stands before it."""
    return {
        CaseStatus.OPEN_PROVIDER: _("The provider settles it by"),
        CaseStatus.OPEN_STAFF: _("GOC staff settle it by"),
        CaseStatus.DISPUTED: _("The registrar decides by"),
        CaseStatus.REFUSED: _("You can dispute the answer until")
        if side == Side.REGISTRANT
        else _("The registrant can dispute the answer until"),
    }.get(case.status, "")


@require_safe
@access(*ALL_SIDES)
def case_file(request, case_id, case_file_id):
    """A file of the case, to be saved, for those who may see the case."""
    seen = reads.files_visible_to(request.actor).filter(case_id=case_id)
    return uploads.download(get_object_or_404(seen, pk=case_file_id).file)
