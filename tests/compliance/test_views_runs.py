"""The pages of end-of-cycle runs, their files, and two runs beside each other."""

import csv
import io
import json
import re

import openpyxl
import pytest
import time_machine
from django.db import connection

from compliance.models import ComplianceRun, RunResult
from compliance.queries.run_comparison import Comparison
from compliance.services import running
from tests import builders
from tests.compliance import running as world
from tests.compliance.sealed import period_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    """A browser of GOC staff, some days after the cycle."""
    with time_machine.travel(world.AFTER, tick=True):
        yield builders.client_for(builders.staff())


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_rehearsal_from_the_form_to_its_people(staff):
    world.fill()
    assert "No run so far" in text_of(staff.get("/runs/"))
    sent = staff.post(
        "/runs/new/", {"cycle": world.CYCLE, "kind": "REHEARSAL", "contradictory": "apart"}
    )
    run = ComplianceRun.objects.get()
    assert sent["Location"] == f"/runs/{run.number}/"
    page = text_of(staff.get(sent["Location"]))
    assert "0 people judged so far" in page
    world.work(run)
    page = text_of(staff.get(sent["Location"]))
    assert "people judged" in page
    assert run.number in text_of(staff.get("/runs/"))
    short = RunResult.objects.filter(run=run, met=False).first()
    listed = text_of(staff.get(f"/runs/{run.number}/?standing={short.standing}"))
    assert short.number in listed
    person = text_of(staff.get(f"/runs/{run.number}/people/{short.registrant_id}/"))
    assert short.result["requirements"][0]["explanation"] in person.replace("&#x27;", "'")
    assert "Nobody matches" in text_of(staff.get(f"/runs/{run.number}/?words=Zzz"))


@pytest.mark.parametrize(("cycle", "as_at"), [("2025-2027", "2027-12-31"), (None, "2028-01-10")])
def test_the_form_can_be_sent_as_it_stands_for_a_cycle_that_is_over_or_runs(staff, cycle, as_at):
    builders.reference()
    form = staff.get("/runs/new/").context["form"]
    said = {name: value for name, value in form.initial.items() if value}
    staff.post("/runs/new/", {**said, "cycle": cycle or said["cycle"]})
    run = ComplianceRun.objects.get()
    assert (run.cycle == "2025-2027", run.as_at.isoformat()) == (bool(cycle), as_at)


def test_the_form_says_why_not(staff):
    builders.reference()
    page = text_of(staff.post("/runs/new/", {"cycle": "2028-2030", "kind": "REAL"}))
    assert "If the data of people" in page
    page = text_of(
        staff.post("/runs/new/", {"cycle": "2028-2030", "kind": "REAL", "contradictory": "refuse"})
    )
    assert "The cycle has not ended" in page


def test_an_empty_day_is_today_or_the_end_of_the_cycle_and_a_wrong_one_is_said_at_its_field(staff):
    builders.reference()
    chosen = {"cycle": world.CYCLE, "kind": "REAL", "contradictory": "apart"}
    asked = staff.get("/runs/new/")
    assert asked.context["form"]["as_at"].initial is None
    wrong = {"as_at_day": "10", "as_at_month": "1", "as_at_year": "2028"}
    page = text_of(staff.post("/runs/new/", {**chosen, **wrong}))
    assert "Enter a day of this cycle, from 1 January 2025 to 31 December 2027" in page
    assert page.count("Enter a day of this cycle") >= 2, "above, and at its field"
    assert 'value="2028"' in page

    staff.post("/runs/new/", chosen)
    staff.post("/runs/new/", {**chosen, "cycle": "2028-2030", "kind": "REHEARSAL"})
    days = ComplianceRun.objects.order_by("pk").values_list("cycle", "as_at")
    today = world.AFTER.date()
    assert list(days) == [(world.CYCLE, world.period().last_day), ("2028-2030", today)]


def test_two_members_of_staff_run_it_for_real(staff):
    world.fill(4)
    staff.post("/runs/new/", {"cycle": world.CYCLE, "kind": "REAL", "contradictory": "refuse"})
    run = ComplianceRun.objects.get()
    page = text_of(staff.get(f"/runs/{run.number}/"))
    assert "Somebody else has to look at this run" in page
    assert "/confirm/" not in page
    staff.post(f"/runs/{run.number}/confirm/")
    run.refresh_from_db()
    assert run.status == "ASKED"
    second = builders.client_for(builders.staff())
    second.post(f"/runs/{run.number}/confirm/")
    assert world.work(run).status == "SEALED"
    assert run.digest in text_of(second.get(f"/runs/{run.number}/"))


def test_a_run_that_waits_can_be_cancelled(staff):
    world.fill(4)
    run = world.start("REAL")
    staff.post(f"/runs/{run.number}/cancel/", {"seen": run.status})
    assert "Nothing of it is kept" in text_of(staff.get(f"/runs/{run.number}/"))


