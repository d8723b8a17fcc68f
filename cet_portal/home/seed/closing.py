"""The end of the cycle before this one: the run of two members of staff, and what was written."""

from datetime import timedelta

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import london_date
from cet_portal.home.seed.settling import MANAGER
from cet_portal.home.seed.stage import Thread
from cet_portal.home.seed.world import World
from compliance import queries as compliance_queries
from compliance.enums import LetterKind, RunKind
from compliance.models import ComplianceRun
from compliance.queries import addressees, runs
from compliance.queries import letters as letter_reads
from compliance.rules import Period
from compliance.services import letters, running

STAFF = "Daniel Osei"
# Days after the end on which the run is started, and how long afterwards the letters follow.
RUN_AFTER = timedelta(days=8)
CONFIRMED_AFTER = timedelta(hours=3)
WRITTEN_AFTER = timedelta(days=2)
READERS = 4


def told(world: World) -> Thread:
    """Run for real, confirmed by a second person, sealed; then the letters, and who read theirs."""
    begun = compliance_queries.periods(world.days.today)
    present = compliance_queries.period_on(world.days.today, begun)
    ended = begun.index(present) + 1 if present else len(begun)
    at = world.days.at(world.days.working_day(begun[0].first_day + RUN_AFTER), 10)
    if ended >= len(begun) or at + WRITTEN_AFTER + WRITTEN_AFTER > world.days.now:
        return
    period = begun[ended]
    yield at
    run = running.start_run(
        period=period, kind=RunKind.REAL, apart=True, actor=world.actor(STAFF, "staff"), at=at
    )
    yield (at := at + CONFIRMED_AFTER)
    _confirmed(world, run, period, at=at)
    yield (at := at + WRITTEN_AFTER)
    for kind in (LetterKind.SHORTFALL, LetterKind.MET):
        _written(world, run, kind, at=at)
    yield (at := at + timedelta(hours=9))
    for member in [each for each in world.register if each.user][:READERS]:
        actor = world.actor(member.person.name, "registrant")
        for letter in letter_reads.letters_visible_to(actor):
            letters.mark_letter_read(letter=letter, actor=actor, at=at)


def noticed(world: World) -> Thread:
    """The notice of the running cycle is planned for its day."""
    yield (at := world.days.now)
    among = compliance_queries.periods(world.days.today)
    letters.plan_notices(among=among, actor=CLOCK, at=at)


def _confirmed(world: World, run: ComplianceRun, period: Period, *, at) -> None:
    manager = world.actor(MANAGER, "staff")
    found = running.confirm_run(run=run, period=period, actor=manager, at=at)
    running.work_on_run(run=found, terms=runs.terms_of(found), at=at)


def _written(world: World, run: ComplianceRun, kind: LetterKind, *, at) -> None:
    sealed = letter_reads.last_run(run.cycle, kind)
    if sealed is None or not addressees.to_write(sealed, kind, on=london_date(at)).exists():
        return
    actor = world.actor(STAFF, "staff")
    found = letters.ask_letters(run=sealed, kind=kind, actor=actor, at=at)
    letters.write_letters(letter_round=found, now=lambda: at)
