"""What people had from the former portal: points of the cycle before this one, confirmed by them
one after the other, so that dashboards and forecasts have something to compare with."""

from datetime import date, datetime, timedelta

from cet_portal.core.actor import CLOCK
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import Member, World
from cet_portal.scheme.enums import Audience, PointKind, Profession, Specialty
from compliance.rules.figures import units_of
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events.rules.earning import audience_of

# When they looked, in days from the beginning; every so many of them never did.
LOOKED = (40, 150, 260, 370, 480, 600)
NEVER = 8
FROM = "General Optical Council"
# Who came to less than the cycle asks for: points of each larger line, 31 to 35 in all.
FEWER = {"Imran Qureshi": 16, "Kwame Boateng": 15, "Daniel Stoker": 15, "Joseph Amankwah": 14}
# Who learned alone for the greater part: interactive points of each larger line, 21 in all.
ALONE = {"Abigail Frost": 9, "Rhys ap Gruffydd": 9, "Tomasz Wiśniewski": 9, "Ravi Menon": 9}
REFLECTION = "What colleagues do differently with the same cases, and what I took over from them."
# Month and day of the cycle's first year, and what it was.
PARTS = (
    ((3, 10), "Conference in spring, from the former portal"),
    ((6, 16), "Courses until summer, from the former portal"),
    ((10, 6), "Peer review in autumn, from the former portal"),
)


def taken_over(world: World) -> Thread:
    """Everybody who was there then, some at a time."""
    there = [member for member in world.register if member.user and member.person.keen]
    for place, days in enumerate(LOOKED):
        yield (at := world.began + timedelta(days=days, hours=2))
        some = [
            member
            for number, member in enumerate(there)
            if number % len(LOOKED) == place and number % NEVER
        ]
        confirm(world, some, at=at)


def confirm(world: World, some: list[Member], *, at: datetime) -> None:
    """The lines arrive, and each of these people accepts theirs and writes what has to be."""
    cycle = world.days.cycle(world.began.date())
    for number, ((month, day), title) in enumerate(PARTS, 1):
        earned_on = date(cycle.first_day.year, month, day)
        reference = f"FP-{cycle.first_day.year}{number}"
        register_services.offer_points(
            occasion=register_services.Occasion(reference, reference, title, FROM),
            offers=[
                _offer(member, number, earned_on, cycle.last_day)
                for member in some
                if member.number_on(earned_on)
            ],
            actor=CLOCK,
            at=at,
        )
    for member in some:
        actor = world.actor(member.person.name, "registrant")
        lines = PointEntry.objects.filter(
            registrant=member.registrant, event_reference__startswith="FP-"
        )
        for line in register_services.accept_lines(
            lines=[line.pk for line in lines], actor=actor, at=at
        ):
            if line.peer_review:
                register_services.write_reflection(entry=line, text=REFLECTION, actor=actor, at=at)


def _offer(
    member: Member, number: int, earned_on: date, last_day: date
) -> register_services.PointOffer:
    profession, specialty = member.person.profession, member.person.specialty
    own = [unit for audience in _audiences(member) for unit in units_of(audience)]
    is_review = number == len(PARTS)
    as_specialist = bool(is_review and specialty)
    usual = FEWER.get(member.person.name, 18)
    total = 3 if is_review and not specialty else usual
    return register_services.PointOffer(
        registrant_id=member.registrant.pk,
        number=member.number_on(earned_on) or "",
        audience=str(audience_of(profession, member.specialties, None)),
        kind=PointKind.SPECIALIST if as_specialist else PointKind.GENERAL,
        specialty=specialty or "" if as_specialist else "",
        total=total,
        interactive=min(total, ALONE.get(member.person.name, total)),
        units=tuple(own[number - 1 :: len(PARTS)]),
        peer_review=is_review,
        earned_on=earned_on,
        last_day=last_day,
    )


def _audiences(member: Member) -> list[Audience]:
    """The lists of units that somebody needs: those of the profession and of the specialty."""
    is_optometrist = member.person.profession == Profession.OPTOMETRIST
    found = [Audience.OPTOMETRIST if is_optometrist else Audience.DISPENSING_OPTICIAN]
    if member.person.specialty == Specialty.CONTACT_LENS:
        found.append(Audience.CONTACT_LENS_OPTICIAN)
    elif member.person.specialty:
        found.append(Audience.THERAPEUTIC_PRESCRIBER)
    return found
