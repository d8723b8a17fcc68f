"""A restoration that was recorded wrongly: corrected or taken back, and what hangs on it."""

import re
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from cet_portal.accounts.roles import Role
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from compliance import services
from compliance.models import Removal, RestorationStep
from registrants.models import RegisterEntry, SpecialtyEntry
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import APRIL, DAY, ask, period, removed, restore
from tests.compliance.sealed import sealed
from tests.compliance.test_restoring import IN_MARCH, to_be_removed
from tests.racing import together
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

MAY = date(2010, 5, 10)
JUNE = london(2010, 6, 20)


def correct(removal, at=JUNE, by=None, reason="The day was wrong.", **changed):
    values = {"start": MAY, "number": "", **changed}
    return services.correct_restoration(
        removal=removal, reason=reason, actor=by or manager(), at=at, **values
    )


def take_back(removal, at=JUNE, by=None, reason="It was another Marsh."):
    return services.take_back_restoration(
        removal=removal, reason=reason, actor=by or manager(), at=at
    )


def restored(start=MAY, number="01-88888", **changed) -> Removal:
    """Back from 10 May on, under another number."""
    return restore(removed(**changed), start=start, number=number)


def last_entry(removal):
    return removal.registrant.entries.order_by("start").last()


# Correcting


def test_another_day_and_number():
    removal = restored()
    right = correct(removal, start=date(2010, 6, 1), number="01-99999")

    entry = last_entry(removal)
    assert (entry.start, entry.number, entry.end) == (date(2010, 6, 1), "01-99999", None)
    assert (right.status, right.restored_on) == ("RESTORED", date(2010, 6, 1))
    assert removal.registrant.entries.count() == 2
    told = OutboxMessage.objects.get(kind="restoration_corrected", to=removal.registrant.user.email)
    assert "from Tuesday 1 June 2010 on, with the number 01-99999" in told.body
    assert "The day was wrong." in told.body


def test_nothing_is_deleted_and_the_history_shows_it():
    removal = restored()
    correct(removal, start=date(2010, 6, 1))
    first, second = RestorationStep.objects.order_by("pk")

    assert (first.act, first.start, first.number) == ("RESTORE", MAY, "01-88888")
    assert (second.act, second.start, second.number) == ("CORRECT", date(2010, 6, 1), "01-88888")
    assert second.left[0]["start"] == "2010-05-10"
    moved = AuditEvent.objects.get(verb="register.move_entry", subject_id=removal.registrant_id)
    assert (moved.data["was"]["start"], moved.data["now"]["start"]) == ("2010-05-10", "2010-06-01")
    assert AuditEvent.objects.filter(verb="removal.correct_restoration").exists()


def test_other_specialties():
    removal = restore(removed(general=30, lens=18), start=MAY, specialties=["CONTACT_LENS"])
    back = SpecialtyEntry.objects.filter(start=MAY)
    correct(removal, specialties=[])
    assert not back.exists()
    assert RestorationStep.objects.last().left[0]["specialty"] == "CONTACT_LENS"
    correct(removal, specialties=["CONTACT_LENS"])
    assert back.count() == 1
    correct(removal, start=date(2010, 6, 1), specialties=["CONTACT_LENS"])
    assert SpecialtyEntry.objects.order_by("pk").last().start == date(2010, 6, 1)
    assert RestorationStep.objects.count() == 4


def test_a_specialty_alone_gets_another_day():
    removal = restore(removed(general=36, lens=17), start=MAY)
    correct(removal, start=date(2010, 6, 1))
    assert SpecialtyEntry.objects.order_by("pk").last().start == date(2010, 6, 1)
    assert removal.registrant.entries.count() == 1


