"""People who open accounts, by the real services, and what they are mailed."""

import re
from datetime import date

from django.core import mail

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK, NOBODY
from registrants import services
from registrants.models import AccountRequest, Registrant

BORN = date(1980, 5, 17)  # as tests.builders has everybody
PASSWORD = "a-quiet-harbour-41"


def ask(number="", *, born=BORN, email="ada@example.org", at=None, **who) -> AccountRequest:
    """The public form sent, and the worker's answer."""
    at = at or clock.now()
    if not number:
        who = {"forenames": "Ada", "surname": "Marsh", "joining": "OPTOMETRIST"} | who
    request = services.ask_for_account(
        number=number, date_of_birth=born, email=email, actor=NOBODY, at=at, **who
    )
    services.answer_requests(actor=CLOCK, at=at)
    request.refresh_from_db()
    return request


def link() -> str:
    """The path of the link in the mail that went out last."""
    return re.search(r"/open-account/link/[\w-]+/", mail.outbox[-1].body)[0]


def without_number(email="ada@example.org", at=None, **who) -> Registrant:
    """Somebody without a number, with an account and a U-reference."""
    at = at or clock.now()
    request = ask(email=email, at=at, **who)
    person, _user = services.open_with_password(
        request=request, password=PASSWORD, actor=NOBODY, at=at
    )
    return person
