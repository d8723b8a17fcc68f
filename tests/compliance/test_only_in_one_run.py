"""Whoever is in one of two runs only: why, as far as it is known."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.queries.run_comparison import Comparison
from compliance.rules.only_in_one import came
from registrants import services
from registrants.models import RegisterEntry, Registrant
from tests import builders
from tests.compliance import running as world

pytestmark = pytest.mark.django_db
MADE = "when the first run was made on 10 January 2028"
PUT_RIGHT = f"Not on the register in the cycle {MADE}; entered or put right since:"


@pytest.fixture
def before():
    """A run of forty people."""
    world.fill()
    return world.done()


def changed(number, **values):
    """The entry of one of the people of this register is another now."""
    RegisterEntry.objects.filter(registrant=number).update(**values)


def named(number):
    """What the entry is called: number and first day."""
    found = RegisterEntry.objects.filter(registrant=number).earliest("start")
    return f"{found.number}, {found.start.day} {found.start:%B %Y}"


def number_of(number):
    return RegisterEntry.objects.filter(registrant=number).earliest("start").number


def again(**terms):
    return world.done(by=builders.staff(), **terms)


def why(before, after):
    """Change and reasons, by person."""
    return {
        row.either.registrant_id: (row.change, row.reasons) for row in Comparison(before, after)
    }


def join(kept, joined):
    staff = builders.actor_of(builders.staff())
    kept, joined = Registrant.objects.get(pk=kept), Registrant.objects.get(pk=joined)
    services.join_people(kept=kept, joined=joined, actor=staff, at=world.AFTER)


def test_who_left_before_the_cycle_is_told_with_the_day(before):
    changed(5, end=date(2024, 12, 31))
    assert why(before, again()) == {
        5: (
            "ONLY_BEFORE",
            [
                "Left the register on 31 December 2024, before the cycle began.",
                f"On the register as {named(5)}: to no end, now to 31 December 2024",
            ],
        )
    }


def test_who_comes_after_the_cycle_or_is_no_more_on_it_is_told(before):
    was = {key: named(key) for key in (5, 6, 7)}
    changed(5, start=date(2028, 3, 1))
    changed(6, profession="STUDENT_DISPENSING_OPTICIAN")
    RegisterEntry.objects.filter(registrant=7).delete()
    found = why(before, again())
    gone = "On the register as {}: not there any more, was to no end"
    new = f"On the register as {named(5)}: new, to no end"
    assert found[5][1] == [
        "On the register from 1 March 2028 on only, after the cycle ended.",
        gone.format(was[5]),
        new,
    ]
    assert found[6][1] == ["On the register as a student only.", gone.format(was[6])]
    assert found[7][1] == ["The register has no entry of theirs any more.", gone.format(was[7])]


def test_left_before_and_back_after_the_cycle(before):
    changed(5, end=date(2024, 6, 30))
    RegisterEntry.objects.create(
        registrant_id=5, profession="OPTOMETRIST", number="01-9", start=date(2028, 2, 1)
    )
    assert why(before, again())[5][1][0] == (
        "Left the register on 30 June 2024, before the cycle began; back from 1 February 2028 on, "
        "after it ended."
    )


def test_who_is_on_the_register_again_by_now_was_not_when_the_second_run_was_made(before):
    changed(5, end=date(2024, 12, 31))
    after = again()
    changed(5, end=None)
    assert why(before, after)[5][1] == [
        "Not on the register in the cycle when the second run was made on 10 January 2028; on it "
        "again now."
    ]


def test_whose_entry_was_put_right_since_is_told_with_its_days(before):
    changed(5, start=date(2022, 6, 5), end=date(2024, 12, 31))
    changed(6, start=date(2022, 6, 5), end=date(2024, 12, 31))
    first = again()
    changed(5, end=date(2027, 3, 31))
    changed(6, end=None)
    assert why(first, again()) == {
        5: ("ONLY_AFTER", [f"{PUT_RIGHT} {number_of(5)} from 5 June 2022 to 31 March 2027."]),
        6: ("ONLY_AFTER", [f"{PUT_RIGHT} {number_of(6)} since 5 June 2022."]),
    }


def test_who_came_after_the_first_run_is_told_with_the_day(before):
    changed(5, start=date(2027, 6, 5))
    text = again().results.get(registrant=5).inputs
    assert came(text, world.period(), date(2027, 6, 4)) == [
        "Came onto the register on 5 June 2027, after the first run was made on 4 June 2027."
    ]
    assert came(text, world.period(), date(2027, 6, 5))[0].startswith("Not on the register in the")


def test_whose_records_were_joined_is_told_under_which_number(before):
    join(kept=8, joined=5)
    after = again(apart=True)
    number = after.results.get(registrant=8).number
    assert why(before, after)[5] == (
        "ONLY_BEFORE",
        [f"Joined with another record of the same person: in the second run under {number}."],
    )
    RegisterEntry.objects.filter(registrant=8).update(end=date(2024, 12, 31))
    assert why(before, again())[5][1] == [
        "Joined with another record of the same person, which is not in the second run."
    ]


def test_who_has_what_was_under_another_number_is_told_so(before):
    changed(8, start=date(2028, 1, 5))
    changed(5, end=date(2027, 12, 31))
    first, number = again(), number_of(5)
    join(kept=8, joined=5)
    assert why(first, again()) == {
        5: (
            "ONLY_BEFORE",
            [f"Joined with another record of the same person: in the second run under {number}."],
        ),
        8: (
            "ONLY_AFTER",
            [f"In the first run under {number}: that record of the same person was joined since."],
        ),
    }


def test_who_was_listed_apart_in_the_one_run_is_told_that_too(before):
    world.overlapping(7)
    first = again(apart=True)
    changed(7, end=date(2024, 12, 31), start=date(2024, 1, 1))
    RegisterEntry.objects.filter(number="01-9").delete()
    change, reasons = why(first, again(apart=True))[7]
    assert change == "ONLY_BEFORE"
    assert reasons[0].startswith("Not judged in the first run: Entry 01-9 from 1 January 2026:")
    assert reasons[1] == "Left the register on 31 December 2024, before the cycle began."


def test_the_page_and_its_file_say_it_in_a_constant_number_of_queries(before):
    def compared(after):
        with CaptureQueriesContext(connection) as asked:
            found = list(Comparison(before, after))
        return len(found), len(asked)

    changed(5, end=date(2024, 12, 31))
    join(kept=8, joined=6)
    few = compared(again(apart=True))
    left = RegisterEntry.objects.filter(registrant__in=range(20, 35))
    left.update(start=date(2019, 5, 6), end=date(2024, 12, 31))
    join(kept=9, joined=10)
    after = again(apart=True)
    many = compared(after)
    assert many[0] > few[0] + 15
    assert many[1] == few[1]

    path = f"/runs/{after.number}/against/{before.number}/"
    with time_machine.travel(world.AFTER, tick=True):
        staff = builders.client_for(builders.staff())
        page = staff.get(path, {"change": "ONLY_BEFORE"}).content.decode()
        sent = staff.get(path, {"format": "csv", "change": "ONLY_BEFORE"})
        lines = b"".join(sent.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert "Left the register on 31 December 2024, before the cycle began." in page
    assert len(rows) == 18
    assert all("Left the register" in row["Why"] or "Joined with" in row["Why"] for row in rows)
