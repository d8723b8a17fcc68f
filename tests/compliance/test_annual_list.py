"""The list of the step of an annual minimum: who is below it, with its sum."""

from datetime import date, datetime
from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.roles import Role
from cet_portal.core.clock import LONDON
from cet_portal.core.permissions import Refused
from compliance.models import Letter
from tests import builders
from tests.compliance.chosen_results import CYCLE, JANUARY, annual, met, sealed_run, short
from tests.compliance.lettering import ANNUAL, write

pytestmark = pytest.mark.django_db

END = f"/cycles/{CYCLE}/end/"
LIST = f"{END}annual/2023/"


@pytest.fixture
def boss():
    return builders.staff(Role.CET_MANAGER)


def answer_of(person, path=LIST, at=JANUARY):
    with time_machine.travel(at, tick=False):
        return builders.client_for(person).get(path)


def page_of(person, path=LIST, at=JANUARY) -> str:
    found = answer_of(person, path, at)
    assert found.status_code == HTTPStatus.OK
    return " ".join(found.content.decode().split())


def three(kind="REAL", as_at=None, at=JANUARY):
    """Marsh is below the minimum of 2023 and told so, Reed reached it, Fell is below that of 2024
    and had none before."""
    people = [builders.registrant(surname=each) for each in ("Marsh", "Reed", "Fell")]
    marsh, reed, fell = people
    run = sealed_run(
        met(marsh, annual(2023, 2), annual(2024, 6)),
        short(reed, 30, annual(2023, 6), annual(2024, 6)),
        met(fell, annual(2024, 1)),
        kind=kind,
        as_at=as_at,
        at=at,
    )
    return run, people


def test_the_step_says_how_many_and_leads_to_its_list(boss):
    run, _people = three(kind="REHEARSAL")

    page = page_of(boss, END)

    assert f"1 of 2 people are below it, by {run.named}" in page
    assert f"1 of 3 people are below it, by {run.named}" in page
    assert f'href="{LIST}"' in page
    assert f'href="{END}annual/2024/"' in page
    assert "?annual=" not in page


def test_the_list_holds_those_below_it_with_what_is_missing(boss):
    run, (marsh, _reed, _fell) = three()

    page = page_of(boss)

    assert "Below the annual minimum of 2023" in page
    assert "1 person" in page
    assert "Ada Marsh" in page
    assert "2 of 6" in page
    assert "36 whole months make 6; 2 count." in page
    assert "None so far" in page
    assert f'href="/runs/{run.number}/people/{marsh.pk}/"' in page
    assert "They could make it up until 15 March 2024." in page
    assert "Look at the letters" not in page
    assert not [name for name in ("Ada Reed", "Ada Fell") if name in page]


def test_the_list_says_who_was_written_to(boss):
    run, (_marsh, _reed, fell) = three()
    write(run, ANNUAL, year=2024)
    letter = Letter.objects.get(registrant=fell)

    page = page_of(boss, f"{END}annual/2024/")

    assert f'href="/letters/{letter.pk}/"' in page
    assert "They can make it up until 15 March 2025." in page
    assert f'href="{END}letters/ANNUAL/?year=2024"' in page


def test_it_is_searched_and_downloaded(boss):
    three()

    assert "Ada Marsh" in page_of(boss, f"{LIST}?words=marsh")
    assert "Nobody matches." in page_of(boss, f"{LIST}?words=reed")
    file = answer_of(boss, f"{LIST}?format=csv")
    assert f'filename="annual-minimum-{CYCLE}-2023.csv"' in file["Content-Disposition"]
    rows = b"".join(file.streaming_content).decode()
    assert len(rows.strip().splitlines()) == 2
    assert ",Marsh,Ada,optometrist,2,6,4,,36 whole months make 6; 2 count." in rows


def test_without_a_run_that_holds_the_year_it_says_how_one_comes(boss):
    three(kind="REHEARSAL", as_at=date(2023, 12, 30))

    page = page_of(boss)

    assert "No run holds the whole of 2023 yet." in page
    assert 'href="/runs/new/"' in page


def test_a_run_begun_before_the_year_was_over_is_none_that_holds_it(boss):
    """Whatever day it counted to: what came until the year's last day is not in it."""
    before = datetime(2024, 12, 31, 23, 59, tzinfo=LONDON)
    early, _people = three(kind="REHEARSAL", at=before)

    listed = page_of(boss, f"{END}annual/2024/")
    check = page_of(boss, f"{END}letters/ANNUAL/?year=2024")
    steps = page_of(boss, END)

    assert "No run holds the whole of 2024 yet." in listed
    assert "There is no sealed run yet from which these letters can be written." in check
    assert "1 of 2 people are below it" in steps, "2023 was over by then"
    assert f"1 of 3 people are below it, by {early.named}" not in steps
    with pytest.raises(Refused, match="does not hold all of 2024, or was begun before it was over"):
        write(early, ANNUAL, year=2024)


def test_from_the_first_minute_after_the_year_on_a_run_holds_it(boss):
    three(kind="REHEARSAL", at=datetime(2024, 12, 31, 23, 59, tzinfo=LONDON))
    run, _people = three(kind="REHEARSAL", at=datetime(2025, 1, 1, 0, 0, tzinfo=LONDON))

    assert f">{run.named}</a>" in page_of(boss, f"{END}annual/2024/")
    assert f"1 of 3 people are below it, by {run.named}" in page_of(boss, END)
    assert write(run, ANNUAL, year=2024).total == 1


def test_nobody_below_it(boss):
    sealed_run(met(builders.registrant(), annual(2023, 6)))

    assert "Nobody is below the annual minimum of 2023." in page_of(boss)


@pytest.mark.parametrize("path", [f"{END}annual/1999/", "/cycles/2007-2009/end/annual/2008/"])
def test_a_year_without_a_minimum_has_no_list(boss, path):
    builders.reference()
    assert answer_of(boss, path).status_code == HTTPStatus.NOT_FOUND


def test_it_is_for_staff(boss):
    builders.reference()
    _provider, author = builders.provider_with("CET_AUTHOR")
    for somebody in (builders.registrant().user, author, builders.approver()):
        assert answer_of(somebody).status_code == HTTPStatus.FORBIDDEN


def test_as_many_queries_for_one_as_for_thirty(boss):
    def count(number):
        people = [builders.registrant() for _ in range(number)]
        sealed_run(*(met(each, annual(2023, 2)) for each in people))
        answer_of(boss)
        with CaptureQueriesContext(connection) as captured:
            page_of(boss)
        return len(captured)

    assert count(1) == count(30)
