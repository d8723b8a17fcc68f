"""Acts on people without an account: staff read, before and after, to whom they write."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance.models import BulkAct, Removal
from tests import builders
from tests.compliance.cases import cycle
from tests.compliance.sealed import sealed
from tests.registrants.building import offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db
MARCH = london(2028, 3, 6)


@pytest.fixture
def boss(time_machine):
    builders.reference()
    time_machine.move_to(MARCH, tick=False)
    return builders.client_for(builders.staff(Role.CET_MANAGER), "staff")


def short(surname, account):
    return builders.registrant(surname=surname, start=date(2015, 1, 1), account=account)


def test_removals_name_those_who_have_no_account(boss):
    told, untold = short("Told", True), short("Untold", False)
    run = sealed(cycle(), told, untold, at=london(2028, 1, 10))
    address = f"/removals/check/?run={run.number}"

    page = boss.post(address, {"all": "yes"}).content.decode()
    assert "1 of them has no account" in page
    typed = {
        "keys": f"{told.pk} {untold.pk}", "reason": "Not met.",
        "of_day_day": "1", "of_day_month": "4", "of_day_year": "2028",
    }  # fmt: skip
    page = boss.post(address, typed, follow=True).content.decode()
    assert "1 person of these has no account" in page
    assert "Untold" in page.split("Write to them")[1].split("Reason")[0]
    act = BulkAct.objects.get()
    rows = b"".join(boss.get(f"/acts/{act.pk}/?format=csv").streaming_content).decode()
    assert untold.entries.get().number in rows
    assert "Ada Told" not in rows

    removal = Removal.objects.get(registrant=untold)
    back = {"start_day": "1", "start_month": "4", "start_year": "2028", "number": removal.number,
            "reason": "Appealed."}  # fmt: skip
    address = f"/removals/made/{removal.pk}/restore/"
    assert (
        "no message reaches them: a letter for the post is written"
        in boss.post(address, back).content.decode()
    )
    done = boss.post(address, {**back, "sure": "yes"}, follow=True).content.decode()
    assert "The registrant has no account: a letter for the post is written." in done


def test_late_points_name_those_who_have_no_account(boss):
    untold = short("Untold", False)
    line = offer(untold, 1, at=london(2028, 1, 2))
    page = boss.post("/late/settle/", {"line": [line.pk]}).content.decode()
    assert "1 of them has no account" in page
    typed = {"keys": str(line.pk), "decision": "count", "reason": "x"}
    page = boss.post("/late/settle/", typed, follow=True).content.decode()
    assert "1 person of these has no account" in page
