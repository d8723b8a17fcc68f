"""Sent too late: the reason, what was typed to copy it, and where to go. Nothing to press."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals import queries, workflow
from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from approvals.queries import past
from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.templatetags.mycet import london_weekday_date

Typed = dict[str, str]


def typed_answers(application: CetApplication, data) -> list[Typed]:
    """The answers in `data`, each below its question; without those that were sent already."""
    return [
        {"label": question.text, "text": text}
        for asked in queries.requests_of(application)
        for question in asked.questions.all()
        if (text := data.get(f"answer_{question.pk}", "").strip())
        and not (asked.answered_at and _same(text, question.answer))
    ]


def after_the_last_day(application: CetApplication) -> str:
    """That no answer came by which day, and until when the rejection can be appealed; empty
    where something else closed the answers."""
    last = past.last_day_to_answer(application)
    words = {"day": london_weekday_date(last), "number": application.c_number}
    if application.status == ApplicationStatus.INFORMATION_REQUESTED and last and _is_past(last):
        sentence = _(
            "The last day to answer was %(day)s. MyCET rejects %(number)s because no answer came. "
            "The rejection can then be appealed."
        )
        return sentence % words
    if not queries.rejected_unanswered(application):
        return ""
    sentence = _(
        "The last day to answer was %(day)s. MyCET rejected %(number)s because no answer came."
    )
    found = [sentence % words]
    if application.due_on and not _is_past(application.due_on):
        until = {"day": london_weekday_date(application.due_on)}
        found.append(_("The rejection can be appealed until 11:59pm on %(day)s.") % until)
    return " ".join(found)


def _is_past(day: date) -> bool:
    return clock.today() > day


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def page(
    request, application: CetApplication, *, heading: str, sentence: str, typed: Iterable[Typed]
):
    """The page that takes the place of a form which cannot be sent any more."""
    context = {
        "application": application,
        "heading": heading,
        "errors": [sentence],
        "typed": list(typed),
        "links": links(application, request.actor),
    }
    return render(request, "approvals/closed.html", context)


def links(application: CetApplication, actor: Actor) -> list[dict[str, Any]]:
    """Where to go from here: the application, its appeal while that is open, another one."""
    number = application.c_number
    found = [{"words": _("See the application"), "url": _url("application", number)}]
    refusal = workflow.application.refusal(application, "appeal", actor=actor, at=clock.now())
    if refusal is None:
        found.append({"words": _("Appeal against the rejection"), "url": _url("appeal", number)})
    may_write = actor.may(Permission.APPLICATION_WRITE)
    if may_write and application.status == ApplicationStatus.REJECTED:
        words = _("Start a new application, filled in from this one")
        found.append({"words": words, "url": _url("copy", number)})
    return found


def _url(name: str, c_number: str) -> str:
    return reverse(f"approvals:{name}", args=[c_number])
