"""The database itself refuses to change a sealed run."""

import pytest
from django.db import DatabaseError, connection, transaction

from compliance.models import ComplianceRun, RunResult
from tests import builders

pytestmark = pytest.mark.django_db

SEALED = "a sealed run cannot be changed"


@pytest.fixture
def sealed():
    """A run of one person."""
    person = builders.registrant()
    run = ComplianceRun.objects.create(
        number="RUN-1",
        cycle="2025-2027",
        scheme="ENHANCED_2019",
        kind="REAL",
        as_at="2027-12-31",
        status="RUNNING",
        started_at="2028-01-02T12:00Z",
    )
    RunResult.objects.create(
        run=run, registrant=person, number="01-1", standing="met", met=True, inputs="E"
    )
    ComplianceRun.objects.filter(pk=run.pk).update(status="SEALED")
    run.refresh_from_db()
    return run


def refused(act, words=SEALED):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        act()


def test_a_sealed_run_refuses_update_and_delete(sealed):
    refused(lambda: ComplianceRun.objects.filter(pk=sealed.pk).update(people=2))
    refused(lambda: ComplianceRun.objects.filter(pk=sealed.pk).update(status="CANCELLED"))
    refused(lambda: connection.cursor().execute("DELETE FROM compliance_compliancerun"))


def test_its_results_refuse_update_delete_and_more_of_them(sealed):
    results = RunResult.objects.filter(run=sealed)
    refused(lambda: results.update(met=False), "a result of a run is never changed")
    refused(results.delete)
    refused(
        lambda: RunResult.objects.create(
            run=sealed,
            registrant=builders.registrant(),
            number="01-2",
            standing="met",
            met=True,
        ),
        "while it is running",
    )


@pytest.mark.parametrize("table", ["compliance_runresult", "compliance_compliancerun"])
def test_the_tables_refuse_to_be_emptied(sealed, table):
    connection.check_constraints()  # as at the end of a transaction
    refused(lambda: connection.cursor().execute(f"TRUNCATE {table} CASCADE"))


def test_a_run_that_was_given_up_can_be_deleted_with_its_results(sealed):
    run = ComplianceRun.objects.create(
        number="RUN-2",
        cycle="2025-2027",
        scheme="ENHANCED_2019",
        kind="REHEARSAL",
        as_at="2027-12-31",
        status="RUNNING",
        started_at="2028-01-02T12:00Z",
    )
    RunResult.objects.create(
        run=run,
        registrant=builders.registrant(),
        number="01-2",
        standing="met",
        met=True,
    )
    assert RunResult.objects.filter(run=run).delete()[0] == 1
    assert run.delete()[0] == 1


def test_a_result_is_that_of_a_registrant_and_of_a_run(sealed):
    def put_in(run_id, registrant_id):
        return lambda: connection.cursor().execute(
            "INSERT INTO compliance_runresult (run_id, registrant_id, number, profession,"
            " standing, met, inputs, result, contradictions, digest, figures_digest,"
            " years_below)"
            f" VALUES ({run_id}, {registrant_id}, '01-3', '', 'met', true,"
            " '', '', '', '', '', '{}')"
        )

    ComplianceRun.objects.create(
        pk=77,
        number="RUN-3",
        cycle="2025-2027",
        scheme="ENHANCED_2019",
        kind="REHEARSAL",
        as_at="2027-12-31",
        status="RUNNING",
        started_at="2028-01-02T12:00Z",
    )
    refused(put_in(77, 999_999), "that of a registrant")
    refused(put_in(999_999, builders.registrant().pk), "while it is running")


def test_who_has_results_cannot_be_deleted(sealed):
    def delete(table, key):
        def act():
            connection.cursor().execute(f"DELETE FROM {table} WHERE id = {key}")
            connection.check_constraints()

        return act

    person = RunResult.objects.get(run=sealed).registrant_id
    connection.cursor().execute(
        f"DELETE FROM registrants_registerentry WHERE registrant_id = {person}"
    )
    refused(delete("registrants_registrant", person), "there are results of runs")
