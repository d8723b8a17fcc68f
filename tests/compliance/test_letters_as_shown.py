"""Letters are written as the page showed them, or not at all."""

from datetime import date, timedelta

import pytest
import time_machine

from compliance.models import LetterRound
from tests import builders
from tests.compliance.chosen_results import CYCLE, JANUARY, met, sealed_run, short
from tests.compliance.lettering import shown_on

pytestmark = pytest.mark.django_db

CHECK = f"/cycles/{CYCLE}/end/letters/SHORTFALL/"


@pytest.fixture
def staff():
    return builders.client_for(builders.staff())


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(JANUARY, tick=False):
        yield


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_letters_are_written_only_as_they_were_shown(staff):
    ada, bea = builders.registrant(), builders.registrant()
    sealed_run(short(ada), short(bea))
    look = shown_on(staff.get(CHECK))
    newer = sealed_run(short(ada), met(bea), at=JANUARY.replace(hour=12))

    again = staff.post(CHECK, look)

    page = words_of(again)
    assert not LetterRound.objects.exists()
    assert f"There is a newer run of this cycle: {newer.number}." in page
    assert f"From {newer.named}" in page
    assert "Write 1 letter" in page
    assert "<title>Error: " in page
    staff.post(CHECK, shown_on(again))
    assert LetterRound.objects.get().run == newer


def test_with_others_to_write_to_by_now_the_page_is_shown_anew(staff):
    ada, bea = builders.registrant(), builders.registrant()
    sealed_run(short(ada), short(bea))
    look = shown_on(staff.get(CHECK))
    bea.entries.update(end=JANUARY.date() - timedelta(days=1))

    again = staff.post(CHECK, look)

    assert not LetterRound.objects.exists()
    assert "Shown were 2 letters, now it would be 1." in words_of(again)
    assert shown_on(again) == {**look, "total": "1"}


@pytest.mark.parametrize(
    "said", [{}, {"run": "RUN-0", "total": "2"}, {"total": "many"}, {"run": "\0", "total": "-1"}]
)
def test_without_a_look_nothing_is_written(staff, said):
    sealed_run(short(builders.registrant()), short(builders.registrant()))

    page = words_of(staff.post(CHECK, said))

    assert not LetterRound.objects.exists()
    assert "Nothing is written yet. Look at the letters, then have them written." in page
    assert "Write 2 letters" in page


def test_of_another_cycle_or_kind_nothing_is_written_by_what_was_shown(staff):
    elder = sealed_run(
        short(builders.registrant(start=date(2015, 1, 1))), cycle="2019-2021", at=JANUARY
    )
    rehearsal = sealed_run(short(builders.registrant()), kind="REHEARSAL")
    sealed_run(short(builders.registrant()))

    for run in (elder, rehearsal):
        staff.post(CHECK, {"run": run.number, "total": "1"})

    assert not LetterRound.objects.exists()


def test_pressed_twice_the_letters_are_those_there_are_though_a_newer_run_is_sealed(staff):
    ada = builders.registrant()
    sealed_run(short(ada))
    look = shown_on(staff.get(CHECK))
    first = staff.post(CHECK, look)
    sealed_run(short(ada, 31), at=JANUARY.replace(hour=12))

    assert staff.post(CHECK, look)["Location"] == first["Location"]
    assert LetterRound.objects.count() == 1
