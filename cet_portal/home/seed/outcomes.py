"""Threads about what follows a cycle: an exception, late points that are settled."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.home.seed.settling import MANAGER, staff_actor
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance import services
from compliance.enums import Factor
from compliance.queries import exceptions as exception_queries
from compliance.queries import late as late_queries

ON_LEAVE = "Aoife O'Donnell"
LETTER = b"To whom it may concern: Aoife O'Donnell was in my care and on leave after the birth."
WEIGHED = {
    Factor.STEPS_TAKEN: "She collected points before the leave and went on after it.",
    Factor.BEYOND_CONTROL: "The leave was longer than planned, as the midwife's letter shows.",
    Factor.INTENTION: "Two courses were booked and had to be cancelled.",
    Factor.PUBLIC_PROTECTION: "She works beside a colleague and has taken up learning again.",
}


def threads(world: World) -> list[Thread]:
    """Each of them, after the end of the cycle before."""
    return [after_leave(world), settled(world)]


def after_leave(world: World) -> Thread:
    """Parental leave: asked for in January, decided in February."""
    new_year = world.days.cycle(world.days.today).first_day
    asked, sent, decided = (
        world.days.at(world.days.working_day(new_year + timedelta(days=days)), 11)
        for days in (13, 20, 40)
    )
    if decided > world.days.now:
        return
    yield asked
    actor = world.actor(ON_LEAVE, "registrant")
    ended = [each for each in compliance_queries.periods(new_year) if each.last_day < new_year]
    request = services.ask_exception(
        period=ended[0],
        ground="PARENTAL_LEAVE",
        words="Our daughter was born in June, and I was on leave until the next spring.",
        files=[SimpleUploadedFile("letter-of-the-midwife.txt", LETTER)],
        leave=[(new_year - timedelta(days=570), new_year - timedelta(days=270))],
        actor=actor,
        at=asked,
    )
    yield sent
    request = services.send_exception(request=request, actor=actor, at=sent)
    yield decided
    leasts = exception_queries.leasts(request, ended[0])
    lowered = {
        (str(each.requirement.code), str(each.requirement.specialty or "")): each.least
        for each in leasts
        if 0 < each.least < each.requirement.required
    }
    services.decide_exception(
        request=request,
        period=ended[0],
        step="lower" if lowered else "excuse",
        factors={factor: ("FOR", words) for factor, words in WEIGHED.items()},
        lowered=lowered,
        reason="What is asked in points is lowered to the months without leave.",
        actor=staff_actor(),
        at=decided,
    )


def settled(world: World) -> Thread:
    """Staff settle the late points of one person; those of the others wait."""
    new_year = world.days.cycle(world.days.today).first_day
    settled = world.days.at(world.days.working_day(new_year + timedelta(days=45)), 15)
    if settled > world.days.now:
        return
    yield settled
    actor = world.actor(MANAGER, "staff")
    lines = list(late_queries.late_list(actor).values_list("registrant_id", "pk"))
    if len({person for person, _line in lines}) > 1:
        services.begin_late(
            keys=[line for person, line in lines if person == lines[0][0]],
            count=True,
            reason="The event was held in time. The provider uploaded it late.",
            actor=actor,
            at=settled,
        )
