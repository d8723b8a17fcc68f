"""Files on disk that no row speaks of: what a transaction that was rolled back leaves behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField

# A transaction that has not ended after a day never will.
AGE = timedelta(days=1)
AT_ONCE = 500


def forget(*, at: datetime) -> int:
    """Delete stored files older than a day that no row of any table names; how many they were.

    `at` is the real time, as the files' own: a rehearsal does not make them older.
    """
    storage = default_storage
    old = [name for name in _names(storage) if storage.get_modified_time(name) < at - AGE]
    orphans = [name for batch in _batches(old) for name in set(batch) - _known(batch)]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[first : first + AT_ONCE] for first in range(0, len(names), AT_ONCE))


def _known(names: list[str]) -> set[str]:
    return {
        name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
        for name in model._base_manager.filter(**{f"{field.name}__in": names}).values_list(
            field.name, flat=True
        )
    }


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in files)
    for inner in folders:
        yield from _names(storage, f"{prefix}{inner}")
