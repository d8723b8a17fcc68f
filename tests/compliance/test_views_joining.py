"""Pages for joiners, and for those who want back on the register."""

from datetime import date

import pytest
import time_machine

from tests import builders
from tests.registrants.building import WINTER, accept, offer

pytestmark = pytest.mark.django_db
JOINING, OWN = "/joining/", "/statement/restoration/"


@pytest.fixture(autouse=True)
def in_winter():
    builders.reference()
    with time_machine.travel(WINTER, tick=False):
        yield


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def day(field: str, when: date) -> dict:
    return {f"{field}_day": when.day, f"{field}_month": when.month, f"{field}_year": when.year}


def join(client, when=date(2026, 5, 20), profession="OPTOMETRIST", **more):
    return words(client.get(JOINING, {**day("joins_on", when), "profession": profession, **more}))


def left(end=date(2027, 3, 31), **changed):
    owner = builders.registrant(**changed)
    owner.entries.update(end=end)
    return owner


def test_everybody_can_ask_what_a_joiner_needs(client):
    page = words(client.get(JOINING))
    assert "Your day" in page
    assert "There is a problem" not in page
    page = join(client)
    assert "Joining on Wednesday 20 May 2026: the cycle 2025 to 2027" in page
    assert "19 whole months on the register (June 2026 to December 2027)" in page
    assert "O7</span> Contact lenses" in page
    assert "missing" not in page


def test_a_specialty_has_its_own_day(client):
    later = day("specialty_from", date(2026, 10, 5))
    page = join(client, profession="DISPENSING_OPTICIAN", specialty="CONTACT_LENS", **later)
    # 14 whole months with it: half of them are owed as contact lens points.
    assert "Specialist points: contact lens" in page or "7 owed as contact lens points" in page


def test_a_specialty_that_begins_after_the_cycle_is_said(client):
    later = day("specialty_from", date(2028, 1, 1))
    page = join(client, specialty="INDEPENDENT_PRESCRIBING", **later)
    assert "The specialty begins on 1 January 2028, after this cycle" in page
    assert "Specialist points" not in page
    now = join(client, specialty="INDEPENDENT_PRESCRIBING")
    assert "after this cycle, so" not in now
    assert "Specialist points: therapeutic" in now


def test_before_2007_each_specialty_of_an_optometrist_stands_alone(client):
    for code, label in (
        ("ADDITIONAL_SUPPLY", "additional supply"),
        ("SUPPLEMENTARY_PRESCRIBING", "supplementary prescribing"),
    ):
        page = join(client, when=date(2005, 7, 1), specialty=code)
        assert f"Specialist points: {label}" in page
        assert "Specialist points: independent prescribing" not in page


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"profession": "NURSE"}, "choose one of the list"),
        ({"profession": ""}, "Choose the register that you join"),
        ({"joins_on_day": "31", "joins_on_month": "2"}, "must be a real date"),
        ({"joins_on_year": "1999"}, "The scheme began on 1 July 2005"),
        ({"joins_on_year": "2190"}, "No cycle is planned for that year yet"),
        ({"specialty": "CONTACT_LENS"}, "belongs to the other profession"),
        (
            {"specialty": "INDEPENDENT_PRESCRIBING", **day("specialty_from", date(2025, 2, 1))},
            "cannot begin before you are on the register",
        ),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(client, changed, sentence):
    sent = {**day("joins_on", date(2026, 5, 20)), "profession": "OPTOMETRIST", **changed}
    page = words(client.get(JOINING, sent))
    assert "There is a problem" in page
    assert sentence in page
    assert "Joining on" not in page


def test_who_left_reads_what_is_missing_to_come_back():
    owner = left()
    accept(offer(owner, 1, day=date(2027, 2, 1), total=8))
    offer(owner, 2, day=date(2027, 5, 1), total=3)
    offer(owner, 3, day=date(2027, 11, 2), total=2)
    page = words(builders.client_for(owner.user).get(OWN))
    assert "The months that count are 1 November 2026 to 31 October 2027" in page
    assert "8 of 12 points obtained" in page
    assert "Once back on the register, as from 15 November 2027: the cycle 2025 to 2027" in page
    assert "8 points count, so 4 more are needed." in page
    assert "Subject 2, <span" in page
    assert "not accepted. <a" in page
    later = builders.client_for(owner.user).get(OWN, day("received", date(2027, 12, 31)))
    assert "1 December 2026 to 30 November 2027" in words(later)


def test_who_is_back_the_day_after_keeps_what_counted():
    owner = left(end=date(2027, 3, 31))
    accept(offer(owner, 1, day=date(2027, 2, 1), total=8))
    owner.specialties.create(specialty="ADDITIONAL_SUPPLY", start="2016-01-01", end="2027-03-31")
    client = builders.client_for(owner.user)
    page = words(client.get(OWN, day("received", date(2027, 4, 1))))
    assert "so it is one time on the register: the points of before count on." in page
    assert "36 whole months on the register (January 2025 to December 2027)" in page
    assert "8 points count, so 28 are missing." in page
    assert "(January 2025 to December 2027): 18." in page
    page = words(client.get(OWN, day("received", date(2027, 4, 2))))
    assert "Only points of events from the day of restoration count" in page
    assert "8 whole months on the register (May 2027 to December 2027)" in page


def test_who_is_on_the_register_has_nothing_to_restore():
    owner = builders.registrant()
    page = words(builders.client_for(owner.user).get(OWN))
    assert "there is nothing to restore" in page
    assert "Once back" not in page


def test_a_specialty_alone_can_be_asked_back():
    owner = builders.registrant(profession="DISPENSING_OPTICIAN")
    owner.specialties.create(specialty="CONTACT_LENS", start="2016-01-01", end="2027-03-31")
    page = words(builders.client_for(owner.user).get(OWN))
    assert "this is about the specialty" in page
    assert "0 of 6 points obtained" in page


def test_staff_see_it_for_anybody_and_others_for_nobody():
    owner = left()
    accept(offer(owner, 1, day=date(2027, 2, 1), total=12))
    address = f"/register/people/{owner.pk}/restoration/"
    staff = builders.client_for(builders.staff(), "staff")
    page = words(staff.get(address))
    assert "there is enough CET" in page
    assert "12 of 12 points obtained" in page
    assert "Once back on the register" in page
    assert "What a restoration needs" in words(staff.get(f"/register/people/{owner.pk}/"))
    assert staff.get("/register/people/999999/restoration/").status_code == 404
    assert builders.client_for(owner.user).get(address).status_code == 403


def test_it_takes_the_same_queries_for_many_lines(django_assert_max_num_queries):
    owner = left()
    for number in range(1, 31):
        accept(offer(owner, number, day=date(2027, 2, 1), total=1))
    client = builders.client_for(owner.user)
    client.get(OWN)
    with django_assert_max_num_queries(20):
        client.get(OWN)


def test_a_day_outside_every_cycle_is_said_at_the_field():
    owner = left()
    page = words(builders.client_for(owner.user).get(OWN, day("received", date(2004, 5, 1))))
    assert "There is no cycle on that day" in page
