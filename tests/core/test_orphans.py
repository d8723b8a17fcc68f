"""Files of an act that did not happen go; files of rows and new ones stay."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cet_portal.core import clock, orphans
from cet_portal.core.actor import Actor
from cet_portal.core.tasks import forget_orphaned_files
from cet_portal.core.uploads import store

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


def kept(content=b"x"):
    return store(file=SimpleUploadedFile("a.txt", content), actor=Actor(), at=clock.now()).file.name


def rolled_back():
    with transaction.atomic():
        name = kept()
        transaction.set_rollback(True)
    return name


def age(name, hours):
    moment = NOW.timestamp() - hours * 3600
    os.utime(default_storage.path(name), (moment, moment))
    return name


def test_forget_deletes_old_files_without_a_row_only():
    stays, young, old = kept(), rolled_back(), rolled_back()
    deep = default_storage.save("2020/01/deep/x", ContentFile(b"x"))
    for name, hours in ((stays, 900), (young, 23), (old, 25), (deep, 25)):
        age(name, hours)

    assert orphans.forget(at=NOW) == 2

    assert [default_storage.exists(name) for name in (stays, young, old, deep)] == [
        True,
        True,
        False,
        False,
    ]
    assert orphans.forget(at=NOW) == 0


def test_forget_where_nothing_was_ever_stored():
    assert orphans.forget(at=NOW) == 0


def test_forget_asks_for_as_many_files_as_there_are(monkeypatch):
    monkeypatch.setattr(orphans, "AT_ONCE", 2)
    names = [age(rolled_back(), 25) for _number in range(5)]
    age(kept(), 25)

    assert orphans.forget(at=NOW + timedelta(hours=1)) == len(names)


def test_the_task_reads_the_real_clock():
    name = rolled_back()

    forget_orphaned_files()

    assert default_storage.exists(name)
