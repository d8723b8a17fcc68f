"""Removals after a sealed run: whom, what of them, and whom never; restorations."""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, workflow
from compliance.enums import Factor, LetterKind, RemovalStatus
from compliance.models import BulkAct, ExceptionRequest, MakeUpUse, Removal, RunResult
from compliance.queries import addressees
from compliance.queries import removing as reads
from compliance.queries.ending import in_force
from compliance.queries.inputs import gathered
from compliance.queries.judging import judged_now
from compliance.rules import assess
from compliance.rules.making_up import make_up, without_used
from compliance.rules.removing import at_stake, at_stake_of
from compliance.rules.result import Requirement
from registrants.models import RegisterEntry, SpecialtyEntry
from registrants.services import add_specialty
from tests import builders
from tests.compliance.people import CYCLES, entry, held, person, point
from tests.compliance.sealed import period_of, sealed, tell
from tests.racing import together
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

OLD = "2007-2009"
RAN = london(2010, 1, 10)
APRIL = london(2010, 4, 5)
DAY = date(2010, 4, 12)

database = pytest.mark.django_db


# What is at stake, and what was made up: from plain values


def short(code, specialty=None, **changed) -> Requirement:
    values = {"required": 18, "obtained": 17, "rule": "r", "explanation": "e", **changed}
    return Requirement(code=code, specialty=specialty, **values)


@pytest.mark.parametrize(
    ("requirements", "profession", "stake", "specialties"),
    [
        ([short("GENERAL_POINTS")], "OPTOMETRIST", "NAME", set()),
        ([short("SPECIALIST_POINTS", "CONTACT_LENS")], "DISPENSING_OPTICIAN", "SPECIALTY",
         {"CONTACT_LENS"}),
        ([short("SPECIALIST_POINTS", "THERAPEUTIC")], "OPTOMETRIST", "SPECIALTY",
         {"ADDITIONAL_SUPPLY", "SUPPLEMENTARY_PRESCRIBING", "INDEPENDENT_PRESCRIBING"}),
        ([short("SPECIALIST_POINTS", "ADDITIONAL_SUPPLY")], "OPTOMETRIST", "SPECIALTY",
         {"ADDITIONAL_SUPPLY"}),
        ([short("SPECIALIST_POINTS", "THERAPEUTIC"), short("GENERAL_POINTS")], "OPTOMETRIST",
         "NAME", set()),
        ([short("INTERACTIVE_POINTS")], "OPTOMETRIST", "NAME", set()),
        ([short("COMPETENCY_UNITS", units_missing=("C3",))], "DISPENSING_OPTICIAN", "SPECIALTY",
         {"CONTACT_LENS"}),
        ([short("COMPETENCY_UNITS", units_missing=("C3", "D1"))], "DISPENSING_OPTICIAN", "NAME",
         set()),
        ([short("PEER_REVIEW")], "DISPENSING_OPTICIAN", "SPECIALTY", {"CONTACT_LENS"}),
        ([short("PEER_REVIEW")], "OPTOMETRIST", "NAME", set()),
    ],
)  # fmt: skip
def test_the_name_or_only_the_specialty(requirements, profession, stake, specialties):
    """E34 and E54."""
    found = at_stake(requirements, profession)
    assert (found.stake, set(found.specialties)) == (stake, specialties)


def test_an_advisory_requirement_puts_nothing_at_stake():
    assert at_stake([short("ANNUAL_MINIMUM", advisory=True)], "OPTOMETRIST") is None


def earned(*points, specialties=()):
    """36 months on the register in 2007-2009, 32 general points, and what comes after."""
    return person(
        entry("2000-01-01"),
        specialties=specialties,
        points=[point("2008-05-05", 32, "P0"), *points],
    )


def made(someone):
    return make_up(someone, CYCLES[OLD], assess(someone, CYCLES[OLD]))


def test_e32_a_shortfall_is_cured_and_the_rest_counts_for_the_next_cycle():
    someone = earned(point("2010-02-01", 6, "P1"))
    found = made(someone)
    assert found.is_cured
    assert [(use.reference, use.used) for use in found.uses] == [("P1", 4)]
    after = without_used(someone, {"P1": 4})
    general = assess(after, CYCLES["2010-2012"]).requirement("GENERAL_POINTS")
    assert general.obtained == 2
    assert without_used(someone, {}) is someone


