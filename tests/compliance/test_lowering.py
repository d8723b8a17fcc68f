"""What an exception granted in part asks instead is what counts, wherever it is shown."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.models import OutboxMessage
from compliance.models import Removal
from compliance.rules import Requirement
from compliance.rules.closing import in_short
from compliance.rules.lowering import Lowering, short_of
from tests import builders
from tests.compliance.cases import JANUARY, cycle, decide, sent
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

YEAR_ON_LEAVE = [(date(2026, 1, 1), date(2026, 12, 31))]
INSTEAD = "instead of 36"


@pytest.mark.django_db
def test_the_list_the_check_and_its_person_see_the_lowered_figure(time_machine):
    builders.reference()
    fell = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    accept(
        offer(fell, 1, day=date(2025, 3, 3), total=3, interactive=0, at=london(2025, 3, 5)),
        london(2025, 4, 1),
    )
    run = sealed(cycle(), fell, at=JANUARY)
    asked = sent(fell, leave=YEAR_ON_LEAVE)
    decide(asked, "lower", lowered={("GENERAL_POINTS", ""): 25})
    time_machine.move_to(london(2028, 2, 1), tick=False)
    boss = builders.client_for(builders.staff(Role.CET_MANAGER), "staff")
    them = builders.client_for(fell.user, "registrant")
    words = f"3 of 25 ({asked.reference}: 25 {INSTEAD})"

    assert f"General points: {words}" in seen(boss.get("/removals/"))
    export = b"".join(boss.get("/removals/?format=csv").streaming_content).decode()
    assert f"General points 3/25 ({asked.reference}: 25 {INSTEAD})" in export
    checked = boss.post(f"/removals/check/?run={run.number}", {"all": "yes"})
    assert f"General points: {words}" in seen(checked)
    statement = seen(them.get("/statement/?cycle=2025-2027"))
    assert "22 points" in statement
    assert "33 points" not in statement
    assert "3 of 25 points obtained" in statement
    requirement = seen(them.get("/statement/requirements/general-points/?cycle=2025-2027"))
    assert f"{asked.reference}: 25 {INSTEAD}." in requirement
    assert "General points 3 of 25" in seen(them.get("/"))

    assert remove(run, fell, at=JANUARY, of_day=date(2028, 3, 20)).moved == 1

    removal = Removal.objects.get()
    assert f"{asked.reference}: 25 {INSTEAD}." in seen(boss.get(f"/removals/made/{removal.pk}/"))
    told = OutboxMessage.objects.get(kind="removed_from_register", to=fell.user.email).body
    assert f"{asked.reference}: 25 {INSTEAD}." in told
    for address in ("/", "/statement/"):
        assert f"General points {words}" in seen(them.get(address))


def test_units_that_are_missing_are_not_named_where_fewer_are_asked():
    units = Requirement(
        code="COMPETENCY_UNITS",
        required=8,
        obtained=5,
        rule="x",
        explanation="x",
        units_missing=("O1", "O2", "O3"),
    )
    lowering = Lowering("EX-1", {("COMPETENCY_UNITS", ""): 6})
    assert in_short(units) == "units O1, O2 and O3"
    assert in_short(lowering.applied(units)) == "1 unit"
    assert [each.required for each in short_of([units], lowering)] == [6]
    assert lowering.words(units) == "EX-1: 6 instead of 8"


def seen(answer) -> str:
    return " ".join(answer.content.decode().split())
