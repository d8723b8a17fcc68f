"""Points granted under rule 14 in statements as data, and people of whom nothing is asked."""

import io
import json
from datetime import date

import pytest

from compliance.management.commands.assess import judge
from registrants.models import Registrant
from tests import builders
from tests.compliance.machines import Machine
from tests.compliance.test_granted import AFTER, someone
from tests.registrants.building import offer
from tests.registrants.test_granting import grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afterwards(time_machine):
    """The cycle of the first rules is over."""
    time_machine.move_to(AFTER, tick=True)


@pytest.fixture
def goc():
    return Machine(builders.actor_of(builders.staff()))


def path_of(number, cycle="2005-2006"):
    return f"/api/v1/people/{number}/statement/{cycle}/"


def sums(found):
    return {each["code"]: each["obtained"] for each in found["requirements"]}


def test_what_was_granted_counts_and_can_be_judged_again(goc):
    zoe = someone(general=10, lens=0)
    grant(zoe, general=20, specialist=[("CONTACT_LENS", 10)])
    number = zoe.entries.get().number

    answer = goc.get(path_of(number))
    written = io.BytesIO()
    assert not judge(io.BytesIO(answer.content + b"\n"), written)

    found, again = json.loads(answer.content), json.loads(written.getvalue())
    assert found["voluntary"] == {"general": 20, "specialist": {"CONTACT_LENS": 10}}
    # General: 10 obtained, 20 granted, and the specialist points that count there too.
    assert sums(found) | {"SPECIALIST_POINTS": 10, "GENERAL_POINTS": 40} == sums(found)
    assert sums(again) == sums(found)
    assert (
        Machine(builders.actor_of(zoe.user, "registrant")).read("/api/v1/statement/2005-2006/")
        == found
    )


def test_it_is_in_no_other_cycle(goc):
    zoe = someone()
    grant(zoe)

    found = goc.read(path_of(zoe.entries.get().number, "2007-2009"))

    assert found["voluntary"] == {"general": 0, "specialist": {}}


def test_of_whom_nothing_is_asked_has_the_number_that_was_asked_for(goc):
    student = builders.registrant(profession="STUDENT_OPTOMETRIST", start=date(2000, 1, 1))
    number = student.entries.get().number

    found = goc.read(path_of(number, "2007-2009"))

    assert (found["id"], found["number"]) == (number, number)
    assert (found["profession"], found["requirements"]) == ("STUDENT_OPTOMETRIST", [])
    own = Machine(builders.actor_of(student.user, "registrant"))
    assert own.read("/api/v1/statement/2007-2009/")["number"] == number


def test_a_u_reference_answers_with_itself_also_after_joining(goc):
    """Whoever collected points first is found by the old reference in a cycle before the entry."""
    person = someone(start=date(2007, 1, 5))
    Registrant.objects.create(
        surname="Marsh", forenames="Ann", surname_key="MARSH", date_of_birth=date(1980, 1, 1),
        u_reference="U-90001", joining="OPTOMETRIST", joined_to=person,
    )  # fmt: skip
    line_day = date(2006, 5, 5)
    offer(person, 7, day=line_day, total=1, interactive=0)

    found = goc.read(path_of("U-90001"))

    assert (found["id"], found["number"]) == ("U-90001", "U-90001")