def test_e33_on_16_march_it_is_too_late():
    assert made(earned(point("2010-03-15", 4, "P1"))).is_cured
    late = made(earned(point("2010-03-16", 4, "P1")))
    assert (late.uses, [left for _requirement, left in late.missing]) == ((), [4])


def test_e34_what_is_missing_on_15_march_is_the_specialtys():
    someone = earned(
        point("2010-02-01", 6, "P1"),
        point("2008-05-05", 16, "P2", specialty="CONTACT_LENS"),
        point("2010-02-02", 1, "P3", specialty="CONTACT_LENS"),
        specialties=[held("CONTACT_LENS", "2001-01-01")],
    )
    found = made(someone)
    ((requirement, left),) = found.missing
    assert (requirement.specialty, left) == ("CONTACT_LENS", 1)
    assert at_stake([requirement], "DISPENSING_OPTICIAN").stake == "SPECIALTY"


def test_each_point_once_and_the_earliest_first():
    someone = earned(point("2010-02-03", 3, "P2"), point("2010-02-01", 3, "P1"))
    assert [(use.reference, use.used) for use in made(someone).uses] == [("P1", 3), ("P2", 1)]


def test_not_accepted_points_and_those_of_the_enhanced_scheme_cure_nothing():
    assert not made(earned(point("2010-02-01", 6, "P1", accepted=False))).uses
    someone = person(entry("2000-01-01"), points=[point("2022-02-01", 36, "P1")])
    period = CYCLES["2019-2021"]
    assert not make_up(someone, period, assess(someone, period)).uses


PRESCRIBER = person(
    entry("2000-01-01"),
    specialties=[held("INDEPENDENT_PRESCRIBING", "2010-01-01")],
    points=[
        point("2019-03-03", 36, "G", interactive=18, peer_review=True, reflection=True,
              units=tuple(f"O{each}" for each in range(1, 9))),
        point("2019-04-04", 18, "S", interactive=10, specialty="INDEPENDENT_PRESCRIBING",
              units=tuple(f"T{each}" for each in range(1, 9))),
    ],
)  # fmt: skip


def test_without_the_specialty_they_would_have_met_it():
    """A prescriber with every point, whose only peer review was not with other prescribers."""
    cycle = CYCLES["2019-2021"]
    found = assess(PRESCRIBER, cycle)
    missing = [each for each in found.requirements if not each.met and not each.advisory]
    assert [each.code for each in missing] == ["PEER_REVIEW"]
    stake = at_stake_of(PRESCRIBER, cycle, missing, "OPTOMETRIST")
    assert stake.stake == "SPECIALTY"
    assert "INDEPENDENT_PRESCRIBING" in stake.specialties
    short_of_all = replace(PRESCRIBER, points=PRESCRIBER.points[1:])
    found = assess(short_of_all, cycle)
    missing = [each for each in found.requirements if not each.met and not each.advisory]
    assert at_stake_of(short_of_all, cycle, missing, "OPTOMETRIST").stake == "NAME"


# The list and the act


def period():
    return period_of(OLD, APRIL)


def on_register(surname="Marsh", *, general=0, lens=None, **changed):
    """On the register since 2000; with `lens` a contact lens optician with so many such points."""
    profession = "OPTOMETRIST" if lens is None else "DISPENSING_OPTICIAN"
    someone = builders.registrant(
        surname=surname, profession=profession, start=date(2000, 1, 1), at=RAN, **changed
    )
    if lens is not None:
        add_specialty(
            registrant=someone,
            specialty="CONTACT_LENS",
            start=date(2001, 1, 1),
            actor=CLOCK,
            at=RAN,
        )
    for number, (points, specialty) in enumerate(((general, ""), (lens or 0, "CONTACT_LENS")), 1):
        if points:
            line = offer(
                someone, number, day=date(2008, 3, 3), total=points, interactive=0,
                specialty=specialty,
            )  # fmt: skip
            accept(line, london(2009, 6, 1))
    return someone


def manager():
    return builders.actor_of(builders.staff(Role.CET_MANAGER))


def remove(run, *people, by=None, at=APRIL, of_day=DAY, reason="Not met.") -> BulkAct:
    return services.begin_removal(
        run=run,
        period=period_of(run.cycle, at),
        keys=[each.pk for each in people],
        of_day=of_day,
        reason=reason,
        actor=by or manager(),
        at=at,
    )


