"""Reference data: loaded as often as one likes; corrections by staff stay."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from cet_portal.core.models import BankHoliday
from cet_portal.scheme import queries
from cet_portal.scheme.models import CompetencyUnit, Cycle, Modality, TargetAudience

pytestmark = pytest.mark.django_db
TABLES = (Cycle, TargetAudience, CompetencyUnit, Modality, BankHoliday)


def load():
    call_command("load_reference", stdout=StringIO())
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def test_load_reference_twice_changes_nothing():
    first = load()

    assert load() == first
    assert all(first)


def test_load_bank_holidays_leaves_alone_what_staff_have_renamed_or_added():
    load()
    BankHoliday.objects.filter(date=date(2022, 9, 19)).update(name="A day of mourning")
    BankHoliday.objects.create(date=date(2026, 3, 2), name="Proclaimed")

    load()

    names = dict(BankHoliday.objects.values_list("date", "name"))
    assert names[date(2022, 9, 19)] == "A day of mourning"
    assert names[date(2026, 3, 2)] == "Proclaimed"


@pytest.mark.parametrize(
    "day, name",
    [
        (date(2005, 7, 1), "2005-2006"),
        (date(2006, 12, 31), "2005-2006"),
        (date(2007, 1, 1), "2007-2009"),
        (date(2021, 12, 31), "2019-2021"),
        (date(2022, 1, 1), "2022-2024"),
        (date(2026, 6, 1), "2025-2027"),
    ],
)
def test_cycle_on_finds_the_relevant_period(day, name):
    load()

    assert queries.cycle_on(day).name == name


def test_cycle_on_before_the_scheme_is_refused():
    load()

    with pytest.raises(Cycle.DoesNotExist):
        queries.cycle_on(date(2005, 6, 30))


def test_cycles_follow_each_other_without_a_gap():
    load()
    cycles = list(Cycle.objects.order_by("first_day"))

    gaps = [
        (after.first_day - before.last_day).days
        for before, after in zip(cycles, cycles[1:], strict=False)
    ]

    assert set(gaps) == {1}


def test_every_audience_has_units_of_its_own():
    load()

    counts = {
        audience.code: audience.units.count()
        for audience in TargetAudience.objects.order_by("order")
    }

    assert counts == {
        "OPTOMETRIST": 8,
        "DISPENSING_OPTICIAN": 8,
        "CONTACT_LENS_OPTICIAN": 8,
        "THERAPEUTIC_PRESCRIBER": 7,
    }


def test_load_reference_keeps_what_staff_corrected():
    load()
    CompetencyUnit.objects.filter(code="O1").update(name="Communication with patients")
    Modality.objects.filter(code="LECTURE").update(usual_most=2)

    load()

    assert CompetencyUnit.objects.get(code="O1").name == "Communication with patients"
    assert Modality.objects.get(code="LECTURE").usual_most == 2
