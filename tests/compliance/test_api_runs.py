"""Results of sealed runs for the GOC's own systems."""

import base64
import hashlib
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.models import RunResult
from compliance.queries import runs as reads
from tests import builders
from tests.compliance import running as world
from tests.compliance.machines import Machine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after():
    """Some days after the cycle."""
    with time_machine.travel(world.AFTER, tick=True):
        yield


@pytest.fixture
def goc():
    return Machine(builders.actor_of(builders.staff()))


def results(run) -> str:
    return f"/api/v1/runs/{run.number}/results/"


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def all_of(goc, path):
    """Every page, one after the other."""
    pages = [goc.read(path)]
    while pages[-1]["next"]:
        pages.append(goc.read(path_of(pages[-1]["next"])))
    return pages


def test_everybody_page_by_page_exactly_as_stored(goc):
    world.fill(25)
    world.overlapping()
    run = world.done(apart=True)

    pages = all_of(goc, f"{results(run)}?limit=10")

    found = [row for page in pages for row in page["results"]]
    assert [len(page["results"]) for page in pages] == [10, 10, 5]
    stored = list(RunResult.objects.filter(run=run).order_by("registrant_id"))
    assert found == [
        {
            "number": each.number,
            "profession": each.profession,
            "standing": each.standing,
            "result": each.result,
            "contradictions": each.contradictions,
            "digest": each.digest,
        }
        for each in stored
    ]
    assert {each["standing"] for each in found} >= {"apart", "not-met"}
    assert found[0]["contradictions"][0]["message"]


def test_the_stored_text_is_sent_byte_for_byte(goc):
    world.fill(3)
    run = world.done()

    sent = goc.get(results(run)).content.decode()

    kept = list(reads.rows_of(run))
    assert kept
    assert all(f'"result":{row.result},' in sent for row in kept)


def test_the_digest_of_the_run_follows_from_those_of_its_people(goc):
    world.fill(12)
    run = world.done()

    digests = [
        row["digest"] for page in all_of(goc, f"{results(run)}?limit=5") for row in page["results"]
    ]

    sum_of = hashlib.sha256(reads._head(run).encode())
    for one in digests:
        sum_of.update(b"\n" + one.encode())
    assert sum_of.hexdigest() == goc.read("/api/v1/runs/")["results"][0]["digest"] == run.digest


def test_the_list_has_sealed_runs_alone(goc):
    world.fill(3)
    run, waiting = world.done(), world.start("REAL")

    found = goc.read("/api/v1/runs/?cycle=2025-2027")

    assert [each["number"] for each in found["results"]] == [run.number]
    said = found["results"][0]
    assert (said["kind"], said["cycle"], said["variant"]) == ("REHEARSAL", world.CYCLE, None)
    assert said["people"] == run.people
    assert goc.read("/api/v1/runs/?cycle=2022-2024")["count"] == 0
    assert goc.get(results(waiting)).status_code == 404
    assert goc.get("/api/v1/runs/RUN-999/results/").status_code == 404


def test_one_outcome_alone(goc):
    world.fill(10)
    world.overlapping()
    run = world.done(apart=True)

    apart = goc.read(f"{results(run)}?standing=apart")["results"]
    wrong = goc.get(f"{results(run)}?standing=lost")

    assert [(each["standing"], each["result"]) for each in apart] == [("apart", None)]
    assert (wrong.status_code, list(wrong.json())) == (400, ["standing"])


@pytest.mark.parametrize(
    "cursor", ["x", "p=x", "p=9" + "9" * 30, "p=%00", "p=-1", "p=²", "p=1&o=-5", "p=1&o=x"]
)
def test_a_cursor_that_is_not_ours_is_no_page(goc, cursor):
    world.fill(3)
    run = world.done()
    made = base64.b64encode(cursor.encode()).decode()

    for each in (cursor, made, "\x00"):
        assert goc.get(f"{results(run)}?cursor={quote(each)}").status_code in (200, 404)


def test_odd_questions_get_an_answer(goc):
    world.fill(3)
    run = world.done()

    for query in ("limit=99999999", "limit=", "cursor=", "standing="):
        assert len(goc.read(f"{results(run)}?{query}")["results"]) == 3
    for query in ("limit=0", "limit=-1", "limit=x", "limit=%C2%B2", "offset=3", "from=x", "%00=1"):
        answer = goc.get(f"{results(run)}?{query}")
        assert (query, answer.status_code) == (query, 400)
        assert len(answer.json()) == 1
    for query in ("cycle=%00", "cycle=1999", "cycle=2031-2033", "limit=abc", "offset=-1", "at=1"):
        answer = goc.get(f"/api/v1/runs/?{query}")
        assert (query, answer.status_code) == (query, 400)
        assert list(answer.json()) == [query.split("=")[0]]
    assert goc.read("/api/v1/runs/?cycle=&limit=1")["count"] == 1


def test_as_many_queries_for_three_people_as_for_forty(goc):
    world.fill(40)
    run = world.done()

    def queries(most):
        path = f"{results(run)}?limit={most}"
        goc.get(path)
        with CaptureQueriesContext(connection) as captured:
            found = goc.read(path)
        return len(captured), len(found["results"])

    few, many = queries(3), queries(1000)

    assert (few[1], many[1]) == (3, 40)
    assert few[0] == many[0]