def held_back(run, someone, *, at=APRIL, of_day=DAY):
    rows = RunResult.objects.filter(run=run, registrant=someone)
    (found,) = reads.candidates(rows, run, period_of(run.cycle, at), of_day=of_day)
    return found.held


@database
def test_a_name_leaves_the_register_with_its_specialties_and_its_person_is_told():
    marsh = on_register(general=30, lens=18)
    run = sealed(period(), marsh, at=RAN)

    act = remove(run, marsh)

    assert (act.moved, act.finished_at) == (1, APRIL)
    assert marsh.entries.get().end == date(2010, 4, 11)
    assert marsh.specialties.get().end == date(2010, 4, 11)
    removal = Removal.objects.get()
    assert (removal.stake, removal.status, removal.of_day) == ("NAME", "REMOVED", DAY)
    (missing,) = removal.shortfalls
    assert (missing["required"], missing["obtained"]) == (36, 30)
    assert (
        missing["explanation"] == (RunResult.objects.get().result["requirements"][0]["explanation"])
    )
    told = OutboxMessage.objects.get(kind="removed_from_register", to=marsh.user.email)
    assert "from Monday 12 April 2010 on" in told.body
    assert missing["explanation"] in told.body
    assert AuditEvent.objects.filter(verb="register.end", subject_id=marsh.pk).count() == 1


@database
def test_a_specialty_alone_keeps_the_name():
    marsh = on_register(general=36, lens=17)
    run = sealed(period(), marsh, at=RAN)

    remove(run, marsh)

    assert marsh.entries.get().end is None
    assert marsh.specialties.get().end == date(2010, 4, 11)
    removal = Removal.objects.get()
    assert (removal.stake, removal.specialties) == ("SPECIALTY", ["CONTACT_LENS"])
    told = OutboxMessage.objects.get(kind="removed_from_register")
    assert "Your name stays on the register." in told.body


@database
def test_from_which_day_and_by_whom():
    marsh = on_register()
    run = sealed(period(), marsh, at=RAN)
    for given, words in (
        ({"at": london(2010, 3, 20), "of_day": date(2010, 3, 31)}, "before 1 April 2010"),
        ({"of_day": date(2010, 4, 4)}, "a day that is past"),
        ({"of_day": date(2010, 7, 10)}, "at most 90 days"),
        ({"reason": " "}, "Give the reason"),
        ({"by": builders.actor_of(builders.staff())}, "Only the CET manager"),
        ({"by": builders.actor_of(marsh.user, "registrant")}, "Only the CET manager"),
        ({"by": CLOCK}, "Only the CET manager"),
    ):
        with pytest.raises(Refused, match=words):
            remove(run, marsh, **given)
    with pytest.raises(Refused, match="Nothing of what you chose"):
        remove(run)
    rehearsal = sealed(period(), marsh, at=RAN, number="RUN-2", kind="REHEARSAL")
    with pytest.raises(Refused, match="Only a real run that is sealed"):
        remove(rehearsal, marsh)
    assert not Removal.objects.exists()
    assert marsh.entries.get().end is None


@database
def test_from_2013_on_or_after_1_january():
    builders.reference()
    marsh = builders.registrant(start=date(2015, 1, 1))
    at = london(2028, 1, 3)
    run = sealed(period_of("2025-2027", at), marsh, at=at)
    with pytest.raises(Refused, match="before 1 January 2028"):
        remove(run, marsh, at=london(2027, 12, 31), of_day=date(2027, 12, 31))
    assert remove(run, marsh, at=at, of_day=date(2028, 1, 4)).moved == 1


@database
def test_nobody_is_removed_who_was_not_told_first():
    marsh = on_register()
    run = sealed(period(), marsh, at=RAN, told=False)
    assert held_back(run, marsh) == "NOT_TOLD"
    assert remove(run, marsh).moved == 0
    boss = manager()
    ready = reads.short_list(boss, run, show=reads.READY, today=APRIL.date())
    assert not ready.exists()
    tell(run, at=RAN)
    assert ready.all().exists()
    newer = sealed(period(), marsh, at=london(2010, 2, 1), number="RUN-2", told=False)
    assert held_back(newer, marsh) is None, "a letter of an earlier run will do"
    assert remove(newer, marsh).moved == 1


@database
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


