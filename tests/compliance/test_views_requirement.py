"""The statement at a glance, and the page of one requirement."""

from datetime import date, datetime

import pytest
import time_machine

from cet_portal.core.clock import LONDON
from compliance.rules.closing import in_figures, in_short, key_of, what_closes
from compliance.rules.remedies import Remedies
from compliance.rules.result import Requirement
from registrants import services
from tests import builders
from tests.registrants.building import NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db
PAGE = "/statement/requirements/"


def look(owner, address="/statement/", at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        response = builders.client_for(owner.user).get(address, query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def owner():
    """An optometrist with 30 points, 4 that wait, and one of before who counts nowhere."""
    found = builders.registrant()
    accept(offer(found, 1, total=30, interactive=15, units=("O1", "O2", "O3", "O4", "O5", "O6")))
    offer(found, 2, total=4, interactive=4, units=("O7",))
    accept(offer(found, 3, total=2, interactive=0, under="01-00123"))
    return found


def test_the_statement_says_first_what_is_missing(owner):
    page = look(owner)
    assert "0 of 4 requirements are met. Still missing:" in page
    assert (
        '<a class="govuk-link" href="#general-points">General points</a>: <strong>6 points' in page
    )
    assert "<strong>3 interactive points</strong> (accepting what waits closes it)" in page
    assert "<strong>units O7 and O8</strong>" in page
    assert "CET in these units closes it: O7 Contact lenses, O8 Binocular vision." in page
    assert "A peer review with its reflection statement closes it." in page
    assert page.index("Still missing:") < page.index("points are waiting for you")


def test_what_decides_and_the_years_stand_apart(owner):
    page = look(owner)
    assert "Advisory: it does not decide the cycle" in page
    assert page.index("In each year") < page.index("Points in 2025")
    # A year that is over says what was missing.
    assert "Missing: 6 points." in page
    glance = page[page.index("Still missing:") : page.index("What you need")]
    assert "Points in" not in glance


def test_a_page_for_each_requirement_shows_what_counts_and_what_does_not(owner):
    page = look(owner, f"{PAGE}interactive-points/")
    assert "15 of 18 interactive points obtained, 4 pending" in page
    assert "Half of 36 whole months on the register (January 2025 to December 2027): 18." in page
    counted, waiting = page.index("What counts towards it"), page.index("Counts when you accept")
    others = page.index("What does not count towards it, and why")
    assert counted < page.index("Subject 1") < waiting < page.index("Subject 2") < others
    assert "Under an earlier registration number: 1 entry" in page[others:]
    assert "Subject 3" in page[others:]


def test_units_are_listed_with_how_many_entries_name_each(owner):
    page = look(owner, f"{PAGE}competency-units/")
    assert "O6</span> Ocular abnormalities, 1 entry" in page
    assert "O8</span> Binocular vision</li>" in page
    assert "T1" not in page


def test_peer_review_without_reflection_says_so(owner):
    actor = builders.actor_of(owner.user)
    line = accept(offer(owner, 4, total=3, peer_review=True))
    page = look(owner, f"{PAGE}peer-review/")
    assert "Counts when you write its reflection statement" in page
    assert "No peer review: " in page
    services.write_reflection(entry=line, text="We now ask.", actor=actor, at=WINTER)
    assert "1 of 1 peer review done" in look(owner, f"{PAGE}peer-review/")


def test_a_contact_lens_optician_needs_a_peer_review_of_the_specialty():
    owner = builders.registrant(profession="DISPENSING_OPTICIAN")
    owner.specialties.create(specialty="CONTACT_LENS", start="2016-01-01")
    assert "A peer review of your specialty, with specialist points" in look(owner)
    assert "Specialist points: contact lens" in look(
        owner, f"{PAGE}specialist-points-contact-lens/"
    )
    assert "C1</span>" in look(owner, f"{PAGE}competency-units/")


def test_once_the_cycle_is_over_it_says_what_was_missing(owner):
    page = look(owner, f"{PAGE}general-points/", NEW_YEAR, cycle="2025-2027")
    assert "Not met" in page
    assert "Missing: 6 points." in page
    assert "Missing:" in look(owner, at=NEW_YEAR, cycle="2025-2027")


def test_every_cycle_has_its_requirements(owner):
    accept(
        offer(owner, 9, day=date(2017, 5, 4), units=("O3",)), at=datetime(2017, 6, 1, tzinfo=LONDON)
    )
    page = look(owner, cycle="2016-2018")
    assert "1 CET on standards of practice" in page
    assert "<strong>7 units</strong>" in page


def test_an_old_cycle_without_a_record_is_not_called_unmet(owner):
    page = look(owner, cycle="2016-2018")
    assert "says nothing about whether you met it" in page
    assert "General points: 36" in page
    assert "Not met" not in page
    for key, required in (("general-points", 36), ("competency-units", 8)):
        page = look(owner, f"{PAGE}{key}/", cycle="2016-2018")
        assert "says nothing about whether you met it" in page
        assert f"Required: {required}" in page
        for claim in ("Not met", "Missing", "missing", "when you have accepted", "Nothing so far"):
            assert claim not in page
    assert "O7" in page


def test_who_has_left_is_shown_the_way_back(owner):
    assert "What you need to come back" not in look(owner)
    owner.entries.update(end=date(2027, 6, 30))
    assert "What you need to come back" in look(owner)


def test_to_who_has_left_only_what_acceptance_adds_is_said(owner):
    assert "Plan ahead" in look(owner)
    assert "more close it" in look(owner, f"{PAGE}general-points/")
    owner.entries.update(end=date(2027, 6, 30))
    for page in (look(owner), look(owner, f"{PAGE}general-points/")):
        assert "more close it" not in page
        assert "closes it: O7" not in page
        assert "Plan ahead" not in page
        assert "events to come do not count here" in page
        assert "What you need to come back" in page
    page = look(owner)
    assert "Still missing" not in page
    assert "Missing: 1 peer review." in page
    page = look(owner, f"{PAGE}competency-units/")
    assert "Accepting what waits for you adds" in page
    planner = look(owner, "/planner/")
    assert "What waits on your statement can still be accepted" in planner
    for gone in ("Events that close it", "What might change", " missing</strong>"):
        assert gone not in planner


@pytest.mark.parametrize(
    "address", ["x/", "general-points-2027/", "specialist-points-contact-lens/", "annual-minimum/"]
)
def test_what_is_not_required_has_no_page(owner, address):
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(owner.user)
        assert client.get(f"{PAGE}{address}").status_code == 404
        assert client.get(f"{PAGE}general-points/?cycle=1066-1068").status_code == 404
        assert client.get(f"{PAGE}annual-minimum-2027/").status_code == 200


def test_its_queries_do_not_grow(owner, django_assert_max_num_queries):
    for number in range(10, 40):
        accept(offer(owner, number, total=1))
    with time_machine.travel(WINTER, tick=False):
        client = builders.client_for(owner.user)
        client.get(f"{PAGE}general-points/")
        with django_assert_max_num_queries(16):
            client.get(f"{PAGE}general-points/")


def test_others_have_none(owner):
    staff = builders.client_for(builders.staff(), "staff")
    assert staff.get(f"{PAGE}general-points/").status_code == 403


def test_the_line_says_towards_what_it_counts(owner):
    line = owner.points.get(event_reference="EV-80001")
    page = look(owner, f"/statement/lines/{line.pk}/")
    assert "General points, interactive points, competency units" in page
    assert "O1, O2, O3" in page


def requirement(code, required, obtained, **more):
    return Requirement(
        code=code, required=required, obtained=obtained, rule="", explanation="", **more
    )


def test_sentences_for_each_requirement():
    one = requirement("GENERAL_POINTS", 36, 35)
    assert in_short(one) == "1 point"
    assert what_closes(one, Remedies(), units={}) == "1 point more closes it."
    assert what_closes(one, Remedies(1), units={}) == "Accepting what waits for you closes it."
    units = requirement("COMPETENCY_UNITS", 8, 1, units_missing=tuple("ABCDEFG"))
    assert what_closes(units, Remedies(), units={}) == "CET in 7 units closes it."
    two = requirement("INTERACTIVE_POINTS", 18, 10)
    assert what_closes(two, Remedies(3), units={}).startswith(
        "8 interactive points more close it. Accepting"
    )
    assert what_closes(two, Remedies(), units={}, is_over=True) == "Missing: 8 interactive points."
    assert what_closes(requirement("PEER_REVIEW", 1, 1), Remedies(), units={}) == ""
    assert key_of(requirement("ANNUAL_MINIMUM", 6, 0, year=2027)) == "annual-minimum-2027"
    assert in_figures(one) == "35 of 36 points obtained"
    for code, number, required, words in (
        ("GENERAL_POINTS", 4, 1, "4 points obtained, 1 required"),
        ("GENERAL_POINTS", 0, 1, "0 of 1 point obtained"),
        ("INTERACTIVE_POINTS", 20, 18, "20 interactive points obtained, 18 required"),
        ("PEER_REVIEW", 3, 1, "3 peer reviews done, 1 required"),
        ("STANDARDS_OF_PRACTICE", 2, 1, "2 done, 1 required"),
    ):
        assert in_figures(requirement(code, required, number)) == words
    lens = requirement("SPECIALIST_POINTS", 18, 0, specialty="CONTACT_LENS")
    assert (key_of(lens), lens.label) == (
        "specialist-points-contact-lens",
        "Specialist points: contact lens",
    )
