"""Threads in which something unusual happens: appeals, approvals taken back, hurry, more time."""

from datetime import datetime

from approvals import services
from approvals.enums import Section
from approvals.models import CetApplication
from cet_portal.home.seed import approving
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.texts import CETS
from cet_portal.home.seed.world import World
from providers import queries as provider_queries
from providers import services as provider_services

HELEN, MARCUS, MANAGER = "Helen Ashdown", "Marcus Oyelaran", "Ruth Calloway"

NOT_MET = (
    "The programme does not show how it is checked that each person has judged the trials; a show "
    "of hands does not tell who has."
)
GROUNDS = (
    "The criterion is met. Section “Learning objectives” says that each person hands in a written "
    "judgement of the three trials, and that the tutor marks it with the sheet attached to our "
    "first answer. The show of hands only opens the discussion."
)


def threads(world: World):
    """Each of them, with dates around today."""
    ago = world.days.ago
    return [
        under_appeal(world, written=ago(19), submitted=ago(14), decided=ago(9), appealed=ago(4)),
        approval_withdrawn(world, written=ago(95), decided=ago(80), ended=ago(20, 15)),
        approver_away(world, at=ago(2, 17)),
        approving.waiting(world, "rimless", written=ago(3), submitted=ago(1, 11)),
        interest_declared(world, at=ago(30)),
        hurried(world, "vitreous", written=ago(6), submitted=ago(4, 9), paid=ago(1, 10)),
        hurried(world, "school-screening", written=ago(5), submitted=ago(3, 9)),
        given_more_time(world, written=ago(12), submitted=ago(9, 9), extended=ago(2, 12)),
        second_round(
            world, written=ago(16), submitted=ago(12, 9), asked=ago(9, 9), answered=ago(2, 15)
        ),
    ]


def under_appeal(world: World, *, written, submitted, decided, appealed) -> Thread:
    """Rejected by Helen, appealed; the portal has given it to somebody else."""
    cet = CETS["visual-stress"]
    yield from approving.rejected(
        world,
        cet.key,
        written=written,
        submitted=submitted,
        taken=(HELEN, submitted),
        decided=decided,
        failing="OBJECTIVES",
        reasons=NOT_MET,
    )
    yield appealed
    services.lodge_appeal(
        application=_latest(cet.title),
        grounds=GROUNDS,
        actor=world.administrator(cet.provider),
        at=appealed,
    )


def approval_withdrawn(world: World, *, written, decided, ended) -> Thread:
    """Approved, then taken back by the CET manager with a reason."""
    cet = CETS["home-tests"]
    yield written
    application = approving.submit(world, cet, approving.write(world, cet, at=written), at=written)
    yield decided
    application = approving.approve(world, cet, application, str(application.approver), at=decided)
    yield ended
    services.withdraw_approval(
        application=application,
        reason="The regulator of medical devices has stopped two of the four applications that "
        "this CET recommends.",
        actor=world.actor(MANAGER, "staff"),
        at=ended,
    )


def approver_away(world: World, *, at: datetime) -> Thread:
    """Marcus is away, so what only a dispensing optician may judge finds nobody."""
    yield at
    services.add_absence(
        approver=world.users[MARCUS],
        first_day=world.days.before(world.days.today, 1),
        last_day=world.days.ahead(6),
        actor=world.actor(MARCUS, "approver"),
        at=at,
    )


def interest_declared(world: World, *, at: datetime) -> Thread:
    """Helen has an interest in Fenland and sees nothing of it any more."""
    yield at
    services.declare_interest(
        approver=world.users[HELEN],
        provider=world.providers["fenland"],
        reason="My brother has joined its board.",
        actor=world.actor(HELEN, "approver"),
        at=at,
    )


def hurried(world: World, key: str, *, written, submitted, paid: datetime | None = None) -> Thread:
    """With fast track; only the payment starts the short clock."""
    cet = CETS[key]
    author = world.administrator(cet.provider)
    yield written
    application = approving.write(world, cet, at=written)
    application = services.save_section(
        application=application,
        section=Section.SPEED,
        version=application.version,
        values={"fast_track": True},
        actor=author,
        at=written,
    )
    yield submitted
    application = approving.submit(world, cet, application, at=submitted)
    if paid:
        yield paid
        provider_services.record_payment(
            fee=provider_queries.fees_about(application.c_number).get(),
            paid_on=world.days.before(world.days.today, 1),
            reference="BACS 20417",
            actor=world.actor("Daniel Osei", "staff"),
            at=paid,
        )


def given_more_time(world: World, *, written, submitted, extended) -> Thread:
    """The CET manager gives the approver three days more and leaves a note."""
    cet = CETS["gonioscopy"]
    yield written
    application = approving.write(world, cet, at=written)
    yield submitted
    application = approving.submit(world, cet, application, at=submitted)
    yield extended
    manager = world.actor(MANAGER, "staff")
    services.extend_clock(
        application=application,
        working_days=3,
        reason="The approver was called as a witness and lost three days.",
        actor=manager,
        at=extended,
    )
    services.add_note(
        application=application,
        text="Spoken to the approver: the application itself is in good order.",
        actor=manager,
        at=extended,
    )


def second_round(world: World, *, written, submitted, asked, answered) -> Thread:
    """Asked about its objectives, the provider changes what it said and answers."""
    cet = CETS["photopsia"]
    author = world.administrator(cet.provider)
    yield written
    application = approving.write(world, cet, at=written)
    yield submitted
    application = approving.submit(world, cet, application, at=submitted)
    approver = str(application.approver)
    yield asked
    application = approving.ask(
        world, application, approver, "How do you see that somebody can ask well?", at=asked
    )
    services.add_note(
        application=application,
        text="Otherwise ready to approve: good sources, and the right people.",
        actor=world.actor(approver, "approver"),
        at=asked,
    )
    yield answered
    application = services.save_section(
        application=application,
        section=Section.LEARNING,
        version=application.version,
        values={
            "assessment": "Each person leads one conversation with an actor; the tutor and a "
            "colleague tick the same list, which stays with the attendance record."
        },
        actor=author,
        at=answered,
    )
    approving.answer(world, cet, application, at=answered)


def _latest(title: str) -> CetApplication:
    return CetApplication.objects.filter(title=title).latest("pk")
