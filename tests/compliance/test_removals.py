"""Removals after a sealed run: whom, from which day, by whom, what of them."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.models import BulkAct, ExceptionRequest, Removal, RunResult
from compliance.queries import removing as reads
from registrants.models import RegisterEntry
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import (
    APRIL,
    DAY,
    RAN,
    held_back,
    on_register,
    period,
    remove,
)
from tests.compliance.sealed import period_of, sealed, tell
from tests.racing import together
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


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


def test_from_2013_on_or_after_1_january():
    builders.reference()
    marsh = builders.registrant(start=date(2015, 1, 1))
    at = london(2028, 1, 3)
    run = sealed(period_of("2025-2027", at), marsh, at=at)
    with pytest.raises(Refused, match="before 1 January 2028"):
        remove(run, marsh, at=london(2027, 12, 31), of_day=date(2027, 12, 31))
    assert remove(run, marsh, at=at, of_day=date(2028, 1, 4)).moved == 1


def test_nobody_is_removed_who_was_not_told_first():
    marsh = on_register()
    run = sealed(period(), marsh, at=RAN, told=False)
    assert held_back(run, marsh) == "NOT_TOLD"
    assert remove(run, marsh).moved == 0
    boss = manager()

    def ready():
        return reads.short_list(boss, run, show=reads.READY, today=APRIL.date())

    assert not ready().exists()
    tell(run, at=RAN)
    assert ready().exists()
    newer = sealed(period(), marsh, at=london(2010, 2, 1), number="RUN-2", told=False)
    assert held_back(newer, marsh) is None, "a letter of an earlier run will do"
    assert remove(newer, marsh).moved == 1


def test_who_was_passed_over_and_why():
    better, marsh = on_register("Better"), on_register()
    run = sealed(period(), better, marsh, at=RAN)
    accept(offer(better, 5, day=date(2009, 5, 5), total=2), london(2009, 6, 1))
    act = remove(run, better, marsh)
    assert act.passed == [[better.pk, "CHANGED"]]
    page = builders.client_for(builders.staff(Role.CET_MANAGER), "staff").get(f"/acts/{act.pk}/")
    assert "Ada Better" in page.content.decode()
    assert "The record has changed since the run" in page.content.decode()


def test_only_the_last_sealed_run_of_a_cycle_is_followed():
    marsh = on_register()
    first = sealed(period(), marsh, at=RAN)
    sealed(period(), marsh, at=london(2010, 2, 1), number="RUN-2")
    with pytest.raises(Refused, match="There is a newer run of this cycle: RUN-2"):
        remove(first, marsh)


@pytest.mark.django_db(transaction=True)
def test_two_managers_remove_at_once():
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
def test_an_exception_is_asked_for_while_the_removal_runs():
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


def test_a_thousand_people_in_few_statements(django_assert_max_num_queries):
    builders.reference()
    people = [on_register(f"Fell{number}", account=False) for number in range(60)]
    run = sealed(period(), *people, at=RAN)
    boss = manager()
    with django_assert_max_num_queries(60):
        act = remove(run, *people, by=boss)
    assert act.moved == 60
