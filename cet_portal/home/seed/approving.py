"""Threads about applications: written, asked about, decided, withdrawn, or left where they are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import queries, rules, services
from approvals.enums import AttachmentKind
from approvals.models import CetApplication
from cet_portal.core.actor import CLOCK
from cet_portal.home.seed.days import ONE_DAY
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.texts import CETS
from cet_portal.home.seed.texts.shape import Cet
from cet_portal.home.seed.world import World
from cet_portal.scheme import queries as scheme_queries

STEPS_BEFORE_FIRST_EVENT = 25
ROOM_FOR_ALL_STEPS = 15


def write(world: World, cet: Cet, *, at: datetime) -> CetApplication:
    """A draft with everything that `cet` says."""
    author = world.administrator(cet.provider)
    draft = services.create_draft(
        provider_id=world.providers[cet.provider].pk,
        values={"title": cet.title},
        actor=author,
        at=at,
    )
    if not cet.summary:
        return draft
    values, lines = cet.values(), {"objectives": cet.lines(), "contributors": cet.contributors()}
    for section, fields in rules.FIELDS.items():
        draft = services.save_section(
            application=draft,
            section=section,
            version=draft.version,
            values={name: values[name] for name in fields if name in values},
            **{name: lines[name] for name in fields if name in lines},
            actor=author,
            at=at,
        )
    if values["modality"].needs_attachment:
        file = SimpleUploadedFile("material.txt", cet.material().encode(), "text/plain")
        services.attach(application=draft, file=file, kind=AttachmentKind.TEXT, actor=author, at=at)
        draft.refresh_from_db()
    return draft


def submit(world: World, cet: Cet, application: CetApplication, *, at: datetime) -> CetApplication:
    """The provider's administrator declares and submits it."""
    return services.submit(application=application, actor=world.administrator(cet.provider), at=at)


def give(
    world: World, application: CetApplication, approver: str, *, at: datetime
) -> CetApplication:
    """To this approver, if the portal chose another."""
    user = world.users[approver]
    if application.approver_id == user.pk:
        return application
    return services.reassign(
        application=application,
        approver=user,
        reason=REASSIGNED,
        actor=world.actor("Daniel Osei", "staff"),
        at=at,
    )


def judge(world, application, approver: str, *, failing: dict[str, str], at: datetime) -> None:
    """Every criterion met, but those with a sentence in `failing`."""
    services.judge(
        application=application,
        judged=[
            rules.Judged(
                criterion=criterion.code,
                verdict="NOT_MET" if criterion.code in failing else "MET",
                sentence=failing.get(criterion.code, ""),
                audience=audience,
            )
            for criterion in scheme_queries.criteria()
            for audience in (application.audiences if criterion.per_audience else [""])
        ],
        actor=world.actor(approver, "approver"),
        at=at,
    )


def approve(
    world: World, cet: Cet, application: CetApplication, approver: str, *, at: datetime
) -> CetApplication:
    """Approved for every audience as it was asked for."""
    judge(world, application, approver, failing={}, at=at)
    total, interactive = cet.points
    audience_of = queries.audience_of_unit()
    return services.decide(
        application=application,
        outcomes=[
            rules.AudienceOutcome(
                audience=audience,
                approved=True,
                total=total,
                interactive=interactive,
                peer_review=application.peer_review,
                units=[unit for unit in cet.units if audience_of[unit] == audience],
            )
            for audience in cet.audience_codes
        ],
        actor=world.actor(approver, "approver"),
        at=at,
    )


IF_NOBODY_FITS = "Helen Ashdown"
REASSIGNED = "Balanced by hand while colleagues were at a conference."


@dataclass(frozen=True)
class Timetable:
    """The instants of an approval that is through before the CET is planned."""

    written: datetime
    submitted: datetime
    taken: datetime
    asked: datetime
    answered: datetime
    decided: datetime


def timetable(world: World, first_event: date) -> Timetable:
    """Well before the first event, and inside the same cycle; at its start all on one day."""
    days = world.days
    cycle = days.cycle(first_event)
    start = days.before(min(first_event, days.today), STEPS_BEFORE_FIRST_EVENT + ROOM_FOR_ALL_STEPS)
    if start >= cycle.first_day:
        steps = [days.at(days.after(start, n), 9 + n % 7, 20) for n in (0, 1, 4, 5, 8, 10)]
    elif cycle.first_day + timedelta(days=30) <= min(first_event, days.today):
        first = days.after(cycle.first_day, 1)
        steps = [days.at(days.after(first, n), 9 + n % 7, 40) for n in (0, 1, 4, 5, 8, 10)]
    else:
        steps = [days.at(cycle.first_day, 8, minute) for minute in (0, 5, 10, 15, 20, 25)]
    return Timetable(*(world.not_after_now(step) for step in steps))