@database
def test_who_was_passed_over_and_why():
    better, marsh = on_register("Better"), on_register()
    run = sealed(period(), better, marsh, at=RAN)
    accept(offer(better, 5, day=date(2009, 5, 5), total=2), london(2009, 6, 1))
    act = remove(run, better, marsh)
    assert act.passed == [[better.pk, "CHANGED"]]
    page = builders.client_for(builders.staff(Role.CET_MANAGER), "staff").get(f"/acts/{act.pk}/")
    assert "Ada Better" in page.content.decode()
    assert "The record has changed since the run" in page.content.decode()


@database
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


@database
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


@database
def test_only_the_last_sealed_run_of_a_cycle_is_followed():
    marsh = on_register()
    first = sealed(period(), marsh, at=RAN)
    sealed(period(), marsh, at=london(2010, 2, 1), number="RUN-2")
    with pytest.raises(Refused, match="There is a newer run of this cycle: RUN-2"):
        remove(first, marsh)


def dispute(someone):
    return services.lodge(
        period=period(),
        words="Wrong.",
        actor=builders.actor_of(someone.user, "registrant"),
        at=london(2010, 1, 12),
    )


def ask(someone, at=RAN):
    return services.ask_exception(
        period=period(),
        ground="ILLNESS",
        words="Ill.",
        actor=builders.actor_of(someone.user, "registrant"),
        at=at,
    )


def decide(request, step="excuse", **changed):
    sent = services.send_exception(
        request=request,
        actor=builders.actor_of(request.registrant.user, "registrant"),
        at=RAN,
    )
    factors = dict.fromkeys(Factor, ("FOR", "x"))
    return services.decide_exception(
        request=sent, period=period(), step=step, factors=factors, reason="x", **changed,
        actor=manager(), at=RAN,
    )  # fmt: skip


@database
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


@database
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


@database
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


@database
def test_whoever_was_met_in_the_run_is_never_on_the_list():
    marsh, fell = on_register(general=36), on_register("Fell")
    run = sealed(period(), marsh, fell, at=RAN)
    act = remove(run, marsh, fell)
    assert act.keys == [fell.pk]


@database
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


@pytest.fixture
def seals(transactional_db):
    """Runs are taken away before the tables are emptied."""
    yield
    builders.take_off_seals()


@pytest.mark.django_db(transaction=True)
def test_two_managers_remove_at_once(seals):
    builders.reference()
    people = [on_register(f"Fell{number}") for number in range(4)]
    run = sealed(period(), *people, at=RAN)
    one, other = manager(), manager()

    outcomes = together(
        lambda: remove(run, *people, by=one), lambda: remove(run, *people, by=other)
    )

    acts = [each for each in outcomes if isinstance(each, BulkAct)]
    assert sum(act.moved for act in acts) == len(people), outcomes
    assert Removal.objects.count() == len(people)
    assert OutboxMessage.objects.filter(kind="removed_from_register").count() == len(people)


@pytest.mark.django_db(transaction=True)
def test_an_exception_is_asked_for_while_the_removal_runs(seals):
    """Whichever comes first: nobody is removed whose request was there before."""
    builders.reference()
    someone = builders.registrant(start=date(2015, 1, 1))
    at = london(2028, 1, 5)
    run = sealed(period_of("2025-2027", at), someone, at=at)
    own, boss = builders.actor_of(someone.user, "registrant"), manager()

    def asks():
        return services.ask_exception(
            period=period_of("2025-2027", at), ground="OTHER", words="x", actor=own, at=at
        )

    act, request = together(
        lambda: remove(run, someone, by=boss, at=at, of_day=date(2028, 1, 6)), asks
    )

    assert isinstance(request, ExceptionRequest), request
    assert isinstance(act, BulkAct), act
    removals = Removal.objects.filter(registrant=someone)
    assert removals.count() == act.moved
    assert not removals.filter(status="REMOVED").exists(), "not in force, so it is taken back"
    (row,) = RunResult.objects.all()
    (found,) = reads.candidates([row], run, period_of("2025-2027", at), of_day=date(2028, 1, 6))
    assert found.held == "EXCEPTION"
    assert RegisterEntry.objects.filter(end__isnull=True).count() == 1


