"""What can be done with a case: for each step its page and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cet_portal.core.actor import Actor
from sessions_events import workflow
from sessions_events.enums import CaseKind
from sessions_events.forms.cases import correcting, finding, giving, writing
from sessions_events.models import CaseMessage, PointsCase
from sessions_events.permissions import cases as may
from sessions_events.services import cases as services

NOTE = "note"


@dataclass(frozen=True)
class Act:
    """A step as people meet it. `done`: what they read after it."""

    name: str
    title: str | Promise
    service: Callable[..., Any]
    form: type | None
    done: str | Promise
    effects: tuple[str | Promise, ...] = ()
    warning: bool = False

    def form_for(self, case: PointsCase) -> type:
        """The form that its page asks."""
        return self.form or giving.uphold_form(case)

    @property
    def address(self) -> str:
        """As it stands in an address."""
        return self.name.replace("_", "-")


_TOLD = _("The registrant and the provider are told at once.")
_PENDING = _("The points are pending on the statement until the registrant accepts them.")
_LATE = _(
    "If the cycle of the event has ended: what GOC staff give counts at once, and what the "
    "provider gives goes to GOC staff to settle."
)

ACTS = {
    act.name: act
    for act in (
        Act(
            "add",
            _("Add the points"),
            services.add,
            giving.AddForm,
            _("The points are given."),
            (_PENDING, _LATE, _TOLD),
        ),
        Act(
            "correct",
            _("Correct the points"),
            services.correct,
            correcting.CorrectForm,
            _("The points are corrected."),
            (
                _("The line that is there is taken back, with its certificate if there is one."),
                _("A new line stands in its place."),
                _PENDING,
                _LATE,
                _TOLD,
            ),
        ),
        Act(
            "refuse",
            _("Answer: no change"),
            services.refuse,
            writing.ReasonForm,
            _("Your answer is sent."),
            (
                _("Nothing changes on the statement; a queried line can be accepted again."),
                _("The registrant can dispute the answer within 20 working days."),
                _TOLD,
            ),
        ),
        Act(
            "pass_on",
            _("Pass it on to GOC staff"),
            services.pass_on,
            writing.ReasonForm,
            _("GOC staff have the case now."),
            (_("They have 10 working days. The provider can still add the points."),),
        ),
        Act(
            "name_event",
            _("Say which event it is"),
            services.name_event,
            finding.EventNumberForm,
            _("The provider has the case now."),
            (_("The provider of the event has 10 working days from now."),),
        ),
        Act(
            "dispute",
            _("Dispute the answer"),
            services.dispute,
            writing.DisputeForm,
            _("The dispute goes to the registrar."),
            (
                _("The registrar decides within 10 working days: somebody who did not answer."),
                _("The provider and GOC staff read what you write."),
            ),
        ),
        Act(
            "uphold",
            _("Uphold the dispute"),
            services.uphold,
            None,
            _("The dispute is upheld."),
            (_("The decision writes its lines on the statement itself."), _PENDING, _LATE, _TOLD),
        ),
        Act(
            "dismiss",
            _("Dismiss the dispute"),
            services.dismiss,
            writing.ReasonForm,
            _("The dispute is dismissed."),
            (_("The answer stands, and the case is closed."), _TOLD),
            warning=True,
        ),
        Act(
            "withdraw",
            _("Withdraw the case"),
            services.withdraw,
            writing.OptionalReasonForm,
            _("The case is withdrawn."),
            (_("The case is closed. A queried line waits for you again."),),
            warning=True,
        ),
        Act(NOTE, _("Write a note for staff"), services.note, writing.NoteForm, _("It is noted.")),
    )
}

_SAID = {
    "open": _("opened the case"),
    "add": _("added the points"),
    "correct": _("corrected the points"),
    "refuse": _("answered: no change"),
    "pass_on": _("passed it on to GOC staff"),
    "name_event": _("found the event"),
    "dispute": _("disputed the answer"),
    "uphold": _("upheld the dispute"),
    "dismiss": _("dismissed the dispute"),
    "withdraw": _("withdrew the case"),
}


def said_of(message: CaseMessage) -> str:
    """What its sender did, in words for the thread."""
    if message.private:
        return str(_("noted, for staff alone"))
    return str(_SAID.get(message.step, _("wrote")))


def steps_open(case: PointsCase, actor: Actor, at: datetime) -> list[str]:
    """The steps that the actor may take now and that make sense for this case, and the note."""
    senseless = set()
    if case.kind == CaseKind.QUERY:
        senseless |= {"add"}
    else:
        senseless |= {"correct"}
    if case.event or case.kind == CaseKind.QUERY:
        senseless |= {"name_event"}
    names = [
        name
        for name in workflow.points_case.open_to(case, actor=actor, at=at)
        if name not in senseless
    ]
    return [*names, NOTE] if may.may_note(actor, case, at=at) is None else names
