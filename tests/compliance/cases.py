"""Disputes and exceptions of the cycle 2025 to 2027, for tests."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import Role
from compliance import queries, services
from compliance.enums import Factor
from compliance.models import ExceptionRequest
from compliance.rules import Period
from tests import builders
from tests.sessions_events.building import london

JANUARY = london(2028, 1, 5)
WEIGHED = {factor: ("FOR", f"Because of {factor}.") for factor in Factor}


def own(person):
    """The person, acting as themselves."""
    return builders.actor_of(person.user, "registrant")


def manager():
    """A CET manager."""
    return builders.actor_of(builders.staff(Role.CET_MANAGER))


def cycle() -> Period:
    """2025 to 2027."""
    return queries.period_named("2025-2027", queries.periods(date(2028, 1, 5)))


def asked(person, at=JANUARY, **changed) -> ExceptionRequest:
    """An exception that was asked for."""
    values = {"period": cycle(), "ground": "ILLNESS", "words": "I was in hospital.", **changed}
    return services.ask_exception(**values, actor=own(person), at=at)


def sent(person, at=JANUARY, **changed) -> ExceptionRequest:
    """The same, sent to be decided."""
    request = asked(person, at=at, **changed)
    return services.send_exception(request=request, actor=own(person), at=at)


def decide(request, step="excuse", by=None, at=JANUARY, **changed) -> ExceptionRequest:
    """It is decided, every factor weighed."""
    values = {"factors": WEIGHED, "reason": "The letter shows it.", **changed}
    return services.decide_exception(
        request=request, period=cycle(), step=step, **values, actor=by or manager(), at=at
    )


def file_named(name: str, content: bytes = b"a") -> SimpleUploadedFile:
    """A small document."""
    return SimpleUploadedFile(name, content)


def leave_typed(first: date, last: date) -> dict:
    """The boxes of a time on leave."""
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("start", first), ("end", last))
        for part in ("day", "month", "year")
    }
