"""The words with which an assisted act is remembered."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from registrants.enums import AssistedAct, RequestWay

_SAID = {
    (AssistedAct.ACCEPT, RequestWay.LETTER): _("Accepted by GOC staff on your letter of %(day)s"),
    (AssistedAct.ACCEPT, RequestWay.PHONE): _("Accepted by GOC staff on your call of %(day)s"),
    (AssistedAct.DECLINE, RequestWay.LETTER): _("Declined by GOC staff on your letter of %(day)s"),
    (AssistedAct.DECLINE, RequestWay.PHONE): _("Declined by GOC staff on your call of %(day)s"),
    (AssistedAct.QUERY, RequestWay.LETTER): _("Queried by GOC staff on your letter of %(day)s"),
    (AssistedAct.QUERY, RequestWay.PHONE): _("Queried by GOC staff on your call of %(day)s"),
    (AssistedAct.CORRECT, RequestWay.LETTER): _("Corrected by GOC staff on your letter of %(day)s"),
    (AssistedAct.CORRECT, RequestWay.PHONE): _("Corrected by GOC staff on your call of %(day)s"),
}


def said(act: AssistedAct, way: str, day: date) -> str:
    """What the line's history, the audit trail and the statement say."""
    return str(_SAID[act, RequestWay(way)]) % {"day": date_format(day, "j F Y")}