@database
def test_a_thousand_people_in_few_statements(django_assert_max_num_queries):
    builders.reference()
    people = [on_register(f"Fell{number}", account=False) for number in range(60)]
    run = sealed(period(), *people, at=RAN)
    boss = manager()
    with django_assert_max_num_queries(60):
        act = remove(run, *people, by=boss)
    assert act.moved == 60


# Restorations


def removed(**changed) -> Removal:
    marsh = on_register(**changed)
    remove(sealed(period(), marsh, at=RAN), marsh)
    return Removal.objects.get(registrant=marsh)


def restore(removal, by=None, at=APRIL, reason="A mistake.", **changed):
    return services.restore(removal=removal, **changed, reason=reason, actor=by or manager(), at=at)


@database
def test_restored_from_the_day_of_the_removal_it_is_as_if_there_had_been_none():
    removal = removed(general=30, lens=18)
    number = removal.number

    restored = restore(removal, start=DAY, number=number, specialties=["CONTACT_LENS"])

    assert (restored.status, restored.restored_on) == ("RESTORED", DAY)
    first, again = removal.registrant.entries.order_by("start")
    assert (first.end, again.start, again.number) == (date(2010, 4, 11), DAY, number)
    assert removal.registrant.specialties.filter(start=DAY, end=None).exists()
    following = period_of("2010-2012", london(2010, 4, 6))
    judged = judged_now([removal.registrant_id], following)[removal.registrant_id]
    assert judged.found.requirement("GENERAL_POINTS").required == 36
    assert OutboxMessage.objects.filter(kind="restored_to_register").count() == 1


@database
def test_a_specialty_comes_back_to_a_name_that_stayed():
    removal = removed(general=36, lens=17)
    restore(removal, start=date(2011, 5, 12), at=london(2011, 5, 1))
    assert removal.registrant.entries.count() == 1
    assert SpecialtyEntry.objects.filter(start=date(2011, 5, 12), end=None).count() == 1


@database
def test_what_a_restoration_refuses():
    removal = removed()
    other = builders.registrant(number="01-77777")
    for given, words in (
        ({"start": date(2010, 4, 11)}, "The removal begins on 12 April 2010"),
        ({"start": DAY, "number": "nonsense"}, "is no registration number"),
        ({"start": DAY, "number": "01-77777"}, "Somebody else has the number"),
        ({"start": date(2010, 7, 5)}, "at most 90 days from today"),
        ({"start": DAY, "reason": " "}, "Give the reason"),
        (
            {"start": DAY, "by": builders.actor_of(builders.staff())},
            "Only the CET manager restores",
        ),
    ):
        with pytest.raises(Refused, match=words):
            restore(removal, **given)
    assert other.entries.count() == removal.registrant.entries.count() == 1
    restore(removal, start=date(2010, 7, 4), number="01-88888")
    assert removal.registrant.entries.order_by("start").last().number == "01-88888"
    with pytest.raises(Refused, match="already done"):
        restore(removal, start=date(2010, 7, 4))


IN_MARCH = london(2010, 3, 10)
FIRST = date(2010, 4, 1)


def to_be_removed(at=IN_MARCH, **values):
    """Off the register from 1 April on, as recorded on 10 March."""
    marsh = on_register(general=30, lens=18, **values)
    run = sealed(period(), marsh, at=RAN)
    assert remove(run, marsh, at=at, of_day=FIRST).moved == 1
    return marsh, run


@database
def test_a_removal_not_in_force_is_taken_back_when_an_exception_is_asked_for():
    marsh, run = to_be_removed()
    request = ask(marsh, at=IN_MARCH)

    assert marsh.entries.get().end is None
    assert marsh.specialties.get().end is None
    removal = Removal.objects.get()
    assert (removal.status, removal.restored_on) == ("RESTORED", FIRST)
    told = OutboxMessage.objects.get(kind="removal_taken_back", to=marsh.user.email)
    assert "That is taken back: you stay on it." in told.body
    assert request.reference in told.body
    assert held_back(run, marsh, of_day=FIRST) == "EXCEPTION"
    assert AuditEvent.objects.filter(verb="register.take_back_end", subject_id=marsh.pk).exists()


