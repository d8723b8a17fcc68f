"""Statements as data: one's own with one's own key, anybody's with a key of the GOC."""

import html
import io
import json
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.models import User
from cet_portal.core import clock
from compliance.management.commands.assess import judge
from compliance.models import RunResult
from registrants.models import RegisterEntry, Registrant
from sessions_events import services
from sessions_events.api.keys import ReadThrottle
from tests import builders
from tests.compliance import running as world
from tests.compliance.machines import Machine
from tests.registrants.building import WINTER, accept, offer
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db

OWN = "/api/v1/statement/2025-2027/"


@pytest.fixture(autouse=True)
def winter():
    """Some weeks before the end of the cycle."""
    with time_machine.travel(WINTER, tick=True):
        yield


@pytest.fixture
def owner():
    """Three points accepted, three waiting, three of peer review without a reflection."""
    found = builders.registrant()
    accept(offer(found, 1, units=("O1", "O2")))
    offer(found, 2)
    accept(offer(found, 3, peer_review=True))
    return found


@pytest.fixture
def own(owner):
    return Machine(builders.actor_of(owner.user, "registrant"))


@pytest.fixture
def goc():
    return Machine(builders.actor_of(builders.staff()))


def number_of(person) -> str:
    return person.entries.order_by("-start").first().number


def address(person, cycle="2025-2027") -> str:
    return f"/api/v1/people/{number_of(person)}/statement/{cycle}/"


def test_the_own_statement_has_every_requirement_with_its_points(owner, own):
    found = own.read(OWN)

    assert (found["number"], found["profession"]) == (number_of(owner), "OPTOMETRIST")
    assert (found["scheme"], found["standing"], found["met"]) == ("ENHANCED_2019", "not-met", False)
    general, units = (
        next(each for each in found["requirements"] if each["code"] == code)
        for code in ("GENERAL_POINTS", "COMPETENCY_UNITS")
    )
    first, waiting, reviewed = (
        str(owner.points.get(event_reference=f"EV-8000{number}").pk) for number in (1, 2, 3)
    )
    assert (general["required"], general["obtained"], general["shortfall"]) == (36, 3, 33)
    assert (general["specialty"], general["year"], general["met"]) == (None, None, False)
    assert general["satisfied_by"] == [first]
    assert units["units_missing"] == ["O3", "O4", "O5", "O6", "O7", "O8"]
    assert found["counted"] == [first]
    assert sorted(found["not_counted"], key=lambda each: each["reference"]) == [
        {"reference": waiting, "reason": "NOT_ACCEPTED", "words": "not accepted"},
        {
            "reference": reviewed,
            "reason": "NO_REFLECTION",
            "words": "peer review without a reflection statement",
        },
    ]
    line = next(each for each in found["points"] if each["reference"] == waiting)
    assert (line["status"], line["title"], line["event"]) == ("PENDING", "Subject 2", "EV-80002")


def test_who_only_lacks_acceptance_is_said_so():
    owner = builders.registrant(profession="DISPENSING_OPTICIAN")
    units = tuple(f"D{unit}" for unit in range(1, 9))
    offer(owner, 1, total=36, interactive=36, units=units)

    found = Machine(builders.actor_of(owner.user, "registrant")).read(OWN)

    assert (found["standing"], found["met"]) == ("only-acceptance", False)


def test_the_statement_can_be_judged_again_by_the_command(own):
    said, written = own.get(OWN).content, io.BytesIO()

    wrong = judge(io.BytesIO(said + b"\n"), written)

    found, again = json.loads(said), json.loads(written.getvalue())
    assert not wrong
    assert (again["met"], again["counted"]) == (found["met"], found["counted"])
    assert [each.items() <= full.items() for each, full in zip_of(again, found)] == [True] * len(
        found["requirements"]
    )


def zip_of(again, found):
    return zip(again["requirements"], found["requirements"], strict=True)


def test_every_cycle_that_there_is_and_no_other(owner, own, goc):
    cycles = own.read("/api/v1/statement/")
    others = goc.read(f"/api/v1/people/{number_of(owner)}/statement/")

    assert [each["cycle"] for each in cycles] == [
        "2025-2027",
        "2022-2024",
        "2019-2021",
        "2016-2018",
        "2013-2015",
    ]
    assert cycles[-1] == {
        "cycle": "2013-2015",
        "first_day": "2013-01-01",
        "last_day": "2015-12-31",
        "scheme": "ENHANCED_2013",
        "address": "/api/v1/statement/2013-2015/",
    }
    for each, other in zip(cycles, others, strict=True):
        assert own.read(each["address"]) == goc.read(other["address"])
    for unknown in ("2010-2012", "2028-2030", "2024-2026"):
        assert own.get(f"/api/v1/statement/{unknown}/").status_code == 404
        assert goc.get(address(owner, unknown)).status_code == 404


def test_the_sentences_are_those_of_the_page_and_of_the_run(owner, own, goc):
    browser = builders.client_for(owner.user)
    page = html.unescape(browser.get("/statement/").content.decode())
    one = html.unescape(browser.get("/statement/requirements/general-points/").content.decode())

    found = own.read(OWN)
    run = world.done(apart=True)
    stored = RunResult.objects.get(run=run, registrant=owner)

    sentences = [each["explanation"] for each in found["requirements"]]
    assert sentences == [each["explanation"] for each in stored.result["requirements"]]
    assert all(sentence in page for sentence in sentences)
    assert sentences[0] in one
    assert goc.read(address(owner)) == found


