"""Days off as staff keep them: what may be added and taken away, and whose dates move."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from cet_portal.core import days_off, holidays
from cet_portal.core.models import AuditEvent, BankHoliday, OutboxMessage
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import Deadline, is_working_day
from tests import builders
from tests.racing import together
from tests.sessions_events.building import World

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=LONDON)
DUE, DAY = date(2026, 3, 16), date(2026, 3, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff())


@pytest.fixture
def waiting():
    return builders.application_at("SUBMITTED", at=MONDAY)


def add(staff, day=DAY, name="Closed", at=MONDAY):
    return days_off.add_day_off(day=day, name=name, why="CLOSURE", actor=staff, at=at)


def take_away(staff, day=DAY, at=MONDAY):
    return days_off.take_day_off_away(day_off=BankHoliday.objects.get(date=day), actor=staff, at=at)


def due(case):
    case.refresh_from_db()
    return case.due_on


def test_a_day_is_added_with_who_and_why_and_taken_away_again(staff, waiting):
    assert add(staff) == 1
    assert due(waiting) == DUE + timedelta(days=1)
    day = BankHoliday.objects.get(date=DAY)
    assert (day.why, day.added_by_name, day.added_at) == ("CLOSURE", staff.name, MONDAY)

    assert take_away(staff) == 1
    assert due(waiting) == DUE
    assert waiting.deadline.left_out == ()
    verbs = AuditEvent.objects.filter(verb__startswith="calendar.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "calendar.add_holiday",
        "calendar.move_due_date",
        "calendar.take_holiday_away",
        "calendar.move_due_date",
    ]


def test_a_filled_day_that_was_taken_away_does_not_come_back_by_filling(staff):
    call_command("load_bank_holidays", verbosity=0)
    may_day = date(2026, 5, 4)
    take_away(staff, may_day)

    call_command("load_bank_holidays", verbosity=0)

    assert may_day not in holidays.current()


def test_a_day_that_was_taken_away_can_be_added_again(staff, waiting):
    add(staff)
    take_away(staff)

    assert add(staff, name="Closed after all", at=MONDAY + timedelta(hours=1)) == 1
    assert holidays.current()[DAY] == "Closed after all"


@pytest.mark.parametrize(
    "day, words",
    [
        (date(2026, 3, 7), "is a weekend"),
        (date(2026, 1, 28), "Enter a day from Friday 30 January 2026"),
        (date(2029, 3, 6), "Enter a day up to"),
        (date.min, "Enter a day from"),
        (date.max, "Enter a day up to"),
    ],
)
def test_a_weekend_a_long_past_day_and_a_far_day_are_refused(staff, day, words):
    with pytest.raises(Refused, match=words):
        add(staff, day)


def test_pressed_twice_it_is_added_once(staff, waiting):
    assert (add(staff), add(staff)) == (1, None)
    assert due(waiting) == DUE + timedelta(days=1)


def test_a_colleague_who_adds_the_same_day_reads_that_it_is_there(staff):
    add(staff)
    colleague = builders.actor_of(builders.staff())

    with pytest.raises(Refused, match="is a day off already: Closed"):
        add(colleague)


def test_a_past_day_stays_and_today_may_go(staff):
    add(staff)
    tomorrow = datetime(2026, 3, 11, 0, 5, tzinfo=LONDON)

    with pytest.raises(Refused, match="Due dates were kept by it"):
        take_away(staff, at=tomorrow)

    assert take_away(staff, at=tomorrow - timedelta(minutes=10)) == 0
    assert take_away(staff, at=tomorrow) is None


def test_a_weekend_stays_as_it_is(staff):
    BankHoliday.objects.get_or_create(
        date=date(2026, 12, 26), division=holidays.DIVISION, defaults={"name": "Boxing Day"}
    )

    with pytest.raises(Refused, match="is a weekend"):
        take_away(staff, date(2026, 12, 26))


def test_whoever_has_the_clock_is_mailed_once_when_dates_become_earlier(staff):
    asked = builders.application_at("INFORMATION_REQUESTED", at=MONDAY)
    builders.application_at("IN_REVIEW", at=MONDAY)
    add(staff)
    assert not OutboxMessage.objects.filter(kind="due_dates_earlier").exists()

    take_away(staff)

    mails = OutboxMessage.objects.filter(kind="due_dates_earlier")
    assert {mail.path for mail in mails} == {"/queue/", "/applications/"}
    to_provider = mails.filter(path="/applications/").first()
    assert "Tuesday 10 March 2026 (Closed) is a working day after all" in to_provider.body
    assert asked.c_number in to_provider.body
    assert "A due date is earlier than we said" in to_provider.subject


def test_administrators_are_mailed_the_earlier_dates_of_their_events_in_one_message(staff):
    world = World()
    events = [world.event(), world.event()]
    day, at = events[0].due_on, world.at
    add(staff, day, at=at)
    later = {event.ev_number: due(event) for event in events}

    assert take_away(staff, day, at=at) == 2

    mails = OutboxMessage.objects.filter(kind="due_dates_earlier")
    assert len({mail.to for mail in mails}) == mails.count() > 0
    assert mails[0].subject.startswith("2 due dates are earlier than we said")
    assert all(number in mails[0].body for number in later)
    assert {due(event) for event in events} == {day} < set(later.values()) | {day}


@pytest.mark.parametrize("first", range(10))
@pytest.mark.parametrize("length", [1, 5, 20])
def test_no_due_date_becomes_earlier_than_the_day_that_is_taken_away(first, length):
    """So a day that is not past makes no due date earlier than today."""
    easter = {date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"}
    trigger = date(2026, 3, 26) + timedelta(days=first)
    before = Deadline.explain(trigger, length, easter, rule="A rule")
    for day in easter:
        left = {each: name for each, name in easter.items() if each != day}
        after = before.recounted(left)
        assert is_working_day(after.due_on, left)
        assert after.due_on == before.due_on or day <= after.due_on < before.due_on


def test_what_would_move_is_what_then_moves(staff):
    cases = [builders.application_at(status, at=MONDAY) for status in ("SUBMITTED", "IN_REVIEW")]
    builders.application_at("INFORMATION_REQUESTED", at=MONDAY)
    before = {case.c_number: due(case) for case in cases}

    kinds = days_off.would_move(DAY, name="Closed")

    assert {kind.name: kind.number for kind in kinds} == {
        "applications to decide": 2,
        "answers of providers": 1,
    }
    moves = {move.case.reference: move for kind in kinds for move in kind.examples}
    assert {number: moves[number].from_date for number in before} == before
    assert add(staff) == 3
    assert {case.c_number: due(case) for case in cases} == {
        number: moves[number].to_date for number in before
    }


def test_what_would_move_takes_the_same_queries_for_one_and_for_many(
    django_assert_max_num_queries,
):
    for _each in range(6):
        builders.application_at("SUBMITTED", at=MONDAY)

    # The holidays, and the due dates of each table that keeps some.
    with django_assert_max_num_queries(5):
        (kind,) = days_off.would_move(DAY, name="Closed")
        assert [move.case.reference for move in kind.examples]

    assert (kind.number, len(kind.examples)) == (6, 3)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_people_add_the_same_day_and_dates_move_once(self):
        waiting = builders.application_at("SUBMITTED", at=MONDAY)
        one, other = (builders.actor_of(builders.staff()) for _each in range(2))

        outcomes = together(lambda: add(one), lambda: add(other))

        assert outcomes.count(1) == 1
        assert sum(isinstance(each, Refused) for each in outcomes) == 1
        assert due(waiting) == DUE + timedelta(days=1)

    def test_two_people_add_different_days_and_both_count(self):
        waiting = builders.application_at("SUBMITTED", at=MONDAY)
        one, other = (builders.actor_of(builders.staff()) for _each in range(2))

        outcomes = together(lambda: add(one), lambda: add(other, date(2026, 3, 11)))

        assert outcomes == [1, 1]
        assert due(waiting) == DUE + timedelta(days=2)
        assert len(waiting.deadline.left_out) == 2

    def test_a_day_is_taken_away_twice_and_dates_move_once(self):
        waiting = builders.application_at("SUBMITTED", at=MONDAY)
        one, other = (builders.actor_of(builders.staff()) for _each in range(2))
        add(one)

        outcomes = together(lambda: take_away(one), lambda: take_away(other))

        assert sorted(outcomes, key=str) == [1, None]
        assert due(waiting) == DUE
