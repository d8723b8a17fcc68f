"""Cases about points, opened by the person they are about, for tests."""

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events.models import PointsCase
from sessions_events.services import cases
from tests import builders

WORDS = "I signed in at the door and out at the end."


def own(person):
    """The person, acting as themselves."""
    return builders.actor_of(person.user, "registrant")


def staff(role=Role.GOC_STAFF):
    """A member of GOC staff."""
    return builders.actor_of(builders.staff(role))


def missing(world, event, person, **changed):
    """The person asks where their points are."""
    values = {"words": WORDS, "actor": own(person), "at": world.at, **changed}
    return cases.open_missing(event=event, **values)


def queried(world, event, person, problem="POINTS"):
    """The person has points, and queries them."""
    world.upload(event, (1, person.entries.get().number, person.surname))
    entry = line(person, event)
    register_services.query_line(
        entry=entry, problem=problem, message="Too few.", actor=own(person), at=world.at
    )
    return PointsCase.objects.get(entry=entry)


def line(person, event) -> PointEntry:
    """What stands on the person's statement for the event."""
    return PointEntry.objects.standing().get(registrant=person, event_reference=event.ev_number)


def told(kind) -> set[str]:
    """Who was told."""
    return set(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def disputed(world, person, refused_by=None):
    """A refusal that the person disputes."""
    case = missing(world, world.declared(), person)
    case = cases.refuse(
        case=case, reason="Not on the list.", actor=refused_by or world.admin, at=world.at
    )
    return cases.dispute(case=case, words="I was there.", actor=own(person), at=world.at)
