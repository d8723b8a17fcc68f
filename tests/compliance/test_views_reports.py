"""Reports: providers, approvers, uptake."""

import csv
import io

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from compliance import queries, services
from compliance.models import UptakeFigure
from registrants.models import PointEntry
from sessions_events.models import Event
from tests import builders
from tests.registrants.building import WINTER, accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db
PROVIDERS, APPROVERS, UPTAKE = "/reports/providers/", "/reports/approvers/", "/reports/uptake/"
PAGES = [PROVIDERS, APPROVERS, UPTAKE]


def look(path, **query):
    return builders.client_for(builders.staff()).get(path, query)


def rows_of_file(path, **query):
    response = look(path, format="csv", **query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def a_cell(row):
    return [cell["text"] for cell in row["cells"]]


def delivered():
    """One provider's event, declared and uploaded in time."""
    world = World()
    person = builders.registrant(surname="Marsh")
    event = world.declare(world.event())
    world.upload(event, (1, person.entries.get().number, "Marsh"))
    return world


def test_a_provider_with_what_it_got_approved_and_delivered_and_how_timely():
    world = delivered()

    response = look(PROVIDERS)
    (row,) = [each for each in response.context["rows"] if a_cell(each)[0] == world.provider.name]

    assert a_cell(row) == [world.provider.name, 1, 1, 1, 0, "100.0%", 0, "–"]
    assert "all providers together" in response.content.decode()
    (line,) = [each for each in rows_of_file(PROVIDERS) if each["Provider"] == world.provider.name]
    assert (line["CET approved"], line["On time"], line["Late"]) == ("1", "1", "0")
    assert line["Average rating"] == ""


def test_another_cycle_has_its_own_figures():
    world = delivered()

    response = look(PROVIDERS, cycle="2019-2021")

    (row,) = [each for each in response.context["rows"] if a_cell(each)[0] == world.provider.name]
    assert a_cell(row)[1:6] == [0, 0, 0, 0, "–"]
    assert "Nothing fell due" in response.content.decode()


def test_an_approver_with_load_time_and_outcomes():
    application = builders.application_at("APPROVED")
    decision = application.decisions.get()

    response = look(APPROVERS, sort="-decided")
    row = a_cell(response.context["rows"][0])

    assert row[0] == decision.decided_by.name
    assert row[2:5] == [1, 1, 0]
    assert row[8] == f"{decision.working_days:.1f}"
    assert "10 working days, which an approver has" in response.content.decode()
    assert rows_of_file(APPROVERS, sort="-decided")[0]["Approved"] == "1"


def count_uptake():
    today = clock.london_date(WINTER)
    period = queries.period_on(today, queries.periods(today))
    services.count_uptake(period=period, actor=CLOCK, at=WINTER)


def test_uptake_counts_people_and_lines_by_unit_and_region_and_nobody_twice_in_a_sum():
    one, other = builders.registrant(), builders.registrant()
    for number, person in enumerate([one, one, other]):
        accept(offer(person, number))
    offer(other, 9)
    PointEntry.objects.filter(event_reference="EV-80002").update(units=["O1", "O2"])

    count_uptake()
    count_uptake()

    found = {(row.unit, row.region): (row.people, row.lines) for row in UptakeFigure.objects.all()}
    assert found == {
        ("", ""): (2, 3),
        ("O1", ""): (2, 3),
        ("O2", ""): (1, 1),
        ("", "NO_PLACE"): (2, 3),
        ("O1", "NO_PLACE"): (2, 3),
        ("O2", "NO_PLACE"): (1, 1),
    }


def test_uptake_knows_the_region_of_the_event():
    delivered()
    line = PointEntry.objects.select_related("registrant__user").get()
    accept(line, at=clock.now())
    session = Event.objects.get(ev_number=line.event_reference).session
    period = queries.period_on(line.event_date, queries.periods(line.event_date))

    services.count_uptake(period=period, actor=CLOCK, at=clock.now())

    where = "ONLINE" if session.online else session.region
    assert set(UptakeFigure.objects.values_list("region", flat=True)) == {"", where or "NO_PLACE"}


def test_the_page_of_uptake_chooses_a_region_and_a_unit():
    builders.reference()
    accept(offer(builders.registrant(), 1))
    count_uptake()

    said = look(UPTAKE).content.decode()
    chosen = look(UPTAKE, region="LONDON", unit="O1")
    empty = look(UPTAKE, cycle="2005-2006").content.decode()

    assert "1 people with 1 accepted point entries" in said
    assert chosen.context["region"] == "London"
    assert a_cell(chosen.context["by_unit"]["rows"][0])[1] == "0"
    assert "Nothing was counted for this cycle." in empty
    assert len(rows_of_file(UPTAKE)) == 4


@pytest.mark.parametrize("path", PAGES)
def test_a_cycle_that_is_none_is_not_there(path):
    builders.reference()
    assert look(path, cycle="1990-1992").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_they_are_for_staff_alone(path):
    assert builders.client_for(builders.registrant().user).get(path).status_code == 403


@pytest.mark.parametrize("path, queries_of_a_page", [(PROVIDERS, 11), (APPROVERS, 11)])
def test_the_same_queries_for_few_and_for_many(path, queries_of_a_page, django_assert_num_queries):
    builders.application_at("APPROVED")
    staff = builders.client_for(builders.staff())
    staff.get(path)
    with django_assert_num_queries(queries_of_a_page):
        staff.get(path)
    for _number in range(4):
        builders.application_at("APPROVED", provider=builders.provider_with()[0])
    with django_assert_num_queries(queries_of_a_page):
        staff.get(path)
