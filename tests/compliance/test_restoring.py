"""Restorations: by staff, and of removals that are not in force yet."""

from datetime import date

import pytest

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services, workflow
from compliance.enums import RemovalStatus
from compliance.models import Removal
from compliance.queries import removing as reads
from compliance.queries.ending import in_force
from compliance.queries.judging import judged_now
from registrants.models import RegisterEntry, SpecialtyEntry
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import (
    APRIL,
    DAY,
    RAN,
    ask,
    decide,
    held_back,
    on_register,
    period,
    remove,
    removed,
    restore,
)
from tests.compliance.sealed import period_of, sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


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


def test_a_specialty_comes_back_to_a_name_that_stayed():
    removal = removed(general=36, lens=17)
    restore(removal, start=date(2011, 5, 12), at=london(2011, 5, 1))
    assert removal.registrant.entries.count() == 1
    assert SpecialtyEntry.objects.filter(start=date(2011, 5, 12), end=None).count() == 1


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


def test_in_force_is_counted_by_day():
    marsh, _run = to_be_removed()

    def counted(day):
        return Removal.objects.filter(in_force(day)).count()

    assert (counted(date(2010, 3, 31)), counted(FIRST)) == (0, 1)
    restore(Removal.objects.get(), start=date(2010, 5, 1))
    assert (counted(date(2010, 4, 30)), counted(date(2010, 5, 1))) == (1, 0)


def test_nobody_is_removed_twice_for_one_cycle():
    removal = removed()
    restore(removal, start=DAY)
    marsh, may = removal.registrant, date(2010, 5, 1)
    later = sealed(period(), marsh, at=london(2010, 4, 20), number="RUN-2")
    for run in (removal.run, later):
        assert held_back(run, marsh, of_day=may) == "RESTORED"
    ready = reads.short_list(manager(), later, show=reads.READY, today=may)
    assert not ready.exists(), "the button for everybody leaves them out"
    assert remove(later, marsh, at=london(2010, 4, 21), of_day=may).moved == 0


ALLOWED = {
    "restore": {("REMOVED", Role.CET_MANAGER)},
    "take_back": {("REMOVED", "the clock")},
    "take_back_restoration": {("RESTORED", Role.CET_MANAGER)},
}


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
        removal.status, removal.restored_because = status, "A mistake."
        for name, actor in people.items():
            for step in workflow.removal.open_to(removal, actor=actor, at=APRIL):
                found.setdefault(step, set()).add((status, name))
    assert found == ALLOWED
    for name, actor in people.items():
        seen = Removal.objects.visible_to(actor).exists()
        assert seen == (name in (Role.GOC_STAFF, Role.CET_MANAGER))


def test_who_is_restored_twice_is_told_twice():
    """The first restoration was recorded for another, and taken back."""
    removal = removed()
    back = restore(removal, start=DAY)
    services.take_back_restoration(removal=back, reason="Another.", actor=manager(), at=APRIL)
    removal.refresh_from_db()
    restore(removal, start=DAY)
    assert OutboxMessage.objects.filter(kind="restored_to_register").count() == 2