@database
@pytest.mark.parametrize("step", ["excuse", "lower", "refuse"])
def test_a_removal_recorded_while_a_request_was_open_goes_when_it_is_granted(step):
    """As requests of before, beside which a removal was recorded."""
    marsh, _run = to_be_removed()
    removal = Removal.objects.get()
    request = ask(marsh, at=IN_MARCH)
    SpecialtyEntry.objects.update(end=date(2010, 3, 31))
    RegisterEntry.objects.filter(registrant=marsh).update(end=date(2010, 3, 31))
    Removal.objects.update(status="REMOVED", restored_on=None)

    lowered = {"lowered": {("GENERAL_POINTS", ""): 31}} if step == "lower" else {}
    if step == "lower":
        services.add_leave(
            request=request,
            period=period(),
            start=date(2008, 1, 1),
            end=date(2008, 12, 31),
            actor=builders.actor_of(marsh.user, "registrant"),
            at=IN_MARCH,
        )
    decide(request, step, **lowered)

    removal.refresh_from_db()
    there = step != "refuse"
    assert removal.status == ("RESTORED" if there else "REMOVED")
    assert (marsh.entries.get().end is None) == there


@database
def test_a_removal_in_force_stays_and_the_pages_say_so(time_machine):
    builders.reference()
    at = london(2028, 1, 5)
    time_machine.move_to(at, tick=False)
    cycle = period_of("2025-2027", at)
    marsh, fell = (builders.registrant(surname=each, start=date(2015, 1, 1)) for each in "MF")
    run = sealed(cycle, marsh, fell, at=at)
    remove(run, marsh, at=at, of_day=date(2028, 1, 6))
    remove(run, fell, at=at, of_day=date(2028, 3, 1))
    later = london(2028, 1, 10)
    time_machine.move_to(later, tick=False)
    page = builders.client_for(fell.user, "registrant").get("/exceptions/new/?cycle=2025-2027")
    assert "it is taken back at once" in page.content.decode()
    own = builders.client_for(marsh.user, "registrant")
    page = own.get("/exceptions/new/?cycle=2025-2027").content.decode()
    assert "is in force since Thursday 6 January 2028" in page
    assert "Until it is decided you are not removed" not in page
    actor = builders.actor_of(marsh.user, "registrant")
    request = services.ask_exception(
        period=cycle, ground="ILLNESS", words="Ill.", actor=actor, at=later
    )
    services.send_exception(request=request, actor=actor, at=later)
    assert Removal.objects.get(registrant=marsh).status == "REMOVED"
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    page = boss.get(f"/exceptions/{request.pk}/decide/").content.decode()
    assert "Granting the exception does not end it" in page
    removal = Removal.objects.get(registrant=marsh)
    assert f"/removals/made/{removal.pk}/restore/" in page


@database
def test_in_force_is_counted_by_day():
    marsh, _run = to_be_removed()

    def counted(day):
        return Removal.objects.filter(in_force(day)).count()

    assert (counted(date(2010, 3, 31)), counted(FIRST)) == (0, 1)
    restore(Removal.objects.get(), start=date(2010, 5, 1))
    assert (counted(date(2010, 4, 30)), counted(date(2010, 5, 1))) == (1, 0)


@database
def test_restored_and_short_once_more_they_can_be_removed_again():
    removal = removed()
    restore(removal, start=DAY)
    assert held_back(removal.run, removal.registrant, of_day=date(2010, 5, 1)) is None


ALLOWED = {
    "restore": {("REMOVED", Role.CET_MANAGER)},
    "take_back": {("REMOVED", "the clock")},
}


@database
def test_every_step_from_every_status_by_everybody():
    removal = removed()
    provider, _admin = builders.provider_with()
    people = {
        "the registrant": builders.actor_of(removal.registrant.user, "registrant"),
        "the clock": CLOCK,
        "an approver": builders.actor_of(builders.approver()),
        Role.GOC_STAFF: builders.actor_of(builders.staff()),
        Role.CET_MANAGER: manager(),
        **{role: builders.actor_of(builders.member(provider, role)) for role in PROVIDER_ROLES},
    }
    found = {}
    for status in RemovalStatus.values:
        removal.status = status
        for name, actor in people.items():
            for step in workflow.removal.open_to(removal, actor=actor, at=APRIL):
                found.setdefault(step, set()).add((status, name))
    assert found == ALLOWED
    for name, actor in people.items():
        seen = Removal.objects.visible_to(actor).exists()
        assert seen == (name in (Role.GOC_STAFF, Role.CET_MANAGER))


# Pages


