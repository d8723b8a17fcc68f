"""Who is never removed: open cases, exceptions, changed records, points made up."""

from datetime import date
from unittest.mock import patch

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.enums import Factor, LetterKind
from compliance.models import BulkAct, MakeUpUse, Removal
from compliance.queries import addressees
from compliance.queries import removing as reads
from compliance.queries.inputs import gathered
from compliance.queries.judging import judged_now
from registrants.models import RegisterEntry, SpecialtyEntry
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import (
    APRIL,
    RAN,
    ask,
    decide,
    dispute,
    held_back,
    on_register,
    period,
    remove,
)
from tests.compliance.sealed import period_of, sealed
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


def test_who_is_excused_or_removed_gets_no_letter_about_a_shortfall():
    excused, gone, neither = (on_register(each) for each in ("Excused", "Gone", "Neither"))
    run = sealed(period(), excused, gone, neither, at=RAN)
    decide(ask(excused))
    remove(run, gone)
    later = sealed(
        period(), excused, gone, neither, at=london(2010, 4, 6), number="RUN-2", told=False
    )
    found = addressees.preview(later, LetterKind.SHORTFALL)
    assert found.counts == {"WRITE": 1, "EXCUSED": 1, "REMOVED": 1}
    wanted = addressees.to_write(later, LetterKind.SHORTFALL)
    assert [row.registrant for row in wanted] == [neither]


def test_the_statement_and_the_form_know_of_the_exception(time_machine):
    builders.reference()
    at = london(2028, 1, 10)
    time_machine.move_to(at, tick=False)
    cycle = period_of("2025-2027", at)
    marsh = builders.registrant(start=date(2015, 1, 1))
    run = sealed(cycle, marsh, at=at)
    own, actor = (
        builders.client_for(marsh.user, "registrant"),
        builders.actor_of(marsh.user, "registrant"),
    )
    assert (
        "You do not need an exception"
        not in own.get("/exceptions/new/?cycle=2025-2027").content.decode()
    )
    request = services.ask_exception(
        period=cycle, ground="ILLNESS", words="Ill.", actor=actor, at=at
    )
    services.send_exception(request=request, actor=actor, at=at)
    services.decide_exception(
        request=request, period=cycle, step="excuse", reason="x", actor=manager(), at=at,
        factors=dict.fromkeys(Factor, ("FOR", "x")),
    )  # fmt: skip
    page = own.get("/statement/?cycle=2025-2027").content.decode()
    assert request.reference in page
    assert "Nothing that is missing in this cycle counts against you." in page
    assert reads.run_that_met(marsh.pk, run.cycle) is None


def test_the_form_says_that_the_run_found_everything_met(time_machine):
    builders.reference()
    at = london(2028, 1, 10)
    time_machine.move_to(at, tick=False)
    marsh = builders.registrant(start=date(2015, 1, 1))
    run = sealed(period_of("2025-2027", at), at=at)
    own = builders.client_for(marsh.user, "registrant")
    with patch("compliance.queries.removing.run_that_met", return_value=run):
        page = own.get("/exceptions/new/?cycle=2025-2027").content.decode()
    assert "the run RUN-1 of the GOC says so" in page


def test_nobody_with_an_open_dispute_or_exception_is_removed():
    disputing, asking, refused, neither = (
        on_register(name) for name in ("Disputing", "Asking", "Refused", "Neither")
    )
    run = sealed(period(), disputing, asking, refused, neither, at=RAN)
    dispute(disputing), ask(asking), decide(ask(refused), "refuse")

    act = remove(run, disputing, asking, refused, neither)

    assert (act.moved, act.passed_over) == (2, 2)
    assert set(Removal.objects.values_list("registrant", flat=True)) == {refused.pk, neither.pk}
    assert held_back(run, disputing) == "DISPUTE"
    assert held_back(run, asking) == "EXCEPTION"
    assert held_back(run, neither) == "ALREADY_REMOVED"


def test_what_an_exception_grants():
    excused, enough, short_still = (
        on_register(name, general=30) for name in ("Excused", "Enough", "Short")
    )
    run = sealed(period(), excused, enough, short_still, at=RAN)
    decide(ask(excused))
    for someone, figure in ((enough, 30), (short_still, 31)):
        request = ask(someone)
        services.add_leave(
            request=request,
            period=period(),
            start=date(2008, 1, 1),
            end=date(2008, 12, 31),
            actor=builders.actor_of(someone.user, "registrant"),
            at=RAN,
        )
        decide(request, "lower", lowered={("GENERAL_POINTS", ""): figure})

    remove(run, excused, enough, short_still)

    assert [each.registrant for each in Removal.objects.all()] == [short_still]
    assert held_back(run, excused) == held_back(run, enough) == "EXCUSED"


