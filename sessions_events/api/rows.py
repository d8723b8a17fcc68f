"""Rows as a machine sends them: forgiving, so that one bad row never costs another."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

from cet_portal.core.reading.records import clean
from sessions_events.enums import Part, Reason
from sessions_events.rules.headings import is_facilitator, is_role, said_no
from sessions_events.rules.rows import Row
from sessions_events.rules.tables import LONGEST_CELL

MOST_ROWS = 20_000
MOST_BYTES = 5_000_000


class RowsParser(JSONParser):
    """JSON of bounded length and depth."""

    def parse(self, stream, media_type=None, parser_context=None):
        request = (parser_context or {}).get("request")
        length = request.META.get("CONTENT_LENGTH") if request else ""
        if length and length.isdecimal() and int(length) > MOST_BYTES:
            raise ParseError(_("More than 5 MB of rows. Send them as a file."))
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("This JSON is nested too deeply.")) from None


def rows_of(data: Any) -> list[Row]:
    """The rows of a request, by their place from 1. Raises `ValidationError` without any."""
    sent = data.get("rows") if isinstance(data, Mapping) else None
    if not isinstance(sent, list) or not sent:
        raise ValidationError({"rows": [_("Send a list of rows, or a file.")]})
    if len(sent) > MOST_ROWS:
        raise ValidationError({"rows": [_("More than 20,000 rows. Send them as a file.")]})
    return [_row(line, each) for line, each in enumerate(sent, start=1)]


def _row(line: int, sent: Any) -> Row:
    values = sent if isinstance(sent, Mapping) else {}
    role = _text(values.get("role"))
    unknown = None if is_role(role) and _is_plain(values.get("role")) else {"role": role[:40]}
    return Row(
        line=line,
        number=_text(values.get("registration_number")),
        surname=_text(values.get("surname")),
        completed=_text(values.get("completed"))[:40],
        part=(Part.FACILITATOR if is_facilitator(role) else Part.PARTICIPANT).value,
        interactive=not said_no(_text(values.get("interactive"))),
        wrong=Reason.UNKNOWN_ROLE.value if unknown else "",
        detail=unknown or {},
    )


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _text(value: Any) -> str:
    """A cell; what is neither text nor a number is empty, and lone surrogates are replaced."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(str(value).encode("utf-8", "replace").decode())[:LONGEST_CELL]
