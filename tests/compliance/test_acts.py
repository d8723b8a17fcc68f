"""What was done to many at once: the list of acts, and of each what became of whom."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.models import BulkAct
from compliance.queries import acts as reads
from tests import builders
from tests.compliance.cases import manager
from tests.compliance.removing import APRIL, RAN, dispute, on_register, period, remove
from tests.compliance.sealed import sealed
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

ARRIVED = london(2010, 1, 20)


@pytest.fixture
def boss(time_machine):
    builders.reference()
    time_machine.move_to(APRIL, tick=False)
    return builders.client_for(builders.staff(Role.CET_MANAGER), "staff")


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def late(someone, number=7, day=date(2009, 5, 5)):
    return offer(someone, number, day=day, at=ARRIVED)


def settle(*lines, count=True) -> BulkAct:
    keys = [line.pk for line in lines]
    return services.begin_late(keys=keys, count=count, reason="x", actor=manager(), at=APRIL)


def test_an_act_lists_each_line_and_what_became_of_it(boss):
    marsh, fell = on_register("Marsh"), on_register("Fell")
    settled_before, line = late(marsh), late(fell)
    settle(settled_before, count=False)

    act = settle(settled_before, line)

    found = reads.outcomes_of(act, reads.came_to(act))
    assert [(each.name, each.words, each.is_passed) for each in found] == [
        ("Ada Marsh", "Had been settled: Lapsed", True),
        ("Ada Fell", "Accepted", False),
    ]
    shown = page(boss.get(f"/acts/{act.pk}/"))
    assert "Passed over: Had been settled: Lapsed" in shown
    assert line.event_reference in shown
    assert "5 May 2009" in shown
    assert 'href="/acts/"' in shown


def test_an_act_leads_to_each_removal_that_it_made(boss):
    marsh, held = on_register("Marsh"), on_register("Held")
    run = sealed(period(), marsh, held, at=RAN)
    dispute(held)
    act = remove(run, marsh, held)
    shown = page(boss.get(f"/acts/{act.pk}/"))
    removal = act.removals.get()
    assert f'href="/removals/made/{removal.pk}/"' in shown
    assert "Passed over: Disputes the record" in shown
    assert f'href="/acts/{act.pk}/"' in page(boss.get(f"/removals/made/{removal.pk}/"))


def test_the_list_of_acts_by_kind_and_cycle(boss):
    assert "Nothing was done to many yet." in page(boss.get("/acts/"))
    marsh = on_register()
    of_both = settle(late(marsh), late(marsh, 8, date(2006, 5, 5)), late(marsh, 9))
    refused = settle(late(marsh, 10, date(2006, 6, 6)), count=False)
    removed = remove(sealed(period(), marsh, at=RAN), marsh)
    assert of_both.by_cycle == {"2007-2009": 2, "2005-2006": 1}
    for address, wanted in (
        ("/acts/", {of_both, refused, removed}),
        ("/acts/?kind=late", {of_both, refused}),
        ("/acts/?kind=remove", {removed}),
        ("/acts/?cycle=2007-2009", {of_both, removed}),
        ("/acts/?cycle=2005-2006", {of_both, refused}),
        ("/acts/?cycle=2005-2006&kind=remove", set()),
    ):
        assert set(boss.get(address).context["page"]) == wanted
    assert "3 lines settled" in page(boss.get("/acts/?kind=late"))
    assert 'href="/acts/?kind=late"' in page(boss.get("/late/"))
    assert 'href="/acts/?kind=remove"' in page(boss.get("/removals/"))
    marsh_herself = builders.client_for(marsh.user, "registrant")
    assert marsh_herself.get("/acts/").status_code == 403


def test_the_pages_ask_the_same_however_long_they_are(boss, django_assert_max_num_queries):
    marsh = on_register()
    act = settle(late(marsh))
    addresses = ("/acts/", f"/acts/{act.pk}/")
    for address in addresses:
        boss.get(address)
    with django_assert_max_num_queries(40) as few:
        for address in addresses:
            boss.get(address)
    many = settle(*(late(on_register(f"Fell{number}"), number) for number in range(20, 28)))
    settle(late(marsh, 30), count=False)
    with django_assert_max_num_queries(len(few)):
        for address in ("/acts/", f"/acts/{many.pk}/"):
            boss.get(address)


def test_the_step_says_what_was_settled_and_how_many_are_restored(boss):
    marsh = on_register()
    settle(late(marsh), late(marsh, 8), late(marsh, 9, date(2006, 5, 5)))
    settle(late(marsh, 10), count=False)
    removal = remove(sealed(period(), marsh, at=RAN), marsh).removals.get()
    shown = page(boss.get("/cycles/2007-2009/end/"))
    assert "Settled by staff. Lines that count: 2. Lines that do not: 1." in shown
    assert 'href="/acts/?kind=late&amp;cycle=2007-2009"' in shown
    assert "restored</p>" not in shown
    services.restore(removal=removal, start=removal.of_day, reason="x", actor=manager(), at=APRIL)
    shown = page(boss.get("/cycles/2007-2009/end/"))
    assert "1 removal of the cycle is restored" in shown
    assert "/removals/made/?cycle=2007-2009&amp;status=RESTORED" in shown
