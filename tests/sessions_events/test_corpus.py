"""Damaged files through the one door: no good row is lost, and what cannot be read is said."""

import os
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from registrants.models import PointEntry
from sessions_events import services
from sessions_events.enums import UploadStatus
from tests import builders
from tests.sessions_events import corpus
from tests.sessions_events.building import World

CASES = corpus.every()
MOST_MEMORY = 300_000_000


def put_on_register() -> None:
    for number, surname in corpus.PEOPLE.items():
        builders.registrant(number, surname, account=False)


def test_the_corpus_is_no_small_one():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_gives_its_good_rows_or_its_sentence(world, case):
    put_on_register()
    event = world.declared()
    file = SimpleUploadedFile("list", case.make())

    sent = services.receive_file(event=event, file=file, actor=world.admin, at=world.at)
    sent = services.read_upload(upload=sent, at=world.at)
    if sent.status == UploadStatus.PREVIEWED and case.taken:
        services.take(upload=sent, actor=world.admin, at=world.at)

    assert set(PointEntry.objects.values_list("number", flat=True)) == case.taken, sent.problem
    assert re.search(case.words, sent.problem) if case.words else not sent.problem


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_whole_corpus_stays_under_300_megabytes(tmp_path):
    put_on_register()
    world = World()
    event = world.declared()
    for case in CASES:
        (tmp_path / case.name).write_bytes(case.make())

    shown = subprocess.run(
        [sys.executable, "-m", "tests.sessions_events.corpus.sending", event.ev_number]
        + [f"provider:{world.provider.pk}", str(world.user.pk), str(tmp_path)],
        env=os.environ | {"DATABASE_URL": address_of_the_tests()},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout.splitlines()

    assert len(shown) == len(CASES)
    assert int(shown[-1].split()[0]) * 1_000_000 < MOST_MEMORY, shown


def address_of_the_tests() -> str:
    """The database that this test uses, for another process."""
    name = connection.settings_dict["NAME"]
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
