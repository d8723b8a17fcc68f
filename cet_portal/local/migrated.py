"""A database with every migration applied, of which those of tests and benchmarks are copies.

Running all migrations takes ten seconds, copying what they have made takes a moment. The first
who needs a database makes the one to copy, and whoever needs one meanwhile waits for it. It stays
on the server until a migration changes.
"""

import hashlib
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

from cet_portal.local.services import ROOT

# Checkouts that share a server do not take away what another one copies.
OURS = f"migrated_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]}"
LOCK = 20_050_701  # any number that nobody else locks


def prepare() -> None:
    """Let the database for tests, made next by Django, begin as a copy.

    Django runs its migrations over the copy all the same: there is nothing left for them to do.
    """
    connection.settings_dict["TEST"]["TEMPLATE"] = _database()


def _database() -> str:
    """The name of the one to copy, which is there from now on."""
    name = f"{OURS}_{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # given back with the connection
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{OURS}_"]
        )
        there = [found for (found,) in cursor.fetchall()]
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            unfinished = f"{OURS}_new"
            _migrate(unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _migrate(name: str) -> None:
    """Make a database of this name by all migrations, and leave the connection as it was."""
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    before = test["NAME"]
    test["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = before
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = own


def _fingerprint() -> str:
    """Of everything that makes the tables."""
    total = hashlib.sha256(django.__version__.encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            total.update(file.name.encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:12]
