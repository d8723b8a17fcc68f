"""Before letters are written: everybody in the run is a letter, or one of the reasons for none."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.enums import Addressed, Factor, LetterKind
from compliance.models import Removal, RunResult
from compliance.queries import addressees
from compliance.services import letters
from tests import builders
from tests.compliance.chosen_results import JANUARY, annual, met, sealed_run, short
from tests.compliance.sealed import period_of, sealed
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

RAN, APRIL, LATER = london(2010, 1, 10), london(2010, 4, 5), london(2010, 4, 20)
DAY = date(2010, 4, 12)
FATES = (
    *("NOTHING", "EXCUSED", "REMOVED", "BOTH", "RESTORED"),
    *("LEFT", "GONE", "JOINED", "APART", "MENDED"),
)
MET, SHORTFALL, ANNUAL = LetterKind.MET, LetterKind.SHORTFALL, LetterKind.ANNUAL


def period():
    return period_of("2007-2009", APRIL)


def on_register(number: int, points: int):
    """On the register since 2000 with so many points of the cycle."""
    name = f"Marsh{chr(97 + number)}"
    someone = builders.registrant(surname=name, start=date(2000, 1, 1), at=RAN)
    if points:
        line = offer(someone, number, day=date(2008, 3, 3), total=points, interactive=0)
        accept(line, london(2009, 6, 1))
    return someone


def excuse(someone) -> None:
    own = builders.actor_of(someone.user, "registrant")
    request = services.ask_exception(
        period=period(), ground="ILLNESS", words="Ill.", actor=own, at=RAN
    )
    request = services.send_exception(request=request, actor=own, at=RAN)
    services.decide_exception(
        request=request,
        period=period(),
        step="excuse",
        factors=dict.fromkeys(Factor, ("FOR", "x")),
        reason="x",
        actor=manager(),
        at=RAN,
    )


def manager():
    return builders.actor_of(builders.staff(Role.CET_MANAGER))


def remove(run, someone) -> None:
    services.begin_removal(
        run=run,
        period=period(),
        keys=[someone.pk],
        of_day=DAY,
        reason="Not met.",
        actor=manager(),
        at=APRIL,
    )


def befall(fate: str, run, someone, other) -> None:
    """What happens to somebody between two runs of the cycle."""
    if fate in ("REMOVED", "BOTH", "RESTORED"):
        with suppress(Refused):  # who met it, or was told nothing, stays
            remove(run, someone)
    if fate in ("EXCUSED", "BOTH"):
        excuse(someone)
    removal = Removal.objects.filter(registrant=someone, status="REMOVED").first()
    if fate == "RESTORED" and removal:
        services.restore(
            removal=removal,
            start=DAY,
            number=removal.number,
            reason="A mistake.",
            actor=manager(),
            at=APRIL,
        )
    if fate == "LEFT":
        someone.entries.update(end=date(2009, 6, 30))
    if fate == "GONE":
        someone.entries.update(end=date(2010, 2, 1))
    if fate == "JOINED" and other.joined_to is None:
        someone.joined_to = other
        someone.save()
    if fate == "MENDED":
        line = offer(someone, 77, day=date(2008, 5, 5), total=36, interactive=0)
        accept(line, london(2009, 6, 1))


def checked(run, kind, year=None, on=None):
    """The preview, after a look at whether it adds up and has a list behind each figure."""
    preview = addressees.preview(run, kind, year, on=on)
    everybody = RunResult.objects.filter(run=run)
    rows = addressees.sorted_out(run, kind, year, on=on)
    lists = {place: list(rows.filter(addressed=place)) for place in Addressed}
    assert sum(preview.counts.values()) == preview.everybody == everybody.count()
    assert {place: len(rows) for place, rows in lists.items() if rows} == preview.counts
    assert sorted(row.pk for rows in lists.values() for row in rows) == sorted(
        everybody.values_list("pk", flat=True)
    )
    assert all(row.registrant.joined_to for row in lists[Addressed.DOUBLED]) or any(
        everybody.filter(registrant__joined_to__isnull=False)
    )
    assert preview.by_post == sum(row.goes_by_post for row in lists[Addressed.WRITE])
    return preview


def written(run, kind, year=None, at=LATER):
    """The letters that then come of it."""
    found = letters.ask_letters(run=run, kind=kind, year=year, actor=manager(), at=at)
    letters.write_letters(letter_round=found, now=lambda: at)
    return found.letters.all()


@pytest.mark.parametrize("seed", range(3))
def test_letters_and_reasons_for_none_are_everybody_in_the_run(seed):
    chance = random.Random(seed)
    builders.reference()
    people = [on_register(number, chance.choice((0, 30, 36))) for number in range(14)]
    first = sealed(period(), *people, at=RAN, told=chance.random() < 0.8)
    fates = dict(zip(people, ("NOTHING", *chance.sample(FATES * 2, 13)), strict=True))
    for someone, fate in fates.items():
        others = [each for each in people if fates[each] == "NOTHING"]
        befall(fate, first, someone, chance.choice(others))
    without = [each.user.pk for each in chance.sample(people, 5)]
    User.objects.filter(pk__in=without).update(is_active=False)
    apart = [each for each in people if fates[each] == "APART"]
    later = sealed(period(), *people, at=LATER, number="RUN-2", told=False, apart=apart)

    for run in (first, later):
        for kind in (MET, SHORTFALL):
            checked(run, kind, on=LATER.date())
    for kind in (MET, SHORTFALL):
        preview = checked(later, kind, on=LATER.date())
        if preview.total:
            sent = written(later, kind)
            assert (sent.count(), sent.filter(way="POST").count()) == (
                preview.total,
                preview.by_post,
            )
        assert checked(later, kind, on=LATER.date()).total == 0
    assert preview.counts[Addressed.APART] == len(apart)


def test_who_is_excused_and_removed_counts_once():
    builders.reference()
    both = on_register(1, 30)
    run = sealed(period(), both, at=RAN)
    befall("BOTH", run, both, both)
    later = sealed(period(), both, at=LATER, number="RUN-2", told=False)

    assert checked(later, SHORTFALL).counts == {"EXCUSED": 1}


def test_of_two_entries_of_one_person_one_is_a_letter_by_the_way_of_their_account():
    kept = builders.registrant(surname="Marsh")
    joined = builders.registrant(surname="Marsh", account=False)
    run = sealed_run(short(joined), short(kept))
    joined.joined_to = kept
    joined.save()

    preview = checked(run, SHORTFALL)
    assert (preview.counts, preview.by_post) == ({"WRITE": 1, "DOUBLED": 1}, 0)
    assert written(run, SHORTFALL, at=JANUARY).get().way == "ACCOUNT"
    assert checked(run, SHORTFALL).counts == {"TOLD": 2}


def test_the_annual_letters_add_up_as_well():
    below, enough, apart, left, other = (builders.registrant() for _number in range(5))
    run = sealed_run(
        met(below, annual(2024, 5)),
        met(enough, annual(2024, 6)),
        (apart, "apart", []),
        short(left, 30, annual(2024, 3)),
        short(other),
    )
    left.entries.update(end=date(2024, 6, 30))

    assert checked(run, ANNUAL, 2024).counts == {"WRITE": 1, "OTHERS": 2, "LEFT": 1, "APART": 1}


def test_no_annual_letter_goes_to_whoever_is_off_the_register_when_it_is_written():
    below, removed, lens = (builders.registrant() for _number in range(3))
    run = sealed_run(*(short(each, 30, annual(2024, 3)) for each in (below, removed, lens)))
    removed.entries.update(end=date(2025, 1, 9))

    preview = addressees.preview(run, ANNUAL, 2024, on=JANUARY.date())
    assert preview.counts == {"WRITE": 2, "GONE": 1}
    assert [row.registrant for row in preview.people(Addressed.GONE)] == [removed]
    assert written(run, ANNUAL, 2024, at=JANUARY).count() == 2


def test_nobody_is_told_that_a_name_may_be_removed_which_is_off_the_register_already():
    """Removed for another cycle, or left since: rule 24 has nothing to take off any more."""
    short_of_it, removed, on_their_last_day = (builders.registrant() for _number in range(3))
    run = sealed_run(*(short(each) for each in (short_of_it, removed, on_their_last_day)))
    removed.entries.update(end=JANUARY.date() - timedelta(days=1))
    on_their_last_day.entries.update(end=JANUARY.date())

    preview = checked(run, SHORTFALL, on=JANUARY.date())

    assert preview.counts == {"WRITE": 2, "GONE": 1}
    assert [row.registrant for row in preview.people(Addressed.GONE)] == [removed]
    told = {letter.registrant for letter in written(run, SHORTFALL, at=JANUARY)}
    assert told == {short_of_it, on_their_last_day}


def test_that_they_have_met_it_those_are_told_as_well_who_have_left_since():
    left = builders.registrant()
    run = sealed_run(met(left))
    left.entries.update(end=JANUARY.date() - timedelta(days=1))

    assert checked(run, MET, on=JANUARY.date()).counts == {"WRITE": 1}


def test_the_reasons_name_the_day_on_which_somebody_was_not_on_the_register():
    left, gone = builders.registrant(), builders.registrant()
    run = sealed_run(short(builders.registrant()), short(left), short(gone))
    left.entries.update(end=run.as_at - timedelta(days=1))
    gone.entries.update(end=run.as_at)

    with time_machine.travel(JANUARY, tick=False):
        page = builders.client_for(builders.staff()).get
        words = page("/cycles/2022-2024/end/letters/SHORTFALL/").content.decode()
        of_left = page("/cycles/2022-2024/end/letters/SHORTFALL/?who=LEFT").content.decode()

    assert "get none: were not on the register on 31 December 2024" in words
    assert "get none: are not on the register any more" in words
    assert "Write 1 letter" in words
    assert "Who gets none: Not on the register on the last day that the run counts" in of_left
    assert "on the day of the run" not in words + of_left


def test_whoever_made_it_up_by_15_march_is_not_told_that_the_name_is_at_risk():
    """E32, for letters that are written late."""
    builders.reference()
    cured, half = on_register(1, 32), on_register(2, 32)
    run = sealed(period(), cured, half, at=RAN, told=False)
    for someone, number, points in ((cured, 71, 6), (half, 72, 3)):
        line = offer(someone, number, day=date(2010, 2, 1), total=points, interactive=0)
        accept(line, london(2010, 2, 20))

    assert checked(run, SHORTFALL).counts == {"WRITE": 1, "MADE_UP": 1}
    assert written(run, SHORTFALL).get().registrant == half


def test_behind_each_figure_are_its_people():
    ada, bea = builders.registrant(surname="Marsh"), builders.registrant(surname="Nye")
    sealed_run(short(ada), met(bea))
    page = builders.client_for(builders.staff()).get

    letter = page("/cycles/2022-2024/end/letters/SHORTFALL/").content.decode()
    others = page("/cycles/2022-2024/end/letters/SHORTFALL/?who=OTHERS").content.decode()

    assert "get none: have met everything" in letter
    assert "together everybody in" in letter
    assert ("Marsh" in letter, "Nye" in letter) == (True, False)
    assert ("Marsh" in others, "Nye" in others) == (False, True)
    assert "Write 1 letter" in letter
    assert "Write 1 letter" not in others
