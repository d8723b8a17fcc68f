"""Register data that contradict themselves are said where a run would list somebody apart."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.rules import Voluntary
from compliance.rules.against import against_now, against_register
from registrants.models import PointEntry, RegisterEntry, SpecialtyEntry
from tests import builders
from tests.compliance.people import CYCLES, DO, entry, held, person, point
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db
UNITS = tuple(f"D{unit}" for unit in range(1, 9))
LENS = "CONTACT_LENS"


@pytest.fixture
def owner():
    """A dispensing optician who has everything that the cycle asks."""
    found = builders.registrant("D-7001", profession=DO)
    accept(offer(found, 1, total=36, interactive=36, units=UNITS))
    return found


def overlapping(person):
    RegisterEntry.objects.create(
        registrant=person, profession=DO, number="D-9", start=date(2026, 1, 1)
    )


def look(user, address="/statement/", at=WINTER, **query):
    """The words of a page, and how many queries it asked."""
    with time_machine.travel(at, tick=False):
        client = builders.client_for(user)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address, query)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split()), len(asked)


def test_the_own_statement_says_what_contradicts_itself_and_whom_to_tell(owner):
    sound, asked = look(owner.user)
    assert "You have met it; you need not tell us." in sound
    assert "contradict" not in sound

    overlapping(owner)
    page, asked_now = look(owner.user)

    assert "What the register says of you contradicts itself" in page
    reason = "Entry D-9 from 1 January 2026: It overlaps the entry that starts on 1 January 2015."
    assert reason in page
    assert "kept by the GOC’s registration team: write to them" in page
    assert "nobody can say whether you meet the requirements" in page
    assert "You have met it" not in page
    assert asked_now == asked


def test_so_do_the_start_page_and_the_first_weeks_after_the_cycle(owner):
    assert "you met every requirement" in look(owner.user, at=NEW_YEAR)[0]
    overlapping(owner)

    start, _ = look(owner.user, "/")
    after, _ = look(owner.user, at=NEW_YEAR)
    ended, _ = look(owner.user, at=NEW_YEAR, cycle="2025-2027")

    assert "What the register says of you contradicts itself" in start
    assert "You have met it" not in start
    assert "you met every requirement" not in after
    assert "Your last cycle ended, and nobody can say yet whether you met it" in after
    assert "nobody can say whether you met the requirements" in ended


def test_a_specialty_of_the_other_profession_is_said_in_words(owner):
    SpecialtyEntry.objects.create(
        registrant=owner, specialty="INDEPENDENT_PRESCRIBING", start=date(2020, 5, 4)
    )
    page, _ = look(owner.user)
    assert "from 4 May 2020: independent prescribing belongs to the other profession." in page
    assert "INDEPENDENT_PRESCRIBING" not in page


def test_about_a_line_gocs_staff_are_told_with_its_event(owner):
    PointEntry.objects.filter(registrant=owner).update(units=["Z9"])
    page, _ = look(owner.user)
    assert "Lines of your record contradict themselves" in page
    assert "EV-80001 on " in page
    assert "“Z9” is not known here." in page
    assert "write to GOC staff and name the event" in page
    assert "registration team" not in page


def test_before_the_first_number_and_before_the_first_cycle_nothing_contradicts_itself(owner):
    assert not against_now(person(points=[point("2016-05-01")]), CYCLES["2016-2018"])
    overlapping(owner)
    PointEntry.objects.filter(registrant=owner).update(event_date=date(2004, 5, 1))
    page, _ = look(owner.user, cycle="earlier")
    assert "before the first cycle" in page
    assert "contradict" not in page


def test_staff_see_field_and_reason_on_the_record_of_the_person(owner):
    staff, address = builders.staff(), f"/register/people/{owner.pk}/"
    sound, asked = look(staff, address)
    assert "contradict" not in sound

    overlapping(owner)
    page, asked_now = look(staff, address)

    assert "The data of this person contradict themselves" in page
    assert "Entry D-9 from 1 January 2026: It overlaps the entry" in page
    assert "lists them apart" in page
    assert "Correct them on the register" in page
    assert asked_now == asked


def test_staff_see_also_what_only_one_cycle_finds():
    lens = held(LENS, "2005-01-01")
    both = person(
        entry("2001-03-01", "2015-12-31"), entry("2019-01-01", profession=DO), specialties=[lens]
    )
    (said,) = against_register(both)
    assert said == (
        "Specialty contact lens from 1 January 2005: contact lens belongs to the other profession."
    )
    assert against_register(person(entry("2001-03-01"))) == []
    assert against_register(person()) == []


def test_what_somebody_typed_stays_as_it_is():
    wrong = person(entry("2010-01-01", profession="2024-13-45"))
    assert against_now(wrong, CYCLES["2016-2018"]).register == [
        "Entry 01-20001 from 1 January 2010: “2024-13-45” is not known here."
    ]


def test_points_that_the_registrar_granted_are_no_matter_of_the_register():
    granted = replace(person(entry("2001-03-01")), voluntary=Voluntary(-1))
    found = against_now(granted, CYCLES["2016-2018"])
    assert (found.register, found.others) == ([], ["-1 is below 0."])
