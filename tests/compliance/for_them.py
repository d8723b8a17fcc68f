"""Exceptions and disputes in which staff act for somebody who wrote or called, for tests."""

from datetime import date
from typing import Any

from cet_portal.core.models import OutboxMessage
from compliance import services
from compliance.models import CycleDispute, ExceptionRequest
from registrants import services as register_services
from registrants.models import AssistedRequest
from tests import builders
from tests.compliance.cases import JANUARY, cycle


def of(account):
    """Somebody of staff, or whoever has one role alone."""
    return builders.actor_of(account)


def wrote(person, by, received_on=date(2028, 1, 4), way="LETTER", at=JANUARY) -> AssistedRequest:
    """Their letter, or a call, as `by` recorded it."""
    return register_services.record_request(
        registrant=person,
        way=way,
        received_on=received_on,
        words="I am in hospital.",
        actor=of(by),
        at=at,
    )


def asked_for(person, by, on=None, at=JANUARY, **changed) -> ExceptionRequest:
    """An exception that `by` asks for, for somebody who wrote."""
    values = {"period": cycle(), "ground": "ILLNESS", "words": "I was in hospital.", **changed}
    return services.ask_exception(**values, on=on or wrote(person, by, at=at), actor=of(by), at=at)


def lodged_for(person, by, on=None, at=JANUARY, **changed) -> CycleDispute:
    """A dispute that `by` lodges for somebody who wrote."""
    values = {"period": cycle(), "words": "EV-1 is missing.", **changed}
    return services.lodge(**values, on=on or wrote(person, by, at=at), actor=of(by), at=at)


def asked_and_sent(person, by, at=JANUARY, **changed) -> ExceptionRequest:
    """An exception of somebody who wrote, to be decided."""
    on = wrote(person, by, at=at)
    request = asked_for(person, by, on=on, at=at, **changed)
    return services.send_exception(request=request, on=on, actor=of(by), at=at)


def lodged_and_sent(person, by, at=JANUARY) -> CycleDispute:
    """A dispute of somebody who wrote, to be determined."""
    on = wrote(person, by, at=at)
    return services.send(dispute=lodged_for(person, by, on=on, at=at), on=on, actor=of(by), at=at)


def told(kind: str) -> list[str]:
    """Who was mailed a message of this kind."""
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def seen(client, address: str, *typed: dict[str, Any]) -> str:
    """The page, or what comes of what is typed there, as one line."""
    answer = (
        client.post(address, *typed, follow=True) if typed else client.get(address, follow=True)
    )
    return " ".join(answer.content.decode().split())
