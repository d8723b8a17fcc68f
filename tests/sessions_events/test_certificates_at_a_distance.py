"""Certificates of distance learning for somebody who was not uploaded: the day is asked for."""

from datetime import date

import pytest

from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.models import CompletionCertificate
from tests.sessions_events.building import DECLARATION, World, london
from tests.sessions_events.certifying import number_of, printed, words
from tests.sessions_events.test_views_delivering import text_of, url

pytestmark = pytest.mark.django_db
AT = london(2026, 3, 10)
DAY = date(2026, 2, 20)


@pytest.fixture
def far(db):
    return World(at=london(2026, 2, 1)).teaches_at_a_distance()


@pytest.fixture
def course(far):
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    return services.declare(
        event=event, values=DECLARATION, actor=far.admin, at=london(2026, 2, 11)
    )


def issue(far, event, person, day=None):
    return services.issue_certificate(
        event=event,
        number=number_of(person),
        surname=person.surname,
        completed_on=day,
        actor=far.admin,
        at=AT,
    )


def test_the_day_is_asked_for_and_printed(far, course, marsh):
    with pytest.raises(services.DayMissing, match="Enter the day"):
        issue(far, course, marsh)

    certificate = issue(far, course, marsh, DAY)

    assert queries.what_it_says(certificate).completed_on == DAY
    assert "on Friday 20 February 2026" in words(printed(certificate))


@pytest.mark.parametrize(
    "day, sentence",
    [
        (date(2026, 2, 9), "outside the days of the event"),
        (date(2026, 3, 11), "11 March 2026, is still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused(far, course, marsh, day, sentence):
    with pytest.raises(Refused, match=sentence):
        issue(far, course, marsh, day)


def test_after_the_upload_its_day_counts_and_none_is_asked_for(far, course, marsh):
    first = issue(far, course, marsh, DAY)
    far.upload(course, (1, number_of(marsh), "Marsh"), at=AT)
    assert queries.what_it_says(first).completed_on == AT.date()
    services.withdraw_certificate(certificate=first, reason="x", actor=far.admin, at=AT)

    assert queries.what_it_says(issue(far, course, marsh)).completed_on == AT.date()


def test_the_page_asks_at_its_field_and_keeps_what_was_typed(far, course, marsh, time_machine):
    time_machine.move_to(AT)
    address = url("certificates", course.ev_number)
    data = {"number": number_of(marsh), "surname": "Marsh"}

    page = text_of(far.client.post(address, data))

    assert "Enter the day on which the person completed it" in page
    assert 'href="#id_completed_on_day"' in page or 'href="#id_completed_on' in page
    assert number_of(marsh) in page
    day = {"completed_on_day": "20", "completed_on_month": "2", "completed_on_year": "2026"}
    far.client.post(address, {**data, **day})
    assert CompletionCertificate.objects.get().completed_on == DAY


def test_other_events_have_a_day_of_their_own_and_ask_for_none(world):
    page = text_of(world.client.get(url("certificates", world.event().ev_number)))

    assert "Day of completion" not in page
