"""C-, S- and EV-numbers: no gap, no double, never reused."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cet_portal.core.models import Counter
from cet_portal.core.numbering import as_written, next_number


@pytest.mark.parametrize(
    "typed, written",
    [
        ("C-10052", "C-10052"),
        ("C10052", "C-10052"),
        (" c 10052 ", "C-10052"),
        ("ev\u201310003", "EV-10003"),
        ("inv10001", "INV-10001"),
        ("s - 10061", "S-10061"),
        ("10052", "10052"),
        ("Dry eye", "Dry eye"),
        ("Level 3", "Level 3"),
        ("C-", "C-"),
        ("", ""),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, written):
    assert as_written(typed) == written


@pytest.mark.django_db
def test_next_number_begins_after_ten_thousand_for_each_kind():
    given = [next_number("C"), next_number("C"), next_number("EV")]

    assert given == ["C-10001", "C-10002", "EV-10001"]


@pytest.mark.django_db
def test_next_number_of_an_act_that_failed_is_given_again():
    with transaction.atomic():
        next_number("C")
        transaction.set_rollback(True)

    assert next_number("C") == "C-10001"


@pytest.mark.django_db(transaction=True)
def test_next_number_asked_by_many_at_once_leaves_no_gap_and_gives_none_twice():
    def ask(_position):
        try:
            with transaction.atomic():
                return next_number("S")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        given = list(threads.map(ask, range(24)))

    assert sorted(given) == [f"S-{number}" for number in range(10_001, 10_025)]
    assert Counter.objects.get(prefix="S").last == 10_024
