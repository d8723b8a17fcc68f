"""What became of lines that somebody wanted to accept and could not: in a sentence for each."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registrants.enums import PointStatus
from registrants.models import PointEntry

MOST_NAMED = 3
S = PointStatus


def sentences(lines: Iterable[PointEntry], *, today: date) -> list[str]:
    """Why these lines were not accepted just now: the first few by their titles."""
    found = list(lines)
    said = [_sentence(line, today) for line in found[:MOST_NAMED]]
    rest = len(found) - len(said)
    if rest:
        said.append(
            ngettext(
                "Your record shows what became of %(number)s more.",
                "Your record shows what became of %(number)s more.",
                rest,
            )
            % {"number": rest}
        )
    return said


def _sentence(line: PointEntry, today: date) -> str:
    words = {
        S.ACCEPTED: _("“%(title)s” is accepted already."),
        S.LAPSED: _("The cycle ended on %(day)s, so “%(title)s” can no longer be accepted."),
        S.DECLINED: _("“%(title)s” was declined, so it cannot be accepted."),
        S.QUERIED: _("You said that “%(title)s” is wrong: its provider answers first."),
        S.LATE: _("The cycle ended on %(day)s: GOC staff decide about “%(title)s”."),
        S.REVERSED: _("“%(title)s” was taken back by its provider or by GOC staff."),
    }
    over = line.status == S.PENDING and line.due_on < today
    status = S.LAPSED if over else S(line.status)
    found = words.get(status, _("“%(title)s” waits for you again."))
    return found % {"title": line.title, "day": date_format(line.due_on, "j F Y")}