@database
def test_pages_from_the_list_to_the_restoration(time_machine):
    builders.reference()
    time_machine.move_to(london(2028, 3, 6), tick=False)
    marsh, fell, held_one = (
        builders.registrant(surname=name, start=date(2015, 1, 1))
        for name in ("Marsh", "Fell", "Held")
    )
    run = sealed(period_of("2025-2027", london(2028, 3, 6)), marsh, fell, held_one,
                 at=london(2028, 1, 10))  # fmt: skip
    services.lodge(
        period=period_of("2025-2027", london(2028, 3, 6)), words="x",
        actor=builders.actor_of(held_one.user, "registrant"), at=london(2028, 1, 12),
    )  # fmt: skip
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    clerk = builders.client_for(builders.staff(), "staff")

    page = boss.get("/removals/").content.decode()
    assert "3 people" in page
    assert "Disputes the record" in page
    assert "General points: 0 of 36" in page
    assert "2 people" in boss.get("/removals/?show=ready").content.decode()
    assert "Disputes" in b"".join(boss.get("/removals/?format=csv").streaming_content).decode()
    assert "Only the CET manager removes" in clerk.get("/removals/").content.decode()
    assert clerk.post("/removals/check/", {"all": "yes"}).status_code == 403
    assert boss.get("/removals/?run=RUN-9").status_code == 404

    address = f"/removals/check/?run={run.number}"
    checked = boss.post(address, {"all": "yes"}).content.decode()
    assert "2 names leave the register" in checked
    keys = f"{marsh.pk} {fell.pk}"
    wrong = {"keys": keys, "of_day_day": "31", "of_day_month": "2", "of_day_year": "2028"}
    assert "There is a problem" in boss.post(address, wrong).content.decode()
    typed = {**wrong, "of_day_day": "1", "of_day_month": "4", "reason": "<i>Not met.</i>"}
    done = boss.post(address, typed, follow=True).content.decode()
    assert "2 people leave the register" in done
    assert "&lt;i&gt;Not met.&lt;/i&gt;" in done

    removal = Removal.objects.get(registrant=marsh)
    assert removal.reference in clerk.get("/removals/made/").content.decode()
    shown = clerk.get(f"/removals/made/{removal.pk}/").content.decode()
    assert "The name is off the register from Saturday 1 April 2028 on." in shown
    back = {"start_day": "1", "start_month": "4", "start_year": "2028", "number": removal.number,
            "reason": "Appealed."}  # fmt: skip
    address_back = f"/removals/made/{removal.pk}/restore/"
    assert clerk.post(address_back, back).status_code == 403
    early = {**back, "start_month": "3"}
    refused = boss.post(address_back, early).content.decode()
    assert "The removal begins on 1 April 2028" in refused
    far = boss.post(address_back, {**back, "start_year": "2050"}).content.decode()
    assert "at most 90 days from today" in far
    back["start_month"] = "5"
    checked = boss.post(address_back, back).content.decode()
    assert "They stay off the register from Saturday 1 April 2028 until then." in checked
    assert Removal.objects.get(pk=removal.pk).status == "REMOVED"
    restored = boss.post(address_back, {**back, "sure": "yes"}, follow=True).content.decode()
    assert "Comes back on Monday 1 May 2028, and is off the register until then." in restored
    assert "Appealed." in restored
    stranger = builders.client_for(marsh.user, "registrant")
    for path in ("/removals/", f"/removals/made/{removal.pk}/", address):
        assert stranger.get(path).status_code in (403, 405)


@database
def test_without_a_sealed_run_the_page_says_what_will_be_there():
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    assert "There is no sealed run yet." in boss.get("/removals/").content.decode()
    assert boss.post("/removals/check/", {"all": "yes"}).status_code == 404
    assert "Nobody was taken off the register." in boss.get("/removals/made/").content.decode()


@database
def test_the_list_asks_the_same_however_long_it_is(time_machine, django_assert_max_num_queries):
    builders.reference()
    at = london(2028, 3, 6)
    time_machine.move_to(at, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    cycle = period_of("2025-2027", at)
    sealed(cycle, builders.registrant(), at=at)
    boss.get("/removals/")
    with django_assert_max_num_queries(32) as few:
        boss.get("/removals/")
    sealed(cycle, *(builders.registrant() for _each in range(5)), at=at, number="RUN-2")
    with django_assert_max_num_queries(len(few)):
        boss.get("/removals/?run=RUN-2")
