"""The history of an event in words: changes of status and of the plan, and every act besides."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions_events.queries.acts import Act
from sessions_events.rules import changes

_HAPPENED = {
    "cancel": gettext_lazy("Cancelled"),
    "not_held": gettext_lazy("Did not take place"),
    "stop": gettext_lazy("Stopped: the approval ended"),
    "close": gettext_lazy("Declaration released: nobody completed the CET"),
    "declare": gettext_lazy("Declared"),
    "hold": gettext_lazy("Declared with a difference: held for the CET manager"),
    "release": gettext_lazy("Declaration released"),
    "refuse": gettext_lazy("Declaration refused"),
    "upload": gettext_lazy("Uploaded"),
    "hold_again": gettext_lazy("Declaration corrected: held for the CET manager"),
    "reopen": gettext_lazy("Declaration corrected: people completed the CET after all"),
    "finish": gettext_lazy("Finished: nobody is left to be uploaded"),
}


def timeline_entries(steps, changed=(), acts=()) -> list[dict[str, Any]]:
    """For _components/timeline.html, the newest first: changes of status and of the plan, and
    acts that change no status."""
    entries = [
        {
            "title": _HAPPENED.get(step.step, step.step),
            "at": step.at,
            "by": step.actor_name,
            "text": step.reason,
        }
        for step in steps
    ]
    entries += [
        {
            "title": _("Changed") if change.event_id else _("The session was changed"),
            "at": change.at,
            "by": change.actor_name,
            "text": changes.one_line(change.values),
        }
        for change in changed
    ]
    entries += [_act(act) for act in acts]
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def _act(act: Act) -> dict[str, Any]:
    by = _("%(name)s, GOC staff") % {"name": act.by} if act.by_staff else act.by
    return {"title": _title(act), "at": act.at, "by": by, "text": _text(act)}


def _title(act: Act) -> str:
    if act.verb == "event.nil_return":
        return _nil_return(act.data["month"])
    if act.verb == "event.upload_rows":
        words = {"n": _taken(act), "list": act.data.get("upload", "")}
        return " ".join(_many(_TAKEN, words["n"], words).split())
    number = act.data.get("people") or act.data.get("certificates") or act.number
    return _many(_DONE[act.verb], number, {"n": number, **act.data})


def _taken(act: Act) -> int:
    """How many people got points; of older entries, how many rows were ready."""
    return act.data.get("people", act.data.get("ready", 0) + act.data.get("noted", 0))


def _nil_return(month: str) -> str:
    if not month:
        return _("Last nil return: nobody completed it since the last upload")
    return _("Nil return for %(month)s") % {"month": date_format(date.fromisoformat(month), "F Y")}


def _text(act: Act) -> str:
    """What was said with it. The reason of a withdrawal is for the person alone."""
    if act.verb == "declaration.note":
        return act.data.get("note", "")
    return act.data.get("reason", "") if act.verb == "declaration.correct" else ""


def _many(sentences: tuple[Any, Any], number: int, words: dict[str, Any]) -> str:
    return str(sentences[number != 1]) % words


_TAKEN = (
    gettext_lazy("List %(list)s uploaded: %(n)s person got points"),
    gettext_lazy("List %(list)s uploaded: %(n)s people got points"),
)
_DONE: dict[str, tuple[Any, Any]] = {
    "event.withdraw_rows": (
        gettext_lazy("Points of %(n)s person taken back"),
        gettext_lazy("Points of %(n)s people taken back"),
    ),
    "declaration.correct": (gettext_lazy("Declaration corrected: version %(number)s"),) * 2,
    "declaration.note": (gettext_lazy("The CET manager answered what differed"),) * 2,
    "certificate.issue": (
        gettext_lazy("%(n)s certificate issued"),
        gettext_lazy("%(n)s certificates issued"),
    ),
    "certificate.withdraw": (
        gettext_lazy("%(n)s certificate withdrawn"),
        gettext_lazy("%(n)s certificates withdrawn"),
    ),
    "certificate_batch.ask": (gettext_lazy("All certificates asked for at once"),) * 2,
    "record.keep": (
        gettext_lazy("%(n)s file added to the attendance record"),
        gettext_lazy("%(n)s files added to the attendance record"),
    ),
    "record.strike": (
        gettext_lazy("%(n)s file of the attendance record struck out"),
        gettext_lazy("%(n)s files of the attendance record struck out"),
    ),
    "record.remove": (
        gettext_lazy("%(n)s file of the attendance record removed after six years"),
        gettext_lazy("%(n)s files of the attendance record removed after six years"),
    ),
}
_DONE["certificate.issue_all"] = _DONE["certificate.issue"]