@pytest.mark.parametrize("language", ["cy", "de, en;q=0.5", "xx-invalid", "*"])
def test_there_is_one_language_as_on_the_pages(own, language):
    assert own.read(OWN, **{"Accept-Language": language}) == own.read(OWN)


def test_data_that_contradict_themselves_are_named_and_met_by_nobody(owner, own, goc):
    path = address(owner)
    RegisterEntry.objects.create(
        registrant=owner, profession="OPTOMETRIST", number="01-9", start=date(2026, 1, 1)
    )

    found = goc.read(path)

    assert (found["standing"], found["met"]) == ("apart", False)
    assert found["contradictions"][0]["field"].startswith("entries[")
    assert found == own.read(OWN)


def test_somebody_before_registration_has_a_statement_without_requirements(goc):
    account = builders.person()
    person = Registrant.objects.create(
        surname="Young",
        forenames="Ann",
        surname_key="YOUNG",
        date_of_birth=date(2001, 1, 1),
        u_reference="U-90001",
        joining="OPTOMETRIST",
        user=account,
    )
    offer(person, 9)

    found = goc.read("/api/v1/people/U-90001/statement/2025-2027/")

    assert (found["number"], found["requirements"], found["contradictions"]) == ("U-90001", [], [])
    assert found["not_counted"][0]["reason"] == "NOT_ACCEPTED"


@pytest.mark.parametrize("typed", ["01-99999", "x", "-", "0", "U-1", "123456789012"])
def test_a_number_that_nobody_had_is_404(goc, typed):
    assert goc.get(f"/api/v1/people/{typed}/statement/2025-2027/").status_code == 404
    assert goc.get(f"/api/v1/people/{typed}/statement/").status_code == 404


def test_a_number_of_several_people_is_not_guessed(owner, goc):
    other = builders.registrant(surname="Fell", start=date(2016, 1, 1))
    RegisterEntry.objects.filter(registrant=other).update(number=number_of(owner))

    answer = goc.get(address(owner))

    assert answer.status_code == 409
    assert "Several people" in answer.json()["detail"]


def test_a_key_opens_its_own_kind_alone(owner, own, goc):
    provider = Machine(World().admin)
    upload = "/api/v1/events/EV-99999/uploads/1/"
    people = [address(owner), f"/api/v1/people/{number_of(owner)}/statement/"]
    runs = ["/api/v1/runs/", "/api/v1/runs/RUN-1/results/"]
    shut = {
        own: [*people, *runs, upload],
        goc: [OWN, "/api/v1/statement/", upload],
        provider: [OWN, "/api/v1/statement/", *people, *runs],
    }

    for machine, paths in shut.items():
        for path in paths:
            answer = machine.get(path)
            assert (path, answer.status_code) == (path, 403)
            assert answer.json() == {
                "detail": "This key does not open that: it is of another kind."
            }


def test_another_registrants_key_reads_their_own_record(owner, own):
    other = builders.registrant(surname="Fell")

    found = Machine(builders.actor_of(other.user, "registrant")).read(OWN)

    assert found["number"] == number_of(other) != own.read(OWN)["number"]
    assert found["points"] == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer mycet_wrong"}])
def test_without_a_key_nothing_opens_to_the_owners_own_browser_neither(owner, headers):
    for path in (OWN, "/api/v1/statement/", address(owner), "/api/v1/runs/"):
        for browser in (Client(), builders.client_for(owner.user)):
            answer = browser.get(path, headers=headers)
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_that_was_revoked_opens_nothing(owner, own, goc):
    for machine, path in ((own, OWN), (goc, address(owner))):
        services.revoke_key(key=machine.key, actor=machine.actor, at=clock.now())

        assert machine.get(path).status_code == 401


def test_a_key_falls_with_the_role_or_the_account_of_whoever_made_it(owner, own, goc):
    User.objects.filter(pk=goc.actor.user_id).update(roles=["APPROVER"])
    User.objects.filter(pk=own.actor.user_id).update(is_active=False)

    assert goc.get(address(owner)).status_code == 401
    assert own.get(OWN).status_code == 401


def test_a_key_opens_no_page(owner, own, goc):
    for machine in (own, goc):
        for path in ("/statement/", "/runs/", "/register/"):
            assert machine.get(path).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(owner, own, goc, method):
    for machine, path in ((own, OWN), (goc, address(owner)), (goc, "/api/v1/runs/")):
        answer = getattr(Client(), method)(
            path, headers={"Authorization": f"Bearer {machine.secret}"}
        )
        assert answer.status_code == 405


def test_whoever_asks_too_often_is_told_when_to_come_back(own, goc, owner, monkeypatch):
    monkeypatch.setattr(ReadThrottle, "rate", "2/min")

    answers = [own.get(OWN) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert goc.get(address(owner)).status_code == 200


def test_nobody_on_the_way_keeps_a_copy(own, goc, owner):
    for answer in (own.get(OWN), goc.get(address(owner)), own.get(address(owner))):
        assert answer["Cache-Control"] == "private, no-store"


def test_as_many_queries_for_three_lines_as_for_thirty(owner, own, goc):
    def queries(machine, path):
        machine.get(path)
        with CaptureQueriesContext(connection) as captured:
            found = machine.read(path)
        return len(captured), len(found["points"])

    before = queries(own, OWN), queries(goc, address(owner))
    for number in range(10, 37):
        offer(owner, number)
    after = queries(own, OWN), queries(goc, address(owner))

    assert [lines for _count, lines in (*before, *after)] == [3, 3, 30, 30]
    assert [count for count, _lines in before] == [count for count, _lines in after]
