"""Letters are written in sets: the last one costs what the first one did."""

import pytest
from django.db import connection

from compliance.models import ComplianceRun
from compliance.queries import letter_sets
from compliance.services import letters
from compliance.services.letters import writing
from tests.compliance.chosen_results import JANUARY, annual, met, sealed_run, short
from tests.compliance.lettering import ANNUAL, MET, SHORTFALL, ask, people

pytestmark = pytest.mark.django_db

A_SET = 3
# Rows alone are dear: as in big tables, the plan that reads the fewest is taken.
MIND_ROWS = """
    SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;
    SET LOCAL seq_page_cost = 0; SET LOCAL random_page_cost = 0; SET LOCAL cpu_operator_cost = 0;
    SET LOCAL cpu_index_tuple_cost = 0; SET LOCAL cpu_tuple_cost = 1000
"""
# As the server does by itself: without it, it knows nothing of tables so small.
KNOW = """
    ANALYZE compliance_letter, compliance_runresult, registrants_registrant,
    registrants_registerentry
"""
READ = "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"


def rows_read() -> int:
    """By the database, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])


@pytest.fixture
def sets(monkeypatch):
    """What was read for each set: rows, and how many letters came of it."""
    monkeypatch.setattr(writing, "SET_SIZE", A_SET)
    read = []
    plain = letter_sets.next_set

    def measured(*said):
        with connection.cursor() as cursor:
            cursor.execute(MIND_ROWS)
            cursor.execute(KNOW)
        before = rows_read()
        found = plain(*said)
        read.append((rows_read() - before, len(found.results) if found else 0))
        return found

    monkeypatch.setattr(letter_sets, "next_set", measured)
    return read


def results(kind, number: int):
    """Of so many people, all of whom the letter concerns."""
    one = {
        MET: met,
        SHORTFALL: short,
        ANNUAL: lambda person: short(person, 30, annual(2024, 3)),
    }[kind]
    return [one(person) for person in people(number)]


@pytest.mark.parametrize("kind", [MET, SHORTFALL, ANNUAL])
def test_rows_read_for_a_set_do_not_depend_on_how_many_are_done(kind, sets):
    run = sealed_run(*results(kind, 6 * A_SET))

    found = ask(run, kind, 2024 if kind == ANNUAL else None)
    letters.write_letters(letter_round=found, now=lambda: JANUARY)

    *full, (_read, none) = sets
    assert found.letters.count() == 6 * A_SET
    assert [letters for _read, letters in full] == [A_SET] * 6
    assert none == 0
    first, last = full[0][0], full[-1][0]
    # A row or two come and go with the plan; reading what is done would take a row a letter.
    assert last - first < A_SET, sets


def test_a_stretch_of_people_without_a_letter_does_not_end_the_others(monkeypatch):
    monkeypatch.setattr(writing, "SET_SIZE", A_SET)
    some, left, others = people(2), people(2 * A_SET), people(2)
    run = sealed_run(*map(short, [*some, *left, *others]))
    for person in left:
        person.entries.update(end=run.as_at.replace(year=run.as_at.year - 1))

    found = ask(run)
    letters.write_letters(letter_round=found, now=lambda: JANUARY)

    wanted = {person.pk for person in (*some, *others)}
    assert set(found.letters.values_list("registrant_id", flat=True)) == wanted


def test_the_span_of_a_run_is_that_of_its_results():
    first, last = people(2)
    run = sealed_run(short(first), short(last))
    keys = sorted(run.results.values_list("pk", flat=True))

    assert letter_sets.span_of(run) == (keys[0], keys[-1])
    assert letter_sets.span_of(ComplianceRun(pk=run.pk + 1)) == (0, -1)