def test_what_a_correction_refuses():
    removal = restored()
    builders.registrant(number="01-77777")
    for given, words in (
        ({}, "Nothing is different"),
        ({"start": date(2010, 4, 11)}, "The removal begins on 12 April 2010"),
        ({"start": date(2010, 9, 30)}, "at most 90 days from today"),
        ({"number": "nonsense"}, "is no registration number"),
        ({"number": "01-77777"}, "Somebody else has the number"),
        ({"start": DAY, "reason": " "}, "Give the reason"),
        ({"start": DAY, "by": builders.actor_of(builders.staff())}, "Only the CET manager"),
    ):
        with pytest.raises(Refused, match=words):
            correct(removal, **given)
    assert last_entry(removal).start == MAY
    assert RestorationStep.objects.count() == 1


def test_without_a_restoration_there_is_nothing_to_correct():
    with pytest.raises(Refused, match="No restoration is recorded"):
        correct(removed())


def test_it_never_lies_over_another_entry_nor_begins_after_its_end():
    removal = restored()
    entry = last_entry(removal)
    RegisterEntry.objects.filter(pk=entry.pk).update(end=date(2010, 6, 10))
    with pytest.raises(Refused, match="ended on 10 June 2010: choose a day before"):
        correct(removal, start=date(2010, 6, 11))
    RegisterEntry.objects.create(
        registrant=removal.registrant,
        profession=entry.profession,
        number="01-66666",
        start=date(2010, 4, 20),
        end=date(2010, 4, 25),
    )
    with pytest.raises(Refused, match="on the register on such a day already"):
        correct(removal, start=date(2010, 4, 22))
    correct(removal, start=date(2010, 4, 26))


def test_what_an_import_changed_since_is_left_to_the_import():
    removal = restored()
    RegisterEntry.objects.filter(pk=last_entry(removal).pk).update(start=date(2010, 5, 3))
    for act in (correct, take_back):
        with pytest.raises(Refused, match="The register has changed since"):
            act(removal)


# Taking back


def test_taken_back_the_removal_stands_again():
    removal = restored()
    key = last_entry(removal).pk
    back = take_back(removal)

    assert (back.status, back.restored_on, back.restored_because) == ("REMOVED", None, "")
    assert removal.registrant.entries.get().end == date(2010, 4, 11)
    step = RestorationStep.objects.last()
    assert (step.act, step.written) == ("TAKE_BACK", [])
    assert (step.left[0]["key"], step.left[0]["number"]) == (key, "01-88888")
    assert AuditEvent.objects.get(verb="register.take_off_record").data["was"]["key"] == key
    told = OutboxMessage.objects.get(kind="restoration_taken_back")
    assert "Your name is off the register from Monday 12 April 2010 on" in told.body
    again = restore(Removal.objects.get(), start=MAY, at=JUNE)
    assert again.status == "RESTORED"
    assert [step.act for step in again.restorations.order_by("pk")] == [
        "RESTORE", "TAKE_BACK", "RESTORE",
    ]  # fmt: skip


def test_an_open_exception_holds_it():
    removal = restored()
    request = ask(removal.registrant, at=london(2010, 3, 1))
    with pytest.raises(Refused, match="ask for an exception, which has to be decided first"):
        take_back(removal)
    services.withdraw_exception(
        request=request, actor=builders.actor_of(removal.registrant.user, "registrant"), at=APRIL
    )
    assert take_back(removal).status == "REMOVED"


def test_whoever_left_the_register_since_is_not_taken_back():
    removal = restored()
    RegisterEntry.objects.filter(pk=last_entry(removal).pk).update(end=date(2010, 6, 1))
    with pytest.raises(Refused, match="ended on 1 June 2010 since: it cannot be undone"):
        take_back(removal)


def test_only_a_restoration_by_staff_is_taken_back():
    """What the portal took back because of an exception never was one."""
    marsh, _run = to_be_removed()
    ask(marsh, at=IN_MARCH)
    removal = Removal.objects.get()
    assert removal.status == "RESTORED"
    with pytest.raises(Refused):
        take_back(removal)
    with pytest.raises(Refused):
        correct(removal)


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once():
    removal = restored()
    one, other = manager(), manager()
    outcomes = together(
        lambda: take_back(removal, by=one),
        lambda: correct(removal, by=other, start=date(2010, 6, 1)),
    )
    removal.refresh_from_db()
    assert any(isinstance(each, Removal) for each in outcomes)
    last = RestorationStep.objects.order_by("pk").last()
    assert (removal.status == "REMOVED") == (last.act == "TAKE_BACK")