def test_a_refused_run_lists_the_people_and_why(staff):
    world.fill()
    world.overlapping(7)
    run = world.done()
    page = text_of(staff.get(f"/runs/{run.number}/"))
    assert "This run was refused" in page
    assert "/register/imports/" in page
    assert [each["label"] for each in staff.get(f"/runs/{run.number}/").context["figures"]] == [
        "person whose data contradict themselves"
    ]
    assert "have met everything" not in page
    assert "Entry 01-9 from 1 January 2026: It overlaps the entry that starts on" in page
    listed = text_of(staff.get("/runs/"))
    assert "1 listed" in listed
    assert "People judged" not in listed
    anyway = text_of(staff.get(f"/runs/{run.number}/?standing=MET"))
    assert "Nobody matches" not in anyway
    person = text_of(staff.get(f"/runs/{run.number}/people/7/"))
    assert "It overlaps the entry that starts on" in person


def test_a_refused_run_asks_for_number_or_surname_alone(staff):
    world.fill()
    world.overlapping(7)
    refused, sealed = world.done(), world.done(apart=True, by=builders.staff())
    page = text_of(staff.get(f"/runs/{refused.number}/"))
    assert 'name="words"' in page
    assert 'name="standing"' not in page
    assert 'name="annual"' not in page
    (listed,) = RunResult.objects.filter(run=refused)
    for asked in ("standing=met", "annual=2026", f"words={listed.number}"):
        assert f">{listed.number}</a>" in text_of(staff.get(f"/runs/{refused.number}/?{asked}"))
    assert "Nobody matches" in text_of(staff.get(f"/runs/{refused.number}/?words=Zzz"))
    page = text_of(staff.get(f"/runs/{sealed.number}/"))
    assert 'name="standing"' in page
    assert 'name="annual"' in page


def test_everybody_as_csv_as_workbook_and_as_lines_of_json(staff):
    world.fill()
    world.overlapping(7)
    run = world.done(apart=True)
    lines = body_of(staff.get(f"/runs/{run.number}/people.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert len(rows) == 40
    kept = {each.number: each for each in RunResult.objects.filter(run=run)}
    one = next(row for row in rows if row["Outcome"] == "Met")
    general = kept[one["Number"]].result["requirements"][0]
    assert one["General points: required"] == str(general["required"])
    assert one["General points: obtained"] == str(general["obtained"])
    assert [row["Why not judged"] for row in rows if row["Outcome"] == "Listed apart"] != [""]

    data = body_of(staff.get(f"/runs/{run.number}/people.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    table = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert table[0] == list(rows[0])
    assert [row[0] for row in table[1:]] == [row["Number"] for row in rows]

    said = body_of(staff.get(f"/runs/{run.number}/people.jsonl")).decode().splitlines()
    found = [json.loads(line) for line in said]
    assert all(each["digest"] == kept[each["number"]].digest for each in found)
    assert all(each["inputs"] == kept[each["number"]].inputs for each in found)


def test_two_runs_say_who_changed_and_why(staff):
    world.fill()
    before = world.done()
    short = RunResult.objects.filter(run=before, standing="only-acceptance").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_pointentry SET status = 'ACCEPTED' WHERE registrant_id = %s",
            [short.registrant_id],
        )
        cursor.execute(
            "UPDATE registrants_registerentry SET start = '1984-01-01', \"end\" = '2024-12-31'"
            " WHERE registrant_id = 5"
        )
    after = world.done(by=builders.staff())
    found = Comparison(before, after)
    assert {row.either.registrant_id: row.change for row in found} == {
        short.registrant_id: "NOW_MET",
        5: "ONLY_BEFORE",
    }
    page = text_of(staff.get(f"/runs/{after.number}/against/{before.number}/"))
    assert "Met now" in page
    assert "accepted since: " in page
    assert "General points:" in page
    assert "Both judged by the same figures" in page
    only = text_of(staff.get(f"/runs/{after.number}/against/{before.number}/?change=NOW_MET"))
    assert short.number in only
    lines = body_of(staff.get(f"/runs/{after.number}/against/{before.number}/?format=csv")).decode(
        "utf-8-sig"
    )
    assert len(list(csv.DictReader(io.StringIO(lines)))) == 2
    turned = text_of(staff.get(f"/runs/{before.number}/against/{after.number}/"))
    assert f"{after.number} (rehearsal) against {before.number} (rehearsal)" in turned
    same = text_of(staff.get(f"/runs/{after.number}/against/{after.number}/"))
    assert "Nobody changed" in same


@pytest.mark.parametrize("path", ["/runs/", "/runs/new/", "/runs/RUN-10001/"])
def test_nobody_but_staff_sees_runs(path):
    someone = builders.registrant()
    assert builders.client_for(someone.user).get(path).status_code in (403, 404)


def test_the_page_asks_a_constant_number_of_queries(staff, django_assert_max_num_queries):
    world.fill(60)
    run = world.done()
    staff.get("/runs/")
    with django_assert_max_num_queries(16):
        staff.get(f"/runs/{run.number}/")


def test_listed_apart_is_a_change_of_its_own_with_the_contradictions(staff):
    world.fill()
    before = world.done(apart=True)
    world.overlapping(7)
    after = world.done(apart=True, by=builders.staff())
    (row,) = Comparison(before, after)
    assert (row.change, row.either.registrant_id) == ("NOW_APART", 7)
    entry = "Entry 01-9 from 1 January 2026: It overlaps the entry"
    assert f"Not judged in the second run: {entry}" in row.reasons[0]
    assert row.reasons[1:] == ["On the register as 01-9, 1 January 2026: new, to no end"]
    (back,) = Comparison(after, before)
    assert back.change == "WAS_APART"
    assert f"Not judged in the first run: {entry}" in back.reasons[0]
    path = f"/runs/{after.number}/against/{before.number}/"
    page = text_of(staff.get(path))
    assert "Listed apart now" in page
    assert "not asked for any more" not in page
    other = text_of(staff.get(f"{path}?change=NOW_MET"))
    assert "Nobody matches" in other
    assert "Nobody changed" not in other


def test_who_differs_only_in_what_was_read_comes_last_under_a_heading_of_their_own(staff):
    world.fill()
    before = world.done()
    short = RunResult.objects.filter(run=before, standing="only-acceptance").last()
    ended = RunResult.objects.exclude(pk=short.pk).filter(run=before).order_by("number").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_registerentry SET \"end\" = '2028-03-15' WHERE registrant_id = %s",
            [ended.registrant_id],
        )
        cursor.execute(
            "UPDATE registrants_pointentry SET status = 'ACCEPTED' WHERE registrant_id = %s",
            [short.registrant_id],
        )
    after = world.done(by=builders.staff())

    found = Comparison(before, after)
    page = text_of(staff.get(f"/runs/{after.number}/against/{before.number}/"))

    assert [row.change for row in found] == ["NOW_MET", "SAME_FIGURES"]
    assert [row.either for row in found][1].registrant_id == ended.registrant_id
    (why,) = [row.reasons for row in found][1]
    assert why.endswith(": to no end, now to 15 March 2028")
    assert "Same figures, other data" in page
    assert found.counts["SAME_OUTCOME"] == 0


def test_a_contradiction_names_the_event_that_staff_can_look_up(staff):
    world.fill(8)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_pointentry SET units = '{Z9}' WHERE id ="
            " (SELECT min(id) FROM registrants_pointentry WHERE registrant_id = 7)"
            " RETURNING event_reference"
        )
        (event,) = cursor.fetchone()
    run = world.done(apart=True)
    listed = text_of(staff.get(f"/runs/{run.number}/?standing=apart"))
    person = text_of(staff.get(f"/runs/{run.number}/people/7/"))
    for page in (listed, person):
        assert f"{event} on " in page
        assert ": “Z9” is not known here" in page
        assert "points[" not in page.partition("as it is kept")[0]


def test_lines_that_do_not_count_are_named(staff):
    world.fill()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrants_pointentry SET status = 'LAPSED' WHERE id ="
            " (SELECT min(id) FROM registrants_pointentry WHERE registrant_id = 7)"
            " RETURNING event_reference"
        )
        (event,) = cursor.fetchone()
    run = world.done()
    person = text_of(staff.get(f"/runs/{run.number}/people/7/"))
    assert f"<li>{event} on " in person


