"""How the steps of the end of a cycle stand, and the lists that they lead to."""

from datetime import date, datetime
from http import HTTPStatus

import pytest
import time_machine

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from compliance import queries, services
from compliance.enums import EndStep, StepState
from compliance.queries.ending import end_of_cycle
from registrants import services as register_services
from registrants.models import PointEntry
from tests import builders
from tests.compliance.chosen_results import CYCLE, JANUARY, annual, met, sealed_run, short
from tests.compliance.lettering import MET, SHORTFALL, write
from tests.registrants.building import offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db

END = f"/cycles/{CYCLE}/end/"
APRIL = datetime(2025, 4, 7, 10, tzinfo=LONDON)


def steps(at=JANUARY, cycle=CYCLE, by=builders.MANAGER) -> dict:
    """Each step today, by its name on the page."""
    today = at.date()
    period = queries.period_named(cycle, queries.periods(today))
    return {each.milestone.key: each for each in end_of_cycle(by, period, today=today)}


def page_of(client, path=END, at=JANUARY) -> str:
    with time_machine.travel(at, tick=False):
        found = client().get(path)
    assert found.status_code == HTTPStatus.OK
    return " ".join(found.content.decode().split())


@pytest.fixture
def client():
    manager = builders.staff(Role.CET_MANAGER)
    return lambda: builders.client_for(manager)


def test_late_points_that_wait_past_their_day_are_late_and_else_over():
    builders.reference()
    assert steps(APRIL)[EndStep.LATE].state == StepState.OVER

    offer(builders.registrant(), day=date(2024, 12, 1), at=JANUARY)

    assert steps(APRIL)[EndStep.LATE].state == StepState.LATE
    assert steps(APRIL)[EndStep.LATE].lines == 1


def test_a_later_run_that_changes_nobody_leaves_the_letters_done(client):
    ada, bea = builders.registrant(), builders.registrant()
    first = sealed_run(short(ada), met(bea))
    write(first, SHORTFALL), write(first, MET)
    later = sealed_run(short(ada), met(bea), at=JANUARY.replace(hour=12))

    now = steps()

    assert [now[step].state for step in (EndStep.SHORTFALL, EndStep.MET)] == ["DONE", "DONE"]
    assert f"{later.named} is newer, and nobody is to be written to from it" in page_of(client)


def test_a_later_run_that_changes_somebody_opens_their_letters_again():
    ada = builders.registrant()
    write(sealed_run(short(ada)), SHORTFALL)
    sealed_run(met(ada), at=JANUARY.replace(hour=12))

    now = steps()

    assert (now[EndStep.SHORTFALL].state, now[EndStep.MET].state) == ("DONE", "OPEN")


def test_letters_that_a_run_asks_of_nobody_are_done():
    sealed_run(met(builders.registrant()))

    assert steps()[EndStep.SHORTFALL].state == StepState.DONE
    assert steps()[EndStep.MET].state == StepState.OPEN


def test_runs_named_in_a_step_are_links_and_the_list_is_of_the_cycle(client):
    run = sealed_run(short(builders.registrant()))
    write(run, SHORTFALL)
    other = sealed_run(kind="REHEARSAL", cycle="2019-2021", at=JANUARY)

    page = page_of(client)
    runs = page_of(client, f"/runs/?cycle={CYCLE}")

    assert page.count(f'href="/runs/{run.number}/"') >= 2
    assert f'href="/runs/?cycle={CYCLE}"' in page
    assert run.number in runs
    assert other.number not in runs


def test_every_step_has_its_list_narrowed_to_the_cycle(client):
    run = sealed_run(short(builders.registrant()), met(builders.registrant(), annual(2023, 2)))

    page = page_of(client)

    for path in (
        f"/cycles/only-acceptance/?cycle={CYCLE}",
        f"/disputes/?cycle={CYCLE}",
        f"/disputes/?cycle={CYCLE}&amp;status=DOCUMENTS",
        f"/disputes/?cycle={CYCLE}&amp;status=open",
        f"/exceptions/?cycle={CYCLE}",
        f"/runs/{run.number}/?standing=met",
        f"/runs/{run.number}/?standing=short",
        f"{END}annual/2023/",
    ):
        assert f'href="{path}"' in page
        page_of(client, path.replace("&amp;", "&"))
    assert "1 of 2 people met the requirements" in page


def test_the_list_of_a_past_year_holds_those_below_its_annual_minimum(client):
    ada, bea = builders.registrant(surname="Marsh"), builders.registrant(surname="Reed")
    run = sealed_run(met(ada, annual(2023, 2)), short(bea, 30, annual(2024, 2)))

    listed = page_of(client, f"/runs/{run.number}/?annual=2023")
    everybody = page_of(client, f"/runs/{run.number}/?annual=1999")

    assert ("Ada Marsh" in listed, "Ada Reed" in listed) == (True, False)
    assert ("Ada Marsh" in everybody, "Ada Reed" in everybody) == (True, True)


def test_a_list_of_disputes_or_exceptions_keeps_to_its_cycle(client):
    builders.reference()

    page = page_of(client, f"/disputes/?cycle={CYCLE}")

    assert f'<option value="{CYCLE}" selected>' in page
    assert f'<option value="{CYCLE}" selected>' in page_of(client, f"/exceptions/?cycle={CYCLE}")


MARCH = datetime(2025, 3, 20, 10, tzinfo=LONDON)


def test_a_state_does_not_depend_on_who_may_read_the_cases_behind_it():
    """Exceptions speak of health: staff read neither them nor their number, but whether any is
    open."""
    builders.reference()
    ask_for_exception(builders.registrant(start=date(2015, 1, 1)))
    daniel = builders.actor_of(builders.staff())

    mine, theirs = steps(MARCH)[EndStep.EXCEPTIONS], steps(MARCH, by=daniel)[EndStep.EXCEPTIONS]

    assert (mine.state, mine.open) == (StepState.WORKING, 1)
    assert (theirs.state, theirs.total, theirs.open) == (StepState.WORKING, 0, 0)


def ask_for_exception(person):
    period = queries.period_named(CYCLE, queries.periods(JANUARY.date()))
    actor = builders.actor_of(person.user, "registrant")
    services.ask_exception(period=period, ground="ILLNESS", words="Ill.", actor=actor, at=JANUARY)


def test_late_points_under_an_open_case_are_not_over(client):
    cycle, april = "2025-2027", datetime(2028, 4, 7, 10, tzinfo=LONDON)
    queried_late_line(builders.registrant(surname="Marsh"))

    now = steps(april, cycle)[EndStep.LATE]

    assert (now.state, now.lines, now.elsewhere) == (StepState.WORKING, 0, 1)
    page = page_of(client, f"/cycles/{cycle}/end/", at=april)
    assert "1 entry waits under an open case or dispute" in page


def queried_late_line(person):
    """A line that its person queries, and that came late by that."""
    world = World()
    world.upload(world.declared(), (1, person.entries.get().number, person.surname))
    line = register_services.query_line(
        entry=PointEntry.objects.get(),
        problem="POINTS",
        message="Three hours.",
        actor=builders.actor_of(person.user, "registrant"),
        at=datetime(2026, 11, 20, 10, tzinfo=LONDON),
    )
    register_services.keep_late(entry=line, actor=CLOCK, at=datetime(2028, 1, 1, 10, tzinfo=LONDON))
