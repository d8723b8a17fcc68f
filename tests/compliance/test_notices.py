"""Notices of a possible shortfall: by the clock, on their stored day, once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK, NOBODY
from cet_portal.core.clock import LONDON
from cet_portal.core.models import OutboxMessage, SweepRun
from cet_portal.core.permissions import Refused
from compliance import queries, tasks
from compliance.models import ComplianceRun, Letter, LetterRound, RunResult
from compliance.queries import runs as run_reads
from compliance.services import letters as services
from compliance.services import running
from compliance.services.running import working
from tests import builders
from tests.compliance.running import overlapping
from tests.registrants.building import accept, offer

pytestmark = pytest.mark.django_db

DAY = datetime(2027, 10, 31, 9, tzinfo=LONDON)


def hour(at: datetime) -> None:
    """What beat asks for in an hour, and what the workers then do."""
    with time_machine.travel(at, tick=False):
        tasks.send_notices()
        for run in ComplianceRun.objects.at_work():
            running.work_on_run(run=run, terms=run_reads.terms_of(run), at=at)
        tasks.resume_letters()
        for each in LetterRound.objects.filter(status="WRITING"):
            tasks.write_letters(round_id=each.pk)


@pytest.fixture
def people():
    """One who has enough, one who is short, one whose points wait, and one without an account."""
    builders.reference()
    enough, short, waiting = (builders.registrant(surname=f"Marsh{name}") for name in "abc")
    alone = builders.registrant(surname="Alone", account=False)
    units = ("O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8")
    for number, someone in ((1, enough), (2, waiting)):
        line = offer(someone, number, total=36, interactive=18, peer_review=True)
        type(line).objects.filter(pk=line.pk).update(units=list(units))
    return enough, short, waiting, alone


def test_the_day_is_stored_with_the_cycle_and_shows_its_sum(people):
    hour(datetime(2025, 3, 1, 9, tzinfo=LONDON))

    planned = LetterRound.objects.get()

    assert (planned.cycle, planned.status, planned.due_on) == (
        "2025-2027",
        "PLANNED",
        date(2027, 10, 31),
    )
    assert planned.deadline.trigger == date(2027, 12, 31)
    assert "two months before" in planned.deadline.rule


def test_nothing_is_sent_before_the_day(people):
    hour(datetime(2027, 10, 30, 23, tzinfo=LONDON))

    assert not Letter.objects.exists()
    assert not ComplianceRun.objects.exists()


def test_on_the_day_those_are_told_who_would_not_meet_the_requirements(people):
    enough, short, waiting, alone = people
    accept(offer(short, 9, total=2), at=DAY - timedelta(days=60))
    hour(DAY)

    found = LetterRound.objects.get()
    told = {letter.registrant: letter for letter in Letter.objects.all()}
    met = RunResult.objects.filter(met=True).values_list("registrant", flat=True)

    assert found.status == "WRITTEN"
    assert set(told) == {enough, short, waiting, alone} - set(
        type(short).objects.filter(pk__in=met)
    )
    assert "General points: 2 of 36." in told[short].text
    assert "There are two months left." in told[short].text
    assert told[alone].way == "POST"
    assert "on your word staff accept, decline, query or correct points" in told[alone].text
    assert found.run.as_at == date(2027, 10, 31)
    assert OutboxMessage.objects.filter(kind="letter_sent").count() == len(told) - 1


def test_who_only_lacks_acceptance_is_told_that_accepting_is_enough(people):
    _enough, _short, waiting, _alone = people
    hour(DAY)

    standing = RunResult.objects.get(registrant=waiting).standing
    text = Letter.objects.get(registrant=waiting).text

    assert standing == "not-met"
    assert "Accept what waits on your statement." in text
    assert (
        "Of what waits, 1 peer review counts only once you have written its reflection statement, "
        "by 31 December 2027." in text
    )
    assert "CET for" not in text


def test_staff_are_told_of_people_listed_apart_who_get_no_notice(people):
    _enough, _short, _waiting, alone = people
    builders.staff(Role.CET_MANAGER)
    overlapping(alone.pk)
    hour(DAY)

    found = LetterRound.objects.get()
    told = OutboxMessage.objects.get(kind="letters_written").body

    assert not found.letters.filter(registrant=alone).exists()
    assert f"1 person of {found.run.number} gets none: their data contradict themselves" in told
    assert f"/runs/{found.run.number}/?standing=apart" in told
    assert "write to whoever is short yourself" in told


def test_each_hour_of_the_day_adds_nothing(people):
    for number in range(3):
        hour(DAY + timedelta(hours=number))

    assert ComplianceRun.objects.count() == 1
    assert Letter.objects.values("registrant").distinct().count() == Letter.objects.count() > 0
    assert SweepRun.objects.filter(name="compliance.send_notices").count() == 1


def test_after_an_outage_of_weeks_they_are_sent_once(people):
    hour(datetime(2027, 6, 1, 9, tzinfo=LONDON))
    for number in range(2):
        hour(datetime(2027, 11, 20, 9 + number, tzinfo=LONDON))

    found = LetterRound.objects.get()

    assert (found.status, found.run.as_at) == ("WRITTEN", date(2027, 11, 20))
    assert ComplianceRun.objects.count() == 1
    assert Letter.objects.values("registrant").distinct().count() == Letter.objects.count() > 0


def test_an_outage_past_the_end_of_the_cycle_warns_of_nothing(people):
    hour(datetime(2027, 6, 1, 9, tzinfo=LONDON))
    hour(datetime(2028, 1, 2, 9, tzinfo=LONDON))

    found = LetterRound.objects.get(cycle="2025-2027")

    assert (found.status, found.due_on) == ("PASSED_OVER", None)
    assert not Letter.objects.exists()


def test_a_run_that_was_cancelled_is_done_again(people):
    with time_machine.travel(DAY, tick=False):
        tasks.send_notices()
    staff = builders.actor_of(builders.staff())
    running.cancel_run(run=ComplianceRun.objects.get(), actor=staff, at=DAY)

    hour(DAY + timedelta(minutes=2))
    hour(DAY + timedelta(minutes=4))

    assert list(ComplianceRun.objects.order_by("pk").values_list("status", flat=True)) == [
        "CANCELLED",
        "SEALED",
    ]
    assert Letter.objects.exists()


def test_letters_wait_until_their_run_is_sealed(people):
    with time_machine.travel(DAY, tick=False):
        tasks.send_notices()
        tasks.write_letters(round_id=LetterRound.objects.get().pk)

    assert LetterRound.objects.get().status == "WRITING"
    assert not Letter.objects.exists()


def test_the_clock_alone_plans_and_starts(people):
    today = DAY.date()
    with pytest.raises(Refused):
        services.plan_notices(among=queries.periods(today), actor=NOBODY, at=DAY)
    (planned,) = services.plan_notices(among=queries.periods(today), actor=CLOCK, at=DAY)
    with pytest.raises(Refused):
        services.start_notice(letter_round=planned, actor=builders.MANAGER, at=DAY)
    with pytest.raises(Refused):
        services.start_notice(letter_round=planned, actor=CLOCK, at=DAY - timedelta(days=1))
    assert services.plan_notices(among=queries.periods(today), actor=CLOCK, at=DAY) == []


def test_the_letters_are_asked_for_when_their_run_is_sealed(people, monkeypatch):
    asked = []
    monkeypatch.setattr(working, "enqueue", lambda name, **ids: asked.append((name, ids)))
    with time_machine.travel(DAY, tick=False):
        tasks.send_notices()
        run = ComplianceRun.objects.at_work().get()
        running.work_on_run(run=run, terms=run_reads.terms_of(run), at=DAY)

    found = LetterRound.objects.get()
    assert found.run.is_sealed
    assert ("compliance.write_letters", {"round_id": found.pk}) in asked