def test_whoever_asks_for_a_second_real_run_is_told_it_was_not_started(staff):
    world.fill(4)
    said = {"cycle": world.CYCLE, "kind": "REAL", "contradictory": "refuse"}
    first = staff.post("/runs/new/", said, follow=True)
    assert "is open already" not in text_of(first)
    run = ComplianceRun.objects.get()
    assert "is open already" not in text_of(staff.post("/runs/new/", said, follow=True))
    for client, choice in ((staff, "apart"), (builders.client_for(builders.staff()), "refuse")):
        again = client.post("/runs/new/", {**said, "contradictory": choice}, follow=True)
        assert f"{run.number} is open already; yours was not started." in text_of(again)


def test_the_end_of_the_cycle_names_those_listed_apart(staff):
    world.fill(8)
    path = f"/cycles/{world.CYCLE}/end/"
    world.overlapping(7)
    run = world.start("REAL", apart=True)
    second = builders.actor_of(builders.staff())
    run = running.confirm_run(run=run, period=world.period(), actor=second, at=world.AFTER)
    world.work(run)
    page = text_of(staff.get(path))
    assert f'/runs/{run.number}/?standing=apart">1 listed apart' in page


def test_a_run_in_which_nobody_met_everything_says_so(staff):
    world.fill()
    run = ComplianceRun.objects.create(
        number="RUN-7",
        cycle=world.CYCLE,
        scheme=period_of(world.CYCLE, world.AFTER).scheme,
        kind="REHEARSAL",
        as_at=world.AFTER.date(),
        status="SEALED",
        started_at=world.AFTER,
        ended_at=world.AFTER,
        people=1,
        counts={"not-met": 1},
    )
    page = text_of(staff.get(f"/runs/{run.number}/"))
    words = re.sub("<[^>]*>", " ", page).split()
    assert "0 have met everything 1 have not" in " ".join(words)
