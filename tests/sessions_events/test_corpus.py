"""Damaged files through the one door: no good row is lost, and what cannot be read is said."""

import html
import os
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from registrants.models import PointEntry
from sessions_events import tasks
from sessions_events.enums import UploadStatus
from sessions_events.models import Upload
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
    """As a browser sends it. An error page is an exception here; a large file waits for the
    worker."""
    put_on_register()
    event = world.declared()
    file = SimpleUploadedFile("list", case.make())

    page = world.client.post(address("upload", event.ev_number), {"file": file}, follow=True)
    sent = Upload.objects.first()
    if sent and sent.status == UploadStatus.RECEIVED:
        tasks.read_upload(upload_id=sent.pk)
        sent.refresh_from_db()
        page = world.client.get(address("upload_report", event.ev_number, sent.pk))
    if sent and sent.status == UploadStatus.PREVIEWED and case.taken:
        page = world.client.post(address("upload_take", event.ev_number, sent.pk), follow=True)
        sent.refresh_from_db()
        if sent.status == UploadStatus.TAKING:
            tasks.take_upload(upload_id=sent.pk)

    shown = html.unescape(page.content.decode())
    assert page.status_code == 200
    assert set(PointEntry.objects.values_list("number", flat=True)) == case.taken, shown
    if case.words:
        assert re.search(case.words, sent.problem if sent else shown)
        assert sent is None or " ".join(sent.problem.split()) in " ".join(shown.split())
    else:
        assert not sent.problem


def address(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


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
