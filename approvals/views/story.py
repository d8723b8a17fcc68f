"""The timeline of an application: who did what, when, in which role, as each side may read it.

Providers read neither who the approvers are, nor notes, nor who had the case before.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals import permissions, queries
from approvals.enums import Ending, Stage
from approvals.models import CetApplication
from approvals.queries import past
from cet_portal.accounts.roles import PROVIDER_ROLES, STAFF_ROLES, Role
from cet_portal.core.actor import Actor

HAPPENED = {
    "ask": gettext_lazy("Information requested"),
    "lapse": gettext_lazy("Rejected: no answer in time"),
    "approve": gettext_lazy("Approved"),
    "reject": gettext_lazy("Rejected"),
    "appeal": gettext_lazy("Appeal lodged"),
    "uphold": gettext_lazy("Appeal upheld: approved"),
    "dismiss": gettext_lazy("Appeal dismissed: rejected"),
    "expire": gettext_lazy("Approval ended with the cycle"),
    "withdraw_approval": gettext_lazy("Approval withdrawn"),
    "withdraw": gettext_lazy("Withdrawn by the provider"),
}
_FEE = {
    "pay": gettext_lazy("Fast track paid"),
    "waive": gettext_lazy("Fast track fee waived"),
    "refund": gettext_lazy("Fast track fee refunded"),
}
# Told from the assignments, which know who and why, and not from the change of status.
_GIVEN = frozenset({"assign", "hand_back", "take"})

Entry = dict[str, Any]


def story(application: CetApplication, actor: Actor) -> list[Entry]:
    """What happened, the newest first, with what this reader may know of it."""
    entries = [
        *_changes(application, actor),
        *_given(application, actor),
        *_more_time(application, actor),
        *_fast_track(application, actor),
        *_notes(application, actor),
    ]
    entries.sort(key=lambda entry: entry["at"])  # stable: what is equal stays as it came
    return entries[::-1]


def is_provider(actor: Actor) -> bool:
    """Does the reader stand on the provider's side?"""
    return actor.role in PROVIDER_ROLES


def who(name: str, role: str, reader: Actor) -> str:
    """Name and role of somebody, as `reader` may know it: of approvers and GOC staff providers
    read the role alone."""
    words = str(Role(role).label) if role in Role.values else ""
    if role in (Role.APPROVER, *STAFF_ROLES) and is_provider(reader):
        return words
    return f"{name} ({words})" if words else name


def _changes(application: CetApplication, actor: Actor) -> Iterator[Entry]:
    rounds = 0
    for change in queries.timeline(application):
        if change.step in _GIVEN:
            continue
        if change.step in ("submit", "answer"):
            rounds += 1
        yield {
            "title": _title(change.step, rounds),
            "at": change.at,
            "by": who(change.actor_name, change.actor_role, actor),
            "text": change.reason,
        }


def _title(step: str, number: int) -> str:
    if step == "submit":
        return _("Submitted (round %(number)d)") % {"number": number}
    if step == "answer":
        return _("Questions answered (round %(number)d)") % {"number": number}
    return str(HAPPENED.get(step, step))  # a step of an earlier version has no words


def _given(application: CetApplication, actor: Actor) -> Iterator[Entry]:
    if is_provider(actor):
        yield from _given_to_somebody(application)
        return
    for each in past.assignments_of(application):
        yield {
            "title": _("Given to %(name)s") % {"name": each.approver},
            "at": each.began_at,
            "by": who(each.given_by, each.given_by_role, actor),
            "text": "",
        }
        if each.ending == Ending.HANDED_BACK:
            yield {
                "title": _("Handed back"),
                "at": each.ended_at,
                "by": who(str(each.approver), Role.APPROVER, actor),
                "text": each.reason,
            }
        elif each.ending == Ending.REASSIGNED:
            yield {
                "title": _("Taken from %(name)s") % {"name": each.approver},
                "at": each.ended_at,
                "by": "",
                "text": each.reason,
            }


def _given_to_somebody(application: CetApplication) -> Iterator[Entry]:
    """For the provider: that somebody has it, once for each stage, whoever it was."""
    told = {
        Stage.FIRST: _("Given to an approver"),
        Stage.APPEAL: _("Appeal given to another approver"),
    }
    for each in past.assignments_of(application):
        title = told.pop(Stage(each.stage), None)
        if title:
            yield {"title": title, "at": each.began_at, "by": "", "text": ""}


def _more_time(application: CetApplication, actor: Actor) -> Iterator[Entry]:
    for each in past.extensions_of(application):
        words = ngettext(
            "%(number)d working day more", "%(number)d working days more", each.working_days
        )
        yield {
            "title": words % {"number": each.working_days},
            "at": each.at,
            "by": who(each.by, each.role, actor),
            "text": each.reason,
        }


def _fast_track(application: CetApplication, actor: Actor) -> Iterator[Entry]:
    for change in past.fast_track_changes(application):
        yield {
            "title": str(_FEE[change.step]),
            "at": change.at,
            "by": who(change.actor_name, change.actor_role, actor),
            "text": change.reason if change.step != "pay" else "",
        }


def _notes(application: CetApplication, actor: Actor) -> Iterator[Entry]:
    if permissions.may_read_notes(actor):
        return
    for note in past.notes_of(application):
        yield {
            "title": _("Private note"),
            "at": note.at,
            "by": who(note.by, note.role, actor),
            "text": note.text,
        }
