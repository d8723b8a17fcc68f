"""The words with which an act on somebody's behalf is remembered: pure."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from compliance.enums import DisputeForThem, ForThem
from registrants.enums import RequestWay

_SAID = {
    ForThem.ASK: _("Asked for by GOC staff on behalf of %(name)s"),
    ForThem.FILE: _("Document added by GOC staff on behalf of %(name)s"),
    ForThem.LEAVE: _("Leave added by GOC staff on behalf of %(name)s"),
    ForThem.CORRECT: _("Leave corrected or taken back by GOC staff on behalf of %(name)s"),
    ForThem.SEND: _("Sent to the CET manager by GOC staff on behalf of %(name)s"),
    ForThem.WITHDRAW: _("Withdrawn by GOC staff on behalf of %(name)s"),
}
_SAID_OF_DISPUTE = {
    DisputeForThem.LODGE: _("Lodged by GOC staff on behalf of %(name)s"),
    DisputeForThem.FILE: _SAID[ForThem.FILE],
    DisputeForThem.SEND: _("Sent to the registrar by GOC staff on behalf of %(name)s"),
    DisputeForThem.WITHDRAW: _SAID[ForThem.WITHDRAW],
}
_ON = {
    RequestWay.LETTER: _("%(act)s, on their letter received on %(day)s"),
    RequestWay.PHONE: _("%(act)s, on their call of %(day)s"),
}


def said(act: str, name: str, way: str, day: date) -> str:
    """What a request for an exception, the audit trail and the mail to the person say."""
    return _on(str(_SAID[ForThem(act)]), name, way, day)


def said_of_dispute(act: str, name: str, way: str, day: date) -> str:
    """The same of a dispute."""
    return _on(str(_SAID_OF_DISPUTE[DisputeForThem(act)]), name, way, day)


def _on(words: str, name: str, way: str, day: date) -> str:
    done = words % {"name": name}
    return str(_ON[RequestWay(way)]) % {"act": done, "day": date_format(day, "j F Y")}
