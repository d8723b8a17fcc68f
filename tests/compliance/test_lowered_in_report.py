"""Everybody in a cycle: figures of the rules, and beside them what an exception asks instead."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import builders
from tests.compliance.cases import decide, sent
from tests.registrants.building import accept, offer_all
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

YEAR_ON_LEAVE = [(date(2026, 1, 1), date(2026, 12, 31))]
PAGE, CYCLE = "/cycles/everybody/", "2025-2027"


def short(number: str, surname: str, total: int):
    """A dispensing optician with so many points, who asked for an exception."""
    found = builders.registrant(
        number, surname, profession="DISPENSING_OPTICIAN", start=date(2015, 1, 1)
    )
    line = offer_all(found, 1, total=total, day=date(2025, 3, 3), at=london(2025, 3, 5))
    accept(line, london(2025, 4, 1))
    found.asked = sent(found, leave=YEAR_ON_LEAVE)
    return found


@pytest.fixture
def people(time_machine):
    """One who has 25 of 36 points, one who has 3, one of whom nothing was decided."""
    builders.reference()
    found = [short("D-601", "Abel", 25), short("D-602", "Baker", 3), short("D-603", "Carr", 3)]
    time_machine.move_to(london(2028, 2, 1), tick=False)
    return found


def lower(person, **figures):
    decide(person.asked, "lower", lowered={("GENERAL_POINTS", ""): 25, **figures})
    return f"{person.asked.reference}: 25 instead of 36"


def look(**query):
    client = builders.client_for(builders.staff())
    with CaptureQueriesContext(connection) as asked:
        response = client.get(PAGE, {"cycle": CYCLE, **query})
    assert response.status_code == 200
    return response, len(asked)


def cells(response) -> dict[str, list[dict]]:
    return {row["cells"][0]["text"]: row["cells"] for row in response.context["rows"]}


def figures(row: list[dict]) -> list:
    return [cell["text"] for cell in row[3:6]]


def test_the_row_asks_the_lowered_figure_and_names_the_exception(people):
    met, missing, none = people
    words, others = lower(met), lower(missing)

    response, _ = look()
    found = cells(response)

    assert figures(found["D-601"]) == [25, 25, 0]
    assert figures(found["D-602"]) == [25, 3, 22]
    assert figures(found["D-603"]) == [36, 3, 33]
    assert (found["D-601"][3]["why"], found["D-602"][3]["why"]) == (words, others)
    assert not found["D-603"][3].get("why")
    page = response.content.decode()
    assert f"25<br>{words}" in page
    assert page.count("instead of") == 2
    tags = {number: row[-1]["tag"]["label"] for number, row in found.items()}
    assert tags == {"D-601": "Met", "D-602": "Not met", "D-603": "Not met"}


def test_another_requirement_that_was_lowered_is_named_beside_what_is_open(people):
    one = people[1]
    decide(one.asked, "lower", lowered={("INTERACTIVE_POINTS", ""): 12})
    response, _ = look()
    row = cells(response)["D-602"]
    assert figures(row) == [36, 3, 33]
    said = f"Interactive points: {one.asked.reference}: 12 instead of 18"
    assert row[-1]["why"] == said
    assert said in response.content.decode()


def test_totals_and_filters_stay_those_of_the_rules_and_the_page_says_so(people):
    lower(people[0])
    response, _ = look(met="not-met")
    assert [figure["number"] for figure in response.context["figures"]][:3] == [3, 0, 3]
    assert set(cells(response)) == {"D-601", "D-602", "D-603"}
    assert "Totals, filters and order go by the figures of the rules." in response.content.decode()


def test_the_file_keeps_the_figures_of_the_rules_and_names_the_exception(people):
    words = lower(people[0])
    response, _ = look(format="csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = {row["Number"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["D-601"]["Required"], rows["D-601"]["Met"]) == ("36", "no")
    assert rows["D-601"]["Lowered by an exception"] == f"General points: {words}"
    assert rows["D-602"]["Lowered by an exception"] == ""


def test_an_exception_that_is_open_or_excuses_everything_changes_no_figure(people):
    decide(people[0].asked)
    response, _ = look()
    assert figures(cells(response)["D-601"]) == [36, 25, 11]
    assert people[0].asked.reference not in response.content.decode()


def test_the_queries_are_the_same_however_many_were_lowered(people):
    _, none = look()
    for each in people:
        lower(each)
    assert look()[1] == none
