"""Cancelling a run: only as it was looked at, and whoever stands behind it is told."""

import pytest
import time_machine

from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from compliance.models import ComplianceRun
from compliance.services import running
from tests import builders
from tests.compliance import running as world

pytestmark = pytest.mark.django_db


@pytest.fixture
def daniel():
    """A member of staff, some days after the cycle."""
    with time_machine.travel(world.AFTER, tick=True):
        yield builders.staff()


def confirmed() -> tuple[ComplianceRun, list[str]]:
    """A real run that is at work, and who asked for it and confirmed it."""
    world.fill(4)
    asked_by, second = builders.staff(), builders.staff()
    run = world.start("REAL", by=asked_by)
    running.confirm_run(
        run=run, period=world.period(), actor=builders.actor_of(second), at=world.AFTER
    )
    run.refresh_from_db()
    return run, sorted([asked_by.email, second.email])


def status_of(run) -> str:
    run.refresh_from_db()
    return run.status


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def told() -> list[str]:
    found = OutboxMessage.objects.filter(kind="run_cancelled")
    return sorted(found.values_list("to", flat=True))


def test_on_a_page_that_is_stale_nothing_is_cancelled(daniel):
    world.fill(4)
    asked_by, second = builders.staff(), builders.staff(name="Ruth Kemp")
    run, client = world.start("REAL", by=asked_by), builders.client_for(daniel)
    address = f"/runs/{run.number}/cancel/"
    assert 'name="seen" value="ASKED"' in text_of(client.get(f"/runs/{run.number}/"))
    running.confirm_run(
        run=run, period=world.period(), actor=builders.actor_of(second), at=world.AFTER
    )

    answer = client.post(address, {"seen": "ASKED"}, follow=True)

    assert status_of(run) == "RUNNING"
    words = f"{run.number} has changed meanwhile: it is running now, confirmed by Ruth Kemp."
    assert words in text_of(answer)
    assert told() == []


def test_without_what_was_seen_nothing_is_cancelled(daniel):
    run, _people = confirmed()
    builders.client_for(daniel).post(f"/runs/{run.number}/cancel/")
    assert status_of(run) == "RUNNING"
    with pytest.raises(Refused, match="changed meanwhile"):
        running.cancel_run(run=run, seen="ASKED", actor=builders.actor_of(daniel), at=world.AFTER)


def test_a_real_run_at_work_has_a_page_before_it_is_cancelled_and_its_people_are_told(daniel):
    run, people = confirmed()
    client, address = builders.client_for(daniel), f"/runs/{run.number}/cancel/"
    page = text_of(client.get(f"/runs/{run.number}/"))
    assert f'href="{address}"' in page
    assert "<form" not in page[page.index(address) - 200 : page.index(address)]

    page = text_of(client.get(address))
    assert "Nothing of what was judged so far is kept." in page
    assert f"Told at once: {run.started_by.name}, {run.confirmed_by.name}." in page
    assert status_of(run) == "RUNNING"

    client.post(address, {"seen": "RUNNING"})
    assert status_of(run) == "CANCELLED"
    assert told() == people
    (message, *_rest) = OutboxMessage.objects.filter(kind="run_cancelled")
    assert f"{daniel.name} has cancelled {run.number}" in message.body


def test_what_is_over_is_not_asked_about(daniel):
    run, _people = confirmed()
    world.work(run)
    client = builders.client_for(daniel)
    answer = client.get(f"/runs/{run.number}/cancel/")
    assert answer["Location"] == f"/runs/{run.number}/"


def test_who_cancels_a_rehearsal_of_their_own_tells_nobody(daniel):
    world.fill(4)
    run = world.start(by=daniel)
    client = builders.client_for(daniel)
    page = text_of(client.get(f"/runs/{run.number}/"))
    assert 'name="seen" value="RUNNING"' in page
    client.post(f"/runs/{run.number}/cancel/", {"seen": "RUNNING"})
    assert (status_of(run), told()) == ("CANCELLED", [])


# The same run asked for again


def ask(client) -> str:
    chosen = {"cycle": world.CYCLE, "kind": "REAL", "contradictory": "apart"}
    return text_of(client.post("/runs/new/", chosen, follow=True))


def test_a_real_run_asked_for_again_is_said_to_be_open_and_nothing_of_rehearsals(daniel):
    world.fill(4)
    client = builders.client_for(daniel)
    assert "no second real run" not in ask(client)
    run = ComplianceRun.objects.get()

    page = ask(client)

    words = (
        f"This is {run.number}, which you asked for on 10 January 2028. While it is open no second "
        "real run of the cycle is started."
    )
    assert words in page
    assert "rehearsal is not started again" not in page
    assert ComplianceRun.objects.count() == 1