def test_a_record_that_has_changed_waits_for_a_new_run():
    better, met, late, left, apart = (
        on_register(name) for name in ("Better", "Met", "Late", "Left", "Apart")
    )
    run = sealed(period(), better, met, late, left, apart, at=RAN, apart=[apart])
    accept(offer(better, 5, day=date(2009, 5, 5), total=2), london(2009, 6, 1))
    accept(offer(met, 6, day=date(2009, 5, 5), total=36), london(2009, 6, 1))
    offer(late, 7, day=date(2009, 5, 5), at=london(2010, 1, 20))
    RegisterEntry.objects.filter(registrant=left).update(end=date(2010, 1, 31))

    act = remove(run, better, met, late, left, apart)

    assert (act.moved, act.passed_over) == (0, 5)
    reasons = [held_back(run, each) for each in (better, met, late, left, apart)]
    assert reasons == ["CHANGED", "MET_SINCE", "LATE", "NOT_ON_REGISTER", "APART"]


def test_whoever_has_lost_the_specialty_alone_is_on_the_register_still():
    marsh = on_register(general=36, lens=17)
    run = sealed(period(), marsh, at=RAN)
    SpecialtyEntry.objects.update(end=date(2010, 1, 31))
    assert held_back(run, marsh) == "NOT_SPECIALIST"


def test_whoever_was_met_in_the_run_is_never_on_the_list():
    marsh, fell = on_register(general=36), on_register("Fell")
    run = sealed(period(), marsh, fell, at=RAN)
    act = remove(run, marsh, fell)
    assert act.keys == [fell.pk]


def test_made_up_by_15_march_is_kept_and_used_once():
    """E32: four of six cure it; who made up only the general points loses the specialty."""
    cured, lens = on_register("Cured", general=32), on_register("Lens", general=32, lens=17)
    for number, someone in enumerate((cured, lens), 20):
        line = offer(someone, number, day=date(2010, 2, 1), total=6)
        accept(line, london(2010, 2, 20))
    run = sealed(period(), cured, lens, at=RAN)
    assert held_back(run, cured) == "MADE_UP"

    remove(run, cured, lens)
    remove_again = BulkAct.objects.count()

    assert remove_again == 1
    assert cured.entries.get().end is None
    assert lens.entries.get().end is None
    assert lens.specialties.get().end is not None
    assert list(MakeUpUse.objects.values_list("used", flat=True)) == [4, 4]
    following = period_of("2010-2012", london(2010, 4, 6))
    judged = judged_now([cured.pk], following)[cured.pk]
    assert judged.found.requirement("GENERAL_POINTS").obtained == 2
    (own,) = gathered(following, cured.pk, cured.pk, as_at=following.last_day)
    told = f'"2010-02-01","{cured.entries.get().number}",2,1,'
    assert own.inputs.count(told) == 1, "a run of the next cycle says the same"


def test_the_filter_knows_of_late_points_as_the_rows_do(time_machine):
    late, earlier, neither = (on_register(name) for name in ("Late", "Earlier", "Neither"))
    run = sealed(period(), late, earlier, neither, at=RAN)
    offer(late, 7, day=date(2009, 5, 5), at=london(2010, 1, 20))
    offer(earlier, 8, day=date(2006, 5, 5), at=london(2010, 1, 20))

    def listed(show):
        rows = reads.short_list(manager(), run, show=show, today=APRIL.date())
        return [row.registrant for row in rows]

    assert (listed(reads.READY), listed(reads.HELD)) == ([earlier, neither], [late])
    assert (held_back(run, late), held_back(run, earlier)) == ("LATE", None)

    time_machine.move_to(APRIL, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    of_late = boss.get("/removals/?words=Late").content.decode()
    assert "Has late points that nobody has settled" in of_late
    assert 'name="all"' not in of_late


def test_an_act_says_for_which_reasons_people_were_passed_over():
    late, second, disputing, neither = (
        on_register(name) for name in ("Late", "Second", "Disputing", "Neither")
    )
    run = sealed(period(), late, second, disputing, neither, at=RAN)
    offer(late, 7, day=date(2009, 5, 5), at=london(2010, 1, 20))
    offer(second, 8, day=date(2009, 5, 5), at=london(2010, 1, 20))
    dispute(disputing)
    act = remove(run, late, second, disputing, neither)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    page = boss.get(f"/acts/{act.pk}/").content.decode()
    assert "3 people were passed over, and stay as they are:" in page
    assert "<li>Has late points that nobody has settled: 2</li>" in page
    assert "<li>Disputes the record: 1</li>" in page
    assert "something had changed" not in page
