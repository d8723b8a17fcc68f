"""Distance learning: uploads and nil returns, month by month."""

from datetime import date, timedelta

import pytest

from cet_portal.core.permissions import Refused
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.models import Event
from sessions_events.views.months import month_lines
from tests import builders
from tests.racing import together
from tests.sessions_events.building import DECLARATION, World, london
from tests.sessions_events.sending import csv_of, number_of, sent_file

pytestmark = pytest.mark.django_db
FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def far(db):
    """A provider of distance learning."""
    return World(at=london(2026, 2, 1)).teaches_at_a_distance()


@pytest.fixture
def course(far):
    """Open from 10 February to noon on 20 April 2026, declared on its second day."""
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    return services.declare(
        event=event, values=DECLARATION, actor=far.admin, at=london(2026, 2, 11)
    )


def nil(far, event, month, at):
    return services.make_nil_return(event=event, month=month, actor=far.admin, at=at)


def send(far, event, person, at):
    return far.upload(event, (1, person.entries.get().number, person.surname), at=at)


def nobody_completed(far, event):
    """The declaration is corrected while the course is open."""
    services.correct_declaration(
        event=event,
        values={**DECLARATION, "completers": 0},
        number=1,
        reason="They only enrolled.",
        actor=far.admin,
        at=london(2026, 4, 1),
    )


def states(event):
    found = event.duties.order_by("due_on", "pk")
    return [(each.closed_on, each.nil_return, each.was_late) for each in found]


def now(event):
    return Event.objects.get(pk=event.pk)


OPEN = (None, False, False)


def test_it_can_be_declared_from_its_start_and_not_before(far):
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    before = {"event": event, "values": DECLARATION, "actor": far.admin}

    with pytest.raises(Refused):
        services.declare(**before, at=london(2026, 2, 9))

    assert services.declare(**before, at=london(2026, 2, 10)).status == "DECLARED"


def test_nobody_so_far_leaves_it_open(far):
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    nobody = {**DECLARATION, "attendees": 0, "completers": 0}

    declared = services.declare(
        event=event, values=nobody, actor=far.admin, at=london(2026, 2, 10, 10)
    )

    assert declared.status == "DECLARED"
    assert states(event) == [OPEN] * 4


def test_an_upload_settles_its_month_and_leaves_it_open_for_more(far, course, marsh):
    send(far, course, marsh, london(2026, 2, 20))

    assert states(course) == [(date(2026, 2, 20), False, False), OPEN, OPEN, OPEN]
    assert now(course).status == "DECLARED"
    assert now(course).due_on == date(2026, 3, 31)


def test_an_upload_settles_earlier_months_late(far, course, marsh):
    send(far, course, marsh, london(2026, 3, 5))

    done = date(2026, 3, 5)
    assert states(course) == [(done, False, True), (done, False, False), OPEN, OPEN]


def test_an_upload_of_nobody_new_settles_nothing(far, course, marsh):
    send(far, course, marsh, london(2026, 2, 20))

    send(far, course, marsh, london(2026, 3, 20))

    assert states(course)[1] == OPEN
    assert PointEntry.objects.count() == 1


def test_the_first_upload_after_closing_is_the_last(far, course, marsh):
    send(far, course, marsh, london(2026, 4, 20, 13))

    assert now(course).status == "UPLOADED"
    assert now(course).due_on is None
    assert [late for _day, _nil, late in states(course)] == [True, True, False, False]


def test_an_upload_on_the_closing_day_before_it_closes_is_not_the_last(far, course, marsh):
    send(far, course, marsh, london(2026, 4, 20, 11))

    assert now(course).status == "DECLARED"
    assert states(course)[-1] == OPEN


def test_a_nil_return_settles_one_month(far, course):
    nil(far, course, FEBRUARY, london(2026, 2, 27))

    assert states(course) == [(date(2026, 2, 27), True, False), OPEN, OPEN, OPEN]
    assert now(course).due_on == date(2026, 3, 31)


def test_a_late_nil_return_is_recorded_late(far, course):
    nil(far, course, FEBRUARY, london(2026, 3, 1, 0, 1))

    assert states(course)[0] == (date(2026, 3, 1), True, True)


def test_the_last_nil_return_settles_all_that_is_left(far, course):
    nobody_completed(far, course)
    nil(far, course, None, london(2026, 4, 21))

    assert now(course).status == "UPLOADED"
    assert all(nil_return for _day, nil_return, _late in states(course))
    change = queries.timeline(course).last()
    assert (change.step, change.actor_name) == ("finish", far.admin.name)


def test_the_last_nil_return_waits_while_somebody_was_declared_and_nobody_uploaded(far, course):
    with pytest.raises(Refused, match="2 were declared as completers, nobody has been uploaded"):
        nil(far, course, None, london(2026, 4, 21))

    assert now(course).status == "DECLARED"


def test_the_last_nil_return_after_an_upload_of_fewer_is_taken(far, course, marsh):
    send(far, course, marsh, london(2026, 4, 20, 11))

    nil(far, course, None, london(2026, 4, 21))

    assert now(course).status == "UPLOADED"


@pytest.mark.parametrize(
    "month, at, words",
    [
        (MARCH, london(2026, 2, 20), "has not begun"),
        (date(2026, 9, 1), london(2026, 2, 20), "Nothing has to be said"),
        (None, london(2026, 4, 20, 11), "still open"),
    ],
)
def test_a_nil_return_out_of_time_is_refused(far, course, month, at, words):
    with pytest.raises(Refused, match=words):
        nil(far, course, month, at)


