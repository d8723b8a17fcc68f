"""The words with which an act about an exception on somebody's behalf is remembered: pure."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from compliance.enums import ForThem
from registrants.enums import RequestWay

_SAID = {
    ForThem.ASK: _("Asked for by GOC staff on behalf of %(name)s"),
    ForThem.FILE: _("Document added by GOC staff on behalf of %(name)s"),
    ForThem.LEAVE: _("Leave added by GOC staff on behalf of %(name)s"),
    ForThem.CORRECT: _("Leave corrected or taken back by GOC staff on behalf of %(name)s"),
    ForThem.SEND: _("Sent to the CET manager by GOC staff on behalf of %(name)s"),
    ForThem.WITHDRAW: _("Withdrawn by GOC staff on behalf of %(name)s"),
}
_ON = {
    RequestWay.LETTER: _("%(act)s, on their letter received on %(day)s"),
    RequestWay.PHONE: _("%(act)s, on their call of %(day)s"),
}


def said(act: str, name: str, way: str, day: date) -> str:
    """What the request, the audit trail and the mail to the person say."""
    done = str(_SAID[ForThem(act)]) % {"name": name}
    return str(_ON[RequestWay(way)]) % {"act": done, "day": date_format(day, "j F Y")}
