"""The statement explains a choice, and what does not count yet."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from cet_portal.core.clock import LONDON
from tests import builders
from tests.registrants.building import LAST_SECOND, NEW_YEAR, WINTER, accept, offer

pytestmark = pytest.mark.django_db


def look(owner, address="/statement/", at=WINTER, **query):
    with time_machine.travel(at, tick=False):
        page = builders.client_for(owner.user).get(address, query).content.decode()
    return " ".join(page.split())


def with_lens(**changed):
    owner = builders.registrant(**changed)
    owner.specialties.create(specialty="CONTACT_LENS", start="2020-01-01")
    return owner


def test_a_contact_lens_optician_has_a_bar_for_the_specialty_and_reads_what_each_way_adds():
    owner = with_lens(profession="DISPENSING_OPTICIAN")
    accept(offer(owner, 1, total=4, specialty="CONTACT_LENS", units=("D1",)))
    waiting = offer(owner, 2, total=3, specialty="CONTACT_LENS", units=("D1",))
    page = look(owner)
    assert "4 of 18 points obtained, 3 pending" in page
    line = look(owner, reverse("compliance:line", args=[waiting.pk]))
    for each in (page, line):
        assert "Specialist points: contact lens: 4 becomes 7 of 18." in each
        assert "General points: 0 becomes 3 of 18." in each
        assert "Either way: Interactive points: 1 becomes 2 of 18." in each


def test_without_the_profession_of_the_specialty_it_adds_nothing_as_a_specialist_point():
    owner = with_lens()
    offer(owner, specialty="CONTACT_LENS")
    page = look(owner)
    assert "Specialist points" not in page
    assert "It adds nothing." in page


def test_who_does_not_hold_the_specialty_reads_that_it_does_not_count():
    owner = builders.registrant()
    offer(owner, specialty="CONTACT_LENS")
    assert "it does not count: for a specialty not held on the day." in look(owner)


def test_where_general_is_met_already_the_choice_says_so():
    owner = builders.registrant()
    accept(offer(owner, 1, total=36))
    offer(owner, 2, specialty="CONTACT_LENS")
    assert "36 becomes 39 of 36. This is met already." in look(owner)


def test_once_met_accepting_still_says_what_it_adds():
    owner = builders.registrant()
    accept(offer(owner, 1, total=36))
    offer(owner, 2, total=3)
    assert "If you accept, you will have <strong>39 of 36</strong>" in look(owner)


def test_peer_review_without_its_reflection_explains_the_difference():
    owner = builders.registrant()
    line = offer(owner, 1, total=3, peer_review=True)
    offer(owner, 2, total=2)
    page = look(owner)
    assert "If you accept, you will have <strong>2 of 36</strong>" in page
    assert "3 of these points are for peer review without its reflection statement" in page
    page = look(owner, reverse("compliance:line", args=[line.pk]))
    assert "It adds nothing. Peer review counts only with its reflection statement" in page


def test_the_last_day_is_today():
    owner = builders.registrant()
    offer(owner)
    assert "That is today." in look(owner, at=LAST_SECOND)
    page = look(owner, at=datetime(2027, 12, 30, 12, tzinfo=LONDON))
    assert "1 working day left." in page


def test_an_empty_cycle_of_the_past_says_that_nothing_is_recorded():
    owner = builders.registrant()
    assert "Nothing is recorded for this cycle." in look(owner, at=NEW_YEAR, cycle="2025-2027")
    assert "The CET you complete in this cycle appears here." in look(owner)