def approved(world: World, key: str, first_event: date) -> Thread:
    """Approved in time for its first event in a cycle, by whomever the portal chose; every third
    one after a question. Expires with its cycle."""
    cet, when = CETS[key], timetable(world, first_event)
    cycle = world.days.cycle(first_event).name
    yield when.written
    application = write(world, cet, at=when.written)
    yield when.submitted
    application = submit(world, cet, application, at=when.submitted)
    if application.approver is None:  # shortly after a cycle began, when Marcus is away
        application = give(world, application, IF_NOBODY_FITS, at=when.submitted)
    approver = str(application.approver)
    if world.chance.random() < 1 / 3:
        yield when.asked
        application = ask(world, application, approver, QUESTION, at=when.asked)
        yield when.answered
        application = answer(world, cet, application, at=when.answered)
    yield when.decided
    application = approve(world, cet, application, approver, at=when.decided)
    world.cets[key, cycle] = application
    if application.approval_ends < world.days.today:
        night = world.not_after_now(world.days.at(application.approval_ends + ONE_DAY, 0, 7))
        yield night
        services.expire(application=application, actor=CLOCK, at=night)


QUESTION = (
    "Please say how the tutor makes sure that each person has met the objectives, and how many "
    "people you expect at a table."
)
ANSWER = (
    "Groups have at most eight people. The tutor ticks each objective for each person on a "
    "sheet, which we keep with the attendance list."
)


def ask(world, application, approver, question, *, at) -> CetApplication:
    """The approver asks for information, about how people learn."""
    return services.ask_information(
        application=application,
        questions=[("learning", question)],
        actor=world.actor(approver, "approver"),
        at=at,
    )


def answer(world, cet, application, *, at) -> CetApplication:
    """The provider answers in the portal."""
    author = world.administrator(cet.provider)
    application = services.save_answers(
        application=application,
        version=application.version,
        answers={question.pk: ANSWER for question in queries.open_questions(application)},
        actor=author,
        at=at,
    )
    return services.answer(application=application, actor=author, at=at)


def waiting(
    world: World,
    key: str,
    *,
    written: datetime,
    submitted: datetime | None = None,
    taken: tuple[str, datetime] | None = None,
    asked: tuple[str, datetime] | None = None,
    answered: datetime | None = None,
) -> Thread:
    """An application that has come as far as the last instant given, and stays there.

    `taken`: the approver and when; `asked`: the question and when.
    """
    cet = CETS[key]
    yield written
    application = write(world, cet, at=written)
    if submitted is None:
        return
    yield submitted
    application = submit(world, cet, application, at=submitted)
    if taken is None:
        return
    approver, at = taken
    yield at
    application = give(world, application, approver, at=at)
    if asked is None:
        return
    question, at = asked
    yield at
    application = ask(world, application, approver, question, at=at)
    if answered is None:
        return
    yield answered
    answer(world, cet, application, at=answered)


def rejected(
    world: World,
    key: str,
    *,
    written: datetime,
    submitted: datetime,
    taken: tuple[str, datetime],
    decided: datetime,
    failing: str,
    reasons: str,
) -> Thread:
    """Rejected by an approver, for the criterion `failing` and what its sentence says."""
    cet, (approver, taken_at) = CETS[key], taken
    yield written
    application = write(world, cet, at=written)
    yield submitted
    application = submit(world, cet, application, at=submitted)
    yield taken_at
    application = give(world, application, approver, at=taken_at)
    yield decided
    judge(world, application, approver, failing={failing: reasons}, at=decided)
    services.decide(
        application=application,
        outcomes=[
            rules.AudienceOutcome(audience=audience, approved=False)
            for audience in cet.audience_codes
        ],
        actor=world.actor(approver, "approver"),
        at=decided,
    )


def rejected_by_the_clock(
    world: World, key: str, *, written: datetime, taken: tuple[str, datetime], question: str
) -> Thread:
    """Asked, never answered, rejected by the portal in the night after the last day."""
    cet, (approver, at) = CETS[key], taken
    yield written
    application = submit(world, cet, write(world, cet, at=written), at=written)
    yield at
    application = give(world, application, approver, at=at)
    application = ask(world, application, approver, question, at=at)
    night = world.not_after_now(world.days.at(application.due_on + ONE_DAY, 0, 5))
    yield night
    services.reject_unanswered(application=application, actor=CLOCK, at=night)


def withdrawn(
    world: World, key: str, *, written: datetime, submitted: datetime | None, ended: datetime
) -> Thread:
    """Taken back by the provider, as a draft or from the queue."""
    cet = CETS[key]
    yield written
    application = write(world, cet, at=written)
    if submitted:
        yield submitted
        application = submit(world, cet, application, at=submitted)
    yield ended
    services.withdraw(application=application, actor=world.administrator(cet.provider), at=ended)
