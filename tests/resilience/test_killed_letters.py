"""A worker that is killed while it writes letters: another goes on where it stopped."""

from datetime import timedelta

import pytest

from cet_portal.celery import app
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent
from cet_portal.local.benchmarks import compliance_world
from compliance.enums import LetterKind
from compliance.models import Letter, LetterRound
from compliance.services import letters
from registrants.models import Registrant
from tests import builders
from tests.compliance.chosen_results import CYCLE, sealed_run, short
from tests.resilience.conftest import kill_at_once, until_true

pytestmark = [
    pytest.mark.processes,
    pytest.mark.xdist_group("resilience"),
    pytest.mark.django_db(transaction=True),
]

PEOPLE = 3_000


def test_a_killed_worker_writes_no_letter_twice_and_loses_none(broker, start):
    compliance_world.fill(PEOPLE, PEOPLE, CYCLE)
    everybody = Registrant.objects.filter(entries__start__lte="2022-01-01").prefetch_related(
        "entries"
    )
    run = sealed_run(*map(short, everybody), at=clock.now())
    found = letters.ask_letters(
        run=run, kind=LetterKind.SHORTFALL, actor=builders.MANAGER, at=clock.now()
    )
    worker = start("worker")
    with app.connection_for_write(broker.address) as connection:
        app.send_task(
            "compliance.write_letters", kwargs={"round_id": found.pk}, connection=connection
        )
    until_true(Letter.objects.exists, every=0.01)

    kill_at_once(worker)
    in_the_middle = Letter.objects.count()
    start("worker")
    LetterRound.objects.filter(pk=found.pk).update(moved_at=clock.now() - timedelta(minutes=10))
    broker.ask("compliance.resume_letters")  # as beat does, every minute
    until_true(lambda: LetterRound.objects.get(pk=found.pk).status == "WRITTEN", within=120)

    total = run.results.count()
    assert 0 < in_the_middle < total
    assert Letter.objects.count() == Letter.objects.values("registrant").distinct().count() == total
    assert AuditEvent.objects.filter(verb="letters.write").count() == total
