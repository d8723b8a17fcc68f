"""Pages of removals: from the list to the restoration."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.models import BulkAct, Removal
from compliance.queries import removal_look
from tests import builders
from tests.compliance.sealed import period_of, sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


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
    assert "from Saturday 1 April 2028 on, and comes back on Monday 1 May 2028." in restored
    assert "Appealed." in restored
    stranger = builders.client_for(marsh.user, "registrant")
    for path in ("/removals/", f"/removals/made/{removal.pk}/", address):
        assert stranger.get(path).status_code in (403, 405)


def test_without_a_sealed_run_the_page_says_what_will_be_there():
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    assert "There is no sealed run yet." in boss.get("/removals/").content.decode()
    assert boss.post("/removals/check/", {"all": "yes"}).status_code == 404
    assert "Nobody was taken off the register." in boss.get("/removals/made/").content.decode()


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


def test_many_are_counted_before_and_judged_as_it_is_done(
    time_machine, monkeypatch, django_assert_max_num_queries
):
    builders.reference()
    at = london(2028, 3, 6)
    time_machine.move_to(at, tick=False)
    people = [
        builders.registrant(surname=f"Marsh{number}", start=date(2015, 1, 1)) for number in range(5)
    ]
    run = sealed(period_of("2025-2027", at), *people, at=london(2028, 1, 10))
    services.lodge(
        period=period_of("2025-2027", at), words="x",
        actor=builders.actor_of(people[0].user, "registrant"), at=london(2028, 1, 12),
    )  # fmt: skip
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    address = f"/removals/check/?run={run.number}"
    few = boss.post(address, {"all": "yes"}).content.decode()
    assert "4 names leave the register" in few

    monkeypatch.setattr(removal_look, "MOST_JUDGED", 2)
    monkeypatch.setattr(removal_look, "FIRST", 1)
    chosen = {"person": [each.pk for each in people]}
    with django_assert_max_num_queries(40):
        many = boss.post(address, chosen).content.decode()
    assert "4 people, whom nothing open holds back, are judged as it is done" in many
    assert "and 3 more" in many
    assert "1 person is not taken off" in many
    assert f"?run={run.number}&amp;show=ready&amp;format=csv" in many
    keys = " ".join(str(each.pk) for each in people[1:])
    assert f'value="{keys}"' in many
    boss.post(address, {"keys": keys, "of_day": "2028-04-01", "reason": "Not met."})
    act = BulkAct.objects.get()
    assert (act.total, act.moved) == (4, 4)


def test_all_are_those_whom_the_filter_leaves(time_machine):
    builders.reference()
    at = london(2028, 3, 6)
    time_machine.move_to(at, tick=False)
    marsh, nunn, held = (
        builders.registrant(surname=name, start=date(2015, 1, 1))
        for name in ("Marsh", "Nunn", "Nunnely")
    )
    run = sealed(period_of("2025-2027", at), marsh, nunn, held, at=london(2028, 1, 10))
    services.lodge(
        period=period_of("2025-2027", at), words="x",
        actor=builders.actor_of(held.user, "registrant"), at=london(2028, 1, 12),
    )  # fmt: skip
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    everybody = boss.get("/removals/").content.decode()
    assert "Look at all whom nothing holds back" in everybody
    page = boss.get("/removals/?words=Nunn")
    assert "2 people" in page.content.decode()
    one = "Look at the 1 person of this list whom nothing open holds back"
    assert one in page.content.decode()
    assert one in boss.get("/removals/?words=Nunn&show=ready").content.decode()
    of_held = boss.get("/removals/?show=held").content.decode()
    assert 'name="all"' not in of_held

    address = page.context["look_at"]
    assert address == f"/removals/check/?run={run.number}&show=&words=Nunn"
    looked = boss.post(address, {"all": "yes"}).context["look"]
    assert (looked.keys, looked.held_total) == ([nunn.pk], 0)
    ticked = boss.post(address, {"person": [marsh.pk]}).context["look"]
    assert ticked.keys == [marsh.pk]
    unfiltered = boss.post(f"/removals/check/?run={run.number}", {"all": "yes"}).context["look"]
    assert set(unfiltered.keys) == {marsh.pk, nunn.pk}


def test_a_restoration_that_cannot_be_is_refused_before_its_check(time_machine):
    builders.reference()
    at = london(2028, 3, 6)
    time_machine.move_to(at, tick=False)
    marsh = builders.registrant(surname="Marsh", start=date(2015, 1, 1))
    builders.registrant(number="01-77777")
    run = sealed(period_of("2025-2027", at), marsh, at=london(2028, 1, 10))
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    services.begin_removal(
        run=run, period=period_of("2025-2027", at), keys=[marsh.pk], of_day=date(2028, 3, 6),
        reason="x", actor=builders.actor_of(builders.staff(Role.CET_MANAGER)), at=at,
    )  # fmt: skip
    removal = Removal.objects.get()
    address = f"/removals/made/{removal.pk}/restore/"
    typed = {"start_day": "10", "start_month": "3", "start_year": "2028", "number": "01-77777",
             "reason": "Appealed."}  # fmt: skip
    refused = boss.post(address, typed).content.decode()
    assert "Somebody else has the number 01-77777." in refused
    assert "Check the restoration" not in refused
    checked = boss.post(address, {**typed, "number": removal.number}).content.decode()
    assert "0 of 12." in checked
    assert "This is missing. You can restore them all the same." in checked
    assert Removal.objects.get().status == "REMOVED"


def test_an_older_run_offers_nobody_and_the_latest_cycle_comes_first(time_machine):
    builders.reference()
    at = london(2028, 3, 6)
    time_machine.move_to(at, tick=False)
    marsh = builders.registrant(surname="Marsh", start=date(2015, 1, 1))
    period = period_of("2025-2027", at)
    sealed(period, marsh, at=london(2028, 1, 10))
    sealed(period, marsh, at=london(2028, 1, 20), number="RUN-2")
    sealed(period_of("2022-2024", at), marsh, at=london(2028, 2, 1), number="RUN-3")
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    older = boss.get("/removals/?run=RUN-1").content.decode()
    assert "There is a newer run of this cycle: RUN-2." in older
    assert 'name="person"' not in older
    assert boss.get("/removals/").context["run"].number == "RUN-2"
