"""Peer review that lacks nothing but its reflection statement: every page says what to write."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.core.clock import LONDON
from compliance import queries
from compliance.models import Letter, RunResult
from compliance.services.letters.advising import todo_of
from registrants import services
from tests import builders
from tests.compliance.planner_pages import text
from tests.compliance.test_notices import DAY, hour
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db
PAGE = "/statement/requirements/"
UNITS = tuple(f"O{unit}" for unit in range(1, 9))
SUMMER = datetime(2027, 6, 1, 12, tzinfo=LONDON)
ONE_OF_THREE = (
    "You have accepted 3 peer reviews; write the reflection statement of one by 31 December 2027."
)


def look(owner, address="/statement/", at=WINTER, **query):
    """What the owner reads, in one line."""
    with time_machine.travel(at, tick=False):
        response = builders.client_for(owner.user).get(address, query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def reviews(owner, how_many=3, *, first=11, **changed):
    """So many peer reviews that wait, without a statement."""
    return [
        offer(owner, number, total=3, peer_review=True, **changed)
        for number in range(first, first + how_many)
    ]


def write(owner, line, at=WINTER):
    services.write_reflection(
        entry=line, text="We now ask.", actor=builders.actor_of(owner.user), at=at
    )


@pytest.fixture
def owner():
    """An optometrist who lacks peer review alone, with three accepted and none written."""
    found = builders.registrant()
    accept(offer(found, 1, total=36, interactive=36, units=UNITS))
    for line in reviews(found):
        accept(line)
    return found


@pytest.fixture
def short():
    """An optometrist who lacks 9 general points besides, which the reviews would give."""
    found = builders.registrant()
    accept(offer(found, 1, total=27, interactive=27, units=UNITS))
    for line in reviews(found):
        accept(line)
    return found


def links(page, lines):
    return [f"/statement/lines/{line.pk}/reflection/" in page for line in lines]


@pytest.mark.parametrize("address", ["/", "/statement/"])
def test_statement_and_first_page_say_which_statement_to_write(owner, address):
    page = look(owner, address)
    assert ONE_OF_THREE in page
    assert all(links(page[: page.index("What you need")], owner.points.filter(peer_review=True)))
    assert page.index(ONE_OF_THREE) < page.index("Still missing:")
    assert "<strong>1 peer review</strong> (writing its reflection statement closes it)" in page
    assert "A peer review with its reflection statement closes it." not in page


def test_once_it_is_written_nothing_is_said_of_it(owner):
    write(owner, owner.points.get(event_reference="EV-80011"))
    for address in ("/", "/statement/", "/planner/", f"{PAGE}peer-review/"):
        page = look(owner, address)
        assert "You have accepted 3 peer reviews" not in page
        assert "write the reflection statement" not in page


def test_the_page_of_the_requirement_shows_the_lines_with_a_way_to_write(owner):
    page = look(owner, f"{PAGE}peer-review/")
    assert ONE_OF_THREE in page
    assert "Nothing so far. Entries appear here when you have accepted them." not in page
    heading = page.index("Counts when you write its reflection statement")
    section = page[heading : page.index("What does not count towards it, and why")]
    assert all(links(section, owner.points.filter(peer_review=True)))
    assert "Peer review without a reflection statement: " not in page


def test_the_same_holds_for_points(short):
    page = look(short)
    assert "You have accepted 3 peer reviews; write their reflection statements by" in page
    assert "<strong>9 points</strong> (writing reflection statements closes it)" in page
    assert "9 points more close it" not in page
    page = look(short, f"{PAGE}general-points/")
    assert "Counts when you write its reflection statement" in page
    assert page.count("+3") == 3
    write(short, short.points.get(event_reference="EV-80011"))
    page = look(short)
    assert "You have accepted 2 peer reviews; write their reflection statements by" in page


def test_what_writing_alone_does_not_close_says_what_it_adds(short):
    accept(offer(short, 2, day=date(2026, 5, 4), total=1))
    short.points.filter(event_reference="EV-80001").update(total=20, interactive=18)
    page = look(short, f"{PAGE}general-points/")
    assert "15 points more close it. Writing the 3 missing reflection statements by " in page
    assert "31 December 2027 adds 9." in page


def test_what_waits_has_to_be_accepted_as_well():
    found = builders.registrant()
    accept(offer(found, 1, total=36, interactive=36, units=UNITS))
    reviews(found, 2)
    page = look(found, f"{PAGE}peer-review/")
    words = (
        "Accept what waits for you and write the reflection statement of one peer review by "
        "31 December 2027: that closes it."
    )
    assert words in page
    assert "Counts when you accept it and write its reflection statement" in page
    assert "You have accepted" not in look(found)
    assert "Met once accepted and written" in text_of(found, "/planner/")


def test_after_the_cycle_nothing_is_to_be_written(owner):
    for address in ("/statement/", f"{PAGE}peer-review/"):
        page = look(owner, address, NEW_YEAR, cycle="2025-2027")
        assert "reflection statement of one" not in page
        assert "Counts when you write" not in page
    assert "Peer review without a reflection statement: 3 entries" in page
    assert "Missing: 1 peer review." in page


def text_of(owner, address):
    with time_machine.travel(WINTER, tick=False):
        return text(builders.client_for(owner.user).get(address))


def test_the_planner_says_what_is_to_be_done(owner):
    said = text_of(owner, "/planner/")
    assert ONE_OF_THREE in said
    assert "You meet every requirement once you have written a reflection statement." in said
    assert "Met once written" in said
    assert "Met once accepted" not in said
    assert "Now 0, with reflection statements written 3 of 1" in said
    assert "with what waits" not in said
    assert "Nothing is missing" not in said
    assert all(links(look(owner, "/planner/"), owner.points.filter(peer_review=True)))


def test_the_planner_names_both_where_both_are_to_be_done(owner):
    offer(owner, 2, total=3)
    owner.points.filter(event_reference="EV-80001").update(total=33, interactive=18)
    said = text_of(owner, "/planner/")
    done = "once you have accepted what waits and written a reflection statement."
    assert f"You meet every requirement {done}" in said
    assert "Met once accepted" in said
    assert "Met once written" in said


def test_accepting_says_that_statements_are_to_be_written():
    found = builders.registrant()
    offer(found, 1, total=1)
    reviews(found)
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(found.user)
        page = client.post("/statement/accept/", {"what": "all"}, follow=True).content.decode()
    page = " ".join(page.split())
    assert (
        "10 points accepted. 9 of them are for peer review without its reflection statement: "
        "they do not count until you write it." in page
    )


def test_the_notice_names_the_statement_to_write(owner):
    builders.registrant(surname="Another")
    lines = owner.points.filter(peer_review=True)
    hour(DAY)
    told = {letter.registrant_id: letter.text for letter in Letter.objects.all()}
    said = told.pop(owner.pk)
    assert ONE_OF_THREE in said
    assert all(links(said, lines))
    assert "Subject 11" in said
    assert "Accept what waits" not in said
    assert "Find CET" not in said
    [other] = told.values()
    assert "Find CET for what is missing." in other
    assert "reflection statement of" not in other
    assert "Accept what waits" not in other


def test_the_notice_names_all_that_can_be_done(short):
    short.points.filter(event_reference="EV-80001").update(total=20, interactive=18)
    offer(short, 2, total=1)
    hour(DAY)
    said = Letter.objects.get().text
    assert "- Accept what waits on your statement." in said
    assert "- You have accepted 3 peer reviews; write their reflection statements by" in said
    assert "- Find CET for what is still missing then." in said


def test_pages_run_no_more_queries_for_many(owner, django_assert_max_num_queries):
    many = builders.registrant()
    accept(offer(many, 2, total=36, interactive=36, units=UNITS))
    for line in reviews(many, 30, first=100):
        accept(line)
    with time_machine.travel(WINTER, tick=False):
        few, more = builders.client_for(owner.user), builders.client_for(many.user)
        for address in ("/statement/", "/", "/planner/", f"{PAGE}peer-review/"):
            few.get(address), more.get(address)
            with CaptureQueriesContext(connection) as asked:
                few.get(address)
            with django_assert_max_num_queries(len(asked)):
                more.get(address)


def test_what_to_write_is_read_at_once_for_all_who_get_a_letter(django_assert_num_queries):
    for number in range(5):
        someone = builders.registrant()
        for line in reviews(someone, 2, first=10 * number):
            accept(line, at=SUMMER)
    hour(DAY)
    found = Letter.objects.first().round
    results = list(RunResult.objects.filter(run=found.run))
    period = next(each for each in queries.periods(WINTER.date()) if each.name == "2025-2027")
    with django_assert_num_queries(1):
        todo = todo_of(results, period, found.run)
    assert [len(each.lines) for each in todo.values()] == [2] * 5
