"""The database of which those of tests and benchmarks are copies."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cet_portal.local import migrated


@pytest.mark.django_db
def test_it_is_on_the_server_and_nothing_is_left_to_migrate_in_its_copies():
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [template])
        assert cursor.fetchone() == (1,)

    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_another_one_is_made_once_a_migration_has_changed(monkeypatch, tmp_path):
    def fingerprint(text):
        (tmp_path / "migrations" / "0001_first.py").write_text(text)
        return migrated._fingerprint()

    (tmp_path / "migrations").mkdir()
    app = type("App", (), {"path": tmp_path})
    monkeypatch.setattr(migrated.apps, "get_app_configs", lambda: [app])

    assert fingerprint("one") == fingerprint("one") != fingerprint("another")
