"""Nobody is said to be told whom no message reaches."""

from datetime import date

import pytest

from cet_portal.accounts.roles import Role
from compliance import services
from compliance.enums import Factor
from compliance.models import Removal
from tests import builders
from tests.compliance.cases import JANUARY, cycle, own, sent
from tests.compliance.removing import remove
from tests.compliance.sealed import sealed
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

TOLD, WRITE = "The registrant is told", "The registrant has no account"
APRIL = {"day": "1", "month": "4", "year": "2028"}


@pytest.fixture
def boss(time_machine):
    builders.reference()
    time_machine.move_to(london(2028, 2, 1), tick=False)
    return builders.client_for(builders.staff(Role.CET_MANAGER), "staff")


@pytest.fixture(params=[True, False], ids=["account", "no account"])
def fell(request, boss):
    """With an account that is in use, or with one that is not any more."""
    person = builders.registrant(surname="Fell", start=date(2015, 1, 1))
    person.keeps_account = request.param
    return person


def leave_portal(person) -> tuple[str, str]:
    """What is said of them, and what is not."""
    if person.keeps_account:
        return TOLD, WRITE
    type(person.user).objects.filter(pk=person.user.pk).update(is_active=False)
    return WRITE, TOLD


def says(answer, words):
    page = " ".join(answer.content.decode().split())
    assert words[0] in page
    assert words[1] not in page


def test_of_a_decided_exception(boss, fell):
    request = sent(fell)
    words = leave_portal(fell)
    weighed = {f"speaks_{each}": "FOR" for each in Factor}
    weighed |= {f"words_{each}": "x" for each in Factor}
    decision = {"decision": "excuse", "reason": "The letter.", **weighed}
    address = f"/exceptions/{request.pk}/decide/"
    says(boss.post(address, decision), words)
    says(boss.post(address, {**decision, "sure": "yes"}, follow=True), words)


def test_of_a_dispute_that_is_determined(boss, fell):
    dispute = services.lodge(period=cycle(), words="Wrong.", actor=own(fell), at=JANUARY)
    services.send(dispute=dispute, actor=own(fell), at=JANUARY)
    words = leave_portal(fell)
    address = f"/disputes/{dispute.pk}/determine/"
    says(boss.get(address), words)
    typed = {"decision": "dismiss", "reason": "It is right.", "sure": "yes"}
    says(boss.post(address, typed, follow=True), words)


def test_of_a_restoration_and_of_one_that_is_put_right(boss, fell):
    run = sealed(cycle(), fell, at=JANUARY)
    remove(run, fell, at=JANUARY, of_day=date(2028, 3, 20))
    words = leave_portal(fell)
    removal = Removal.objects.get()
    address = f"/removals/made/{removal.pk}/"
    back = {f"start_{part}": value for part, value in APRIL.items()}
    back |= {"number": removal.number, "reason": "A mistake."}
    says(boss.post(f"{address}restore/", {**back, "sure": "yes"}, follow=True), words)
    other = {**back, "start_day": "2"}
    for part, typed in (("correct", other), ("take-back", {"reason": "Another Fell."})):
        looked = boss.post(f"{address}restoration/{part}/", typed)
        says(looked, words)
        sure = {"seen": looked.context["effect"].step.pk, "sure": "yes"}
        says(boss.post(f"{address}restoration/{part}/", typed | sure, follow=True), words)