def test_a_nil_return_twice_is_said_to_be_done(far, course):
    nil(far, course, FEBRUARY, london(2026, 2, 20))

    with pytest.raises(Refused, match="A nil return was made on 20 February 2026"):
        nil(far, course, FEBRUARY, london(2026, 2, 21))


def test_a_nil_return_after_the_upload_of_the_month_is_refused(far, course, marsh):
    send(far, course, marsh, london(2026, 2, 20))

    with pytest.raises(Refused, match="Done on 20 February 2026"):
        nil(far, course, FEBRUARY, london(2026, 2, 21))


def test_a_nil_return_needs_the_declaration(far):
    event = far.course(london(2026, 2, 10), london(2026, 4, 20))

    with pytest.raises(Refused, match="declaration first"):
        nil(far, event, FEBRUARY, london(2026, 2, 20))


def test_people_uploaded_after_a_nil_return_put_it_right(far, course, marsh):
    nil(far, course, FEBRUARY, london(2026, 2, 20))

    send(far, course, marsh, london(2026, 2, 25))

    assert PointEntry.objects.count() == 1
    assert states(course)[0] == (date(2026, 2, 25), False, False)


def lines_of(far, event, at):
    lines, _to_come = month_lines(Event.objects.get(pk=event.pk), actor=far.admin, at=at)
    return {line.name: (line.words, line.tag) for line in lines}


def test_a_nil_return_that_is_put_right_after_the_months_end_is_late_and_stays_to_be_read(
    far, course, marsh
):
    nil(far, course, FEBRUARY, london(2026, 2, 28))
    nil(far, course, MARCH, london(2026, 3, 31))
    at = london(2026, 4, 14)
    row = (number_of(marsh), "Marsh", "15 March 2026")
    data = csv_of(row, headings=("GOC number", "Surname", "Completed on"))
    sent = sent_file(far, course, data, at=at)

    services.take(upload=sent, actor=far.admin, at=at)

    assert lines_of(far, course, at) == {
        "After it has closed": ("Due by 5 May 2026", ""),
        "April 2026": ("Done on 14 April 2026", ""),
        "March 2026": (
            "Nil return made 31 March 2026, put right by an upload 14 April 2026",
            "Late",
        ),
        "February 2026": ("Nil return on 28 February 2026", ""),
    }


def test_a_last_nil_return_that_is_put_right_is_late(far, course, marsh):
    nobody_completed(far, course)
    nil(far, course, None, london(2026, 4, 21))
    at = london(2026, 6, 1)

    send(far, course, marsh, at)

    assert lines_of(far, course, at)["After it has closed"] == (
        "Nil return made 21 April 2026, put right by an upload 1 June 2026",
        "Late",
    )


def test_others_make_no_nil_return(far, course):
    key = f"provider:{far.provider.pk}"
    deliverer = builders.actor_of(builders.member(far.provider, "EVENT_DELIVERER"), key)
    manager = builders.actor_of(builders.staff("CET_MANAGER"), "staff")

    for actor in (World(at=far.at).admin, deliverer, manager):
        with pytest.raises(Refused):
            services.make_nil_return(
                event=course, month=FEBRUARY, actor=actor, at=london(2026, 2, 20)
            )


def test_ordinary_events_have_no_nil_return(world):
    with pytest.raises(Refused):
        services.make_nil_return(event=world.declared(), month=None, actor=world.admin, at=world.at)


def test_days_while_it_was_held_are_not_the_providers(far):
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    differed = {**DECLARATION, "as_approved": False, "what_differed": "Another tutor."}
    services.declare(event=event, values=differed, actor=far.admin, at=london(2026, 2, 11))

    services.release_declaration(
        event=event,
        reason="Fine.",
        actor=builders.actor_of(builders.staff("CET_MANAGER"), "staff"),
        at=london(2026, 3, 25),
    )

    assert list(event.duties.order_by("pk").values_list("due_on", flat=True)) == [
        date(2026, 4, 10),  # ten working days, over Easter
        date(2026, 4, 10),
        date(2026, 4, 30),
        date(2026, 5, 5),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_nil_return_while_an_upload_is_taken(marsh):
    far = World(at=london(2026, 2, 1)).teaches_at_a_distance()
    event = far.course(london(2026, 2, 10), london(2026, 4, 20, 12))
    at = london(2026, 2, 20)
    services.declare(event=event, values=DECLARATION, actor=far.admin, at=at)

    outcomes = together(
        lambda: nil(far, event, FEBRUARY, at),
        lambda: send(far, event, marsh, at + timedelta(seconds=1)),
    )

    # Whoever was first: the person has the points, and no nil return stands against them.
    assert not isinstance(outcomes[1], Exception)
    assert PointEntry.objects.count() == 1
    assert states(event)[0] == (date(2026, 2, 20), False, False)


@pytest.mark.parametrize(
    "typed, words",
    [
        ("15 April 2026", "The day of completion, 15 April 2026, is still to come."),
        ("9 February 2026", "The day of completion lies outside the days of the event."),
    ],
)
def test_a_day_of_completion_outside_is_told_from_one_to_come(far, course, marsh, typed, words):
    data = csv_of(
        (number_of(marsh), "Marsh", typed), headings=("GOC number", "Surname", "Completed on")
    )

    sent = sent_file(far, course, data, at=london(2026, 3, 10))

    assert sent.rows.get().sentence == words
