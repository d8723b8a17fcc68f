"""Of a cycle of which nothing is recorded only what was asked is explained, with its sum."""

from datetime import date, datetime

import pytest
import time_machine

from cet_portal.core.clock import LONDON
from compliance.rules import assess
from compliance.rules.explaining import asking_alone
from tests import builders
from tests.compliance.people import CYCLES, DO, OO, entry, held, person
from tests.registrants.building import WINTER, accept, offer

PAGE = "/statement/requirements/general-points/"
SUM = "5 whole months on the register (August 2012 to December 2012), 1 point for each: 5."


def look(owner, address="/statement/", at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        response = builders.client_for(owner.user).get(address, query)
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("cycle", CYCLES)
@pytest.mark.parametrize(
    ("profession", "specialty"), [(OO, "INDEPENDENT_PRESCRIBING"), (DO, "CONTACT_LENS")]
)
def test_each_sentence_begins_with_what_is_asked(cycle, profession, specialty):
    someone = person(
        entry("2004-01-01", profession=profession), specialties=[held(specialty, "2004-01-01")]
    )
    whole = assess(someone, CYCLES[cycle]).requirements
    with asking_alone():
        asked = assess(someone, CYCLES[cycle]).requirements
    for one, other in zip(asked, whole, strict=True):
        assert other.explanation.startswith(f"{one.explanation} ")
        assert str(one.required) in one.explanation
        assert "missing" not in one.explanation
    assert assess(someone, CYCLES[cycle]).requirements == whole


@pytest.mark.django_db
def test_the_statement_and_the_page_say_which_months_the_number_is_of():
    owner = builders.registrant(start=date(2012, 7, 20))
    page = look(owner, cycle="2010-2012")
    assert "says nothing about whether you met it" in page
    assert "General points: 5" in page
    assert SUM in page
    page = look(owner, PAGE, cycle="2010-2012")
    assert SUM in page
    assert page.index("Where this number comes from") < page.index(SUM)
    assert "points count" not in page


@pytest.mark.django_db
def test_with_one_line_the_sentence_is_whole_again():
    owner = builders.registrant(start=date(2012, 7, 20))
    accept(offer(owner, 1, day=date(2012, 9, 3), total=2), at=datetime(2012, 10, 1, tzinfo=LONDON))
    assert f"{SUM} 2 points count, so 3 are missing." in look(owner, PAGE, cycle="2010-2012")