# What hangs on it


def test_what_hangs_on_it_is_said_and_not_done():
    removal = restored()
    someone = removal.registrant
    for number, day in ((7, date(2010, 5, 20)), (8, date(2010, 6, 10))):
        accept(offer(someone, number, day=day, under="01-88888"), JUNE)
    sealed(period(), someone, at=london(2010, 6, 15), number="RUN-2")

    told = services.preview_restoration(
        removal=removal, start=date(2010, 6, 1), number="01-99999", reason="x",
        actor=manager(), at=JUNE,
    )  # fmt: skip

    assert (told.lost.count, told.lost.points) == (1, 3)
    assert (told.misnumbered.count, told.misnumbered.points) == (1, 3)
    assert len(told.runs) == 1
    (cycle,) = told.changed_cycles
    assert cycle.period.name == "2010-2012"
    assert cycle.changes[0][0] == "General points"
    assert cycle.changes[0][1:] == ("6 of 31", "0 of 31")
    assert told.takes_days
    (was,), (now,) = told.check_was, told.check_now
    assert (was.required, was.obtained, now.required) == (12, 0, 12)
    assert last_entry(removal).start == MAY
    assert RestorationStep.objects.count() == 1
    assert not OutboxMessage.objects.filter(kind="restoration_corrected").exists()

    gone = services.preview_restoration(removal=removal, reason="x", actor=manager(), at=JUNE)
    assert (gone.lost.count, gone.new_start) == (2, None)
    removal.refresh_from_db()
    assert removal.status == "RESTORED"


def test_an_earlier_day_lets_points_count():
    removal = restored(number="")
    line = offer(removal.registrant, 7, day=date(2010, 5, 3), under=removal.number)
    accept(line, JUNE)
    told = services.preview_restoration(
        removal=removal, start=DAY, number="", reason="x", actor=manager(), at=JUNE
    )
    assert (told.gained.count, told.lost.count, told.takes_days) == (1, 0, False)


# Pages


def page(answer) -> str:
    return answer.content.decode()


def seen_in(answer) -> str:
    """What the page that says what hangs on it sends along."""
    return re.search(r'name="seen" value="(\d+)"', page(answer))[1]


def boxes(day, **changed) -> dict:
    return {f"start_{part}": getattr(day, part) for part in ("day", "month", "year")} | changed


