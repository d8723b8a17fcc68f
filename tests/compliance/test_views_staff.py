"""The end-of-cycle report."""

import csv
import io

import pytest
import time_machine

from compliance.views import staff as views
from tests import builders
from tests.compliance import running
from tests.registrants.building import WINTER, accept, offer, offer_all

pytestmark = pytest.mark.django_db
PAGE = "/cycles/everybody/"
QUERIES = 13
DISPENSING = {"profession": "DISPENSING_OPTICIAN"}


def look(at=WINTER, **query):
    staff = builders.staff()
    with time_machine.travel(at, tick=False):
        return builders.client_for(staff).get(PAGE, query)


def test_figures_and_rows():
    accept(offer_all(builders.registrant("01-60001", "Abel", **DISPENSING), 1))
    only = builders.registrant("01-60002", "Carr", **DISPENSING)
    accept(offer_all(only, 1, total=30))
    offer_all(only, 2, total=6)
    response = look()
    numbers = [figure["number"] for figure in response.context["figures"]]
    assert numbers == [2, 1, 1, 1]
    page = response.content.decode()
    assert "01-60001" in page
    assert "2 people" in page
    assert "Cycle report so far" in page
    assert "01-60001" not in look(met="not-met").content.decode()


def test_whose_data_contradict_themselves_is_listed_apart_and_not_judged():
    accept(offer_all(builders.registrant("01-60001", "Abel", **DISPENSING), 1))
    torn = builders.registrant("01-60002", "Baker", **DISPENSING)
    accept(offer_all(torn, 1))
    torn.entries.create(profession="DISPENSING_OPTICIAN", number="01-60009", start="2026-01-01")
    response = look()
    numbers = [figure["number"] for figure in response.context["figures"]]
    assert numbers == [2, 1, 0, 0, 1]
    page = response.content.decode()
    words = (
        "Entry 01-60009 from 1 January 2026: It overlaps the entry that starts on 1 January 2015."
    )
    assert f"Listed apart</strong><br>{words}" in page
    assert "?cycle=2025-2027&amp;met=apart" in page
    for met, found in (("apart", ["Baker"]), ("met", ["Abel"]), ("not-met", [])):
        assert [row.surname for row in look(met=met).context["page"]] == found
    for sort in ("required", "-shortfall"):
        assert len(look(sort=sort).context["page"]) == 2
    text = b"".join(look(met="apart", format="csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Met"], row["All requirements met"], row["Obtained"]) == ("", "", "")
    assert row["Why not judged"] == words


def test_why_is_said_in_words_that_people_use():
    torn = builders.registrant("01-60002", "Baker", **DISPENSING)
    torn.specialties.create(specialty="INDEPENDENT_PRESCRIBING", start="2013-07-18")
    page = look().content.decode()
    assert "Specialty independent prescribing from 18 July 2013: independent" in page
    assert "INDEPENDENT_PRESCRIBING" not in page


def test_filters_that_find_nobody_say_so():
    builders.registrant()
    assert "Nobody matches." in look(words="zzz").content.decode()
    assert "Nobody matches." in look(met="nonsense").content.decode()


def test_pages():
    for _number in range(51):
        builders.registrant(account=False)
    assert "1 to 50 of 51" in look().content.decode()
    assert "51 to 51 of 51" in look(page=2).content.decode()
    assert look(page="nonsense").status_code == 200


def test_a_file_that_no_spreadsheet_runs():
    builders.registrant("01-60001", '=HYPERLINK("http://example.org")', forenames="@Ada")
    response = look(format="csv")
    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="cycle-2025-2027.csv"'
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Surname"] == '\'=HYPERLINK("http://example.org")'
    assert row["Forenames"] == "'@Ada"
    assert (row["Required"], row["Obtained"], row["Met"]) == ("36", "0", "no")
    assert row["All requirements met"] == "no"
    assert "Interactive points: 18 interactive points; Competency" in row["Open requirements"]


def test_unknown_cycles_are_not_found():
    builders.reference()
    assert look(cycle="1999-2001").status_code == 404


def test_registrants_may_not_enter():
    assert builders.client_for(builders.registrant().user).get(PAGE).status_code == 403


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_takes_the_same_queries(people, django_assert_num_queries):
    for _number in range(people):
        offer(builders.registrant(account=False), 1)
    staff = builders.staff()
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(staff)
        with django_assert_num_queries(QUERIES):
            assert client.get(PAGE).status_code == 200


def test_a_large_register_is_not_judged_while_somebody_waits(
    monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(views, "MOST_JUDGED", 3)
    running.fill(people=4)
    page = look(at=running.AFTER, cycle=running.CYCLE).content.decode()
    assert "Nobody has been judged in this cycle." in page
    assert "/runs/new/" in page

    run = running.done()
    with time_machine.travel(running.AFTER, tick=False):
        client = builders.client_for(builders.staff())
        with django_assert_max_num_queries(QUERIES):
            page = client.get(PAGE, {"cycle": running.CYCLE}).content.decode()
    assert f"{run.number} judged everybody with points up to 31 December 2027" in page
    assert f'href="/runs/{run.number}/"' in page
    file = look(at=running.AFTER, cycle=running.CYCLE, format="csv")
    assert (file.status_code, file["Location"]) == (302, f"/runs/{run.number}/people.csv")
    monkeypatch.setattr(views, "MOST_JUDGED", 4)
    assert "4 people" in look(at=running.AFTER, cycle=running.CYCLE).content.decode()
