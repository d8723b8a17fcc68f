"""What a row's reason says to the provider. It never tells whose number it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions_events.enums import Reason
from sessions_events.rules.repairs import Damage

_WORDS = {
    Reason.SPELLING: gettext_lazy("Read as %(number)s."),
    Reason.FORMER_SURNAME: gettext_lazy("Matches a former surname, changed after %(until)s."),
    Reason.DAY_ASSUMED: gettext_lazy("No day of completion was given: %(day)s is taken."),
    Reason.U_REFERENCE: gettext_lazy(
        "%(number)s is a reference of somebody who is joining the register: the points are kept "
        "under it."
    ),
    Reason.PROPOSAL: gettext_lazy("Is it %(number)s? It looks as if %(damage)s."),
    Reason.SWAPPED: gettext_lazy("Is it %(number)s? Number and surname seem to be swapped."),
    Reason.AUDIENCE: gettext_lazy(
        "The CET is not approved for this person’s profession or specialty. Give general points, "
        "or none?"
    ),
    Reason.INCOMPLETE: gettext_lazy("Give both a registration number and a surname."),
    Reason.FORMULA: gettext_lazy(
        "This is a formula, not a number and a surname. It was not evaluated."
    ),
    Reason.NO_NUMBER: gettext_lazy(
        "This is not a registration number. It looks like 01-20001 or D-12345."
    ),
    Reason.UNKNOWN_NUMBER: gettext_lazy("This number is not on the register."),
    Reason.SURNAME: gettext_lazy("The surname does not match this number."),
    Reason.NOT_REGISTERED: gettext_lazy("Not on the register on the day of the event."),
    Reason.STUDENT: gettext_lazy(
        "This is the number of a student, and students collect no points."
    ),
    Reason.NO_DAY: gettext_lazy("The day of completion cannot be read. Write it as 31/12/2026."),
    Reason.OTHER_DAY: gettext_lazy("The day of completion lies outside the days of the event."),
    Reason.DAY_TO_COME: gettext_lazy("The day of completion, %(to_come)s, is still to come."),
    Reason.TOO_WIDE: gettext_lazy(
        "This line has %(columns)s columns, more than the 500 that are read. Two are enough: type "
        "its number and surname here, or send it with fewer columns."
    ),
    Reason.TOO_LONG: gettext_lazy(
        "This line is longer than a million characters, so only its beginning was read."
    ),
    Reason.UNKNOWN_ROLE: gettext_lazy(
        "The role “%(role)s” is not known. Send “participant” or “facilitator”."
    ),
    Reason.REFUSED: gettext_lazy("You decided not to take this row."),
    Reason.UPLOADED: gettext_lazy("Already uploaded for this event."),
    Reason.CONTINUED: gettext_lazy("Sent again with %(upload)s."),
    Reason.TWICE: gettext_lazy("The same person as in line %(line)s."),
}


_QUESTIONS = {
    Reason.PROPOSAL: gettext_lazy(
        "%(rows)s numbers are not as they were: %(damage)s. For each of them the register has one "
        "person whose number it may have been and whose surname fits."
    ),
    Reason.SWAPPED: gettext_lazy(
        "In %(rows)s rows number and surname seem to be swapped. For each of them the register has "
        "one person whom they fit the other way round."
    ),
    Reason.AUDIENCE: gettext_lazy(
        "The CET is not approved for the profession or specialty of %(rows)s people. Give them "
        "general points, or none?"
    ),
}


def sentence(reason: str, detail: Mapping[str, Any]) -> str:
    """The reason in words; empty for a row that is simply ready."""
    if not reason:
        return ""
    return str(_WORDS[Reason(reason)]) % {name: _said(name, detail[name]) for name in detail}


def question_in_words(reason: str, damage: str, rows: int) -> str:
    """What so many rows ask alike."""
    return str(_QUESTIONS[Reason(reason)]) % {
        "rows": f"{rows:,}",
        "damage": _(str(Damage(damage).label)) if damage else _("it is damaged"),
    }


def _said(name: str, value: Any) -> str:
    if name in ("until", "day", "to_come"):
        return date_format(date.fromisoformat(value), "j F Y")
    if name == "damage":
        return _(str(Damage(value).label))
    if name in ("columns", "line"):
        return f"{value:,}"
    return str(value)