def test_pages_of_a_correction_and_of_taking_back(time_machine):
    removal = restored()
    time_machine.move_to(JUNE, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    clerk = builders.client_for(builders.staff(), "staff")
    one = f"/removals/made/{removal.pk}/"
    address, back = f"{one}restoration/correct/", f"{one}restoration/take-back/"

    assert address in page(boss.get(one))
    assert address not in page(clerk.get(one))
    for path in (address, back):
        assert clerk.get(path).status_code == 403
        assert boss.get(path.replace(str(removal.pk), "99999")).status_code == 404
    form = page(boss.get(address))
    assert 'value="10"' in form
    assert 'value="01-88888"' in form
    typed = boxes(date(2010, 6, 1), number="01-88888", reason="<i>Wrong.</i>")
    wrong = page(boss.post(address, {**typed, "start_month": "13"}))
    assert "There is a problem" in wrong
    assert "&lt;i&gt;Wrong.&lt;/i&gt;" in wrong
    assert "Nothing is different" in page(boss.post(address, {**typed, **boxes(MAY)}))
    checked = page(boss.post(address, typed))
    assert "Restored from Tuesday 1 June 2010 on; recorded was Monday 10 May 2010." in checked
    assert "application of 10 May 2010: General points in 12 months, 0 of 12" in checked
    assert "on days on which they may have worked" in checked
    assert "In the cycle 2010-2012" not in checked or "→" in checked
    assert last_entry(removal).start == MAY
    assert "Change it" in checked
    assert 'value="1"' in page(boss.post(address, {**typed, "change": "yes"}))
    sure = {"seen": seen_in(boss.post(address, typed)), "sure": "yes"}
    done = page(boss.post(address, {**typed, **sure}, follow=True))
    assert "Corrected. The registrant is told." in done
    assert "From 10 May 2010. Number 01-88888." in done
    assert "From 1 June 2010. Number 01-88888." in done

    assert "Give the reason" in page(boss.post(back, {"reason": " "}))
    looked = boss.post(back, {"reason": "Another Marsh."})
    checked, sure = page(looked), {"seen": seen_in(looked), "sure": "yes"}
    assert "The entry 01-88888 from Tuesday 1 June 2010 on leaves the register." in checked
    assert "The removal from Monday 12 April 2010 on stands again." in checked
    done = page(boss.post(back, {"reason": "Another Marsh.", **sure}, follow=True))
    assert "Taken back: the removal stands." in done
    assert "Another Marsh." in done
    assert f"{one}restore/" in done
    assert boss.get(address).status_code == 302


def test_whoever_looked_before_somebody_else_put_it_right_looks_again(time_machine):
    removal = restored()
    time_machine.move_to(JUNE, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    other = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    one = f"/removals/made/{removal.pk}/restoration/"
    address, back = f"{one}correct/", f"{one}take-back/"
    corrected = boxes(date(2010, 6, 1), number="01-88888", reason="The day was wrong.")
    differently = boxes(date(2010, 6, 5), number="01-88888", reason="It was the 5th.")
    gone = {"reason": "Another Marsh."}
    seen = {"seen": seen_in(boss.post(address, corrected)), "sure": "yes"}
    assert {seen_in(other.post(address, differently)), seen_in(other.post(back, gone))} == {
        seen["seen"]
    }
    boss.post(address, {**corrected, **seen})

    for path, typed in ((address, differently), (back, gone)):
        for stale in (seen, {"sure": "yes"}, {**seen, "seen": "x"}):
            refused = page(other.post(path, {**typed, **stale}))
            assert "The restoration was put right meanwhile. Look at it again." in refused
            assert "Recorded now: restored from Tuesday 1 June 2010 on." in refused
            assert typed["reason"] in refused
    assert [each.act for each in RestorationStep.objects.order_by("pk")] == ["RESTORE", "CORRECT"]
    assert OutboxMessage.objects.filter(kind__startswith="restoration_").count() == 1

    looked = other.post(address, differently)
    assert "recorded was Tuesday 1 June 2010." in page(looked)
    other.post(address, {**differently, "seen": seen_in(looked), "sure": "yes"})
    assert last_entry(removal).start == date(2010, 6, 5)


def test_the_history_asks_the_same_however_long_it_is(django_assert_max_num_queries, time_machine):
    removal = restored()
    time_machine.move_to(JUNE, tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    boss.get(f"/removals/made/{removal.pk}/")
    with django_assert_max_num_queries(20) as few:
        boss.get(f"/removals/made/{removal.pk}/")
    for day in (1, 2, 3):
        correct(removal, start=date(2010, 6, day))
    with django_assert_max_num_queries(len(few)):
        boss.get(f"/removals/made/{removal.pk}/")


def test_restorations_of_before_get_their_first_step():
    """What the migration does with a register on which somebody was restored already."""
    removal = restore(removed(general=30, lens=18), start=MAY, specialties=["CONTACT_LENS"])
    (made,) = RestorationStep.objects.values()
    RestorationStep.objects.all().delete()

    import_module("compliance.migrations.0017_restorations_put_right").remember(apps, None)

    (found,) = RestorationStep.objects.values()
    assert {**found, "id": 0} == {**made, "id": 0}
    assert correct(removal, start=date(2010, 6, 1)).restored_on == date(2010, 6, 1)
