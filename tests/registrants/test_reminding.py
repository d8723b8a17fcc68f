"""People are reminded of what waits for them, until nothing does."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent, OutboxMessage
from registrants import queries, services, tasks
from registrants.models import Reminder
from tests import builders
from tests.registrants.building import accept, offer

pytestmark = pytest.mark.django_db

ARRIVED = datetime(2027, 6, 10, 18, tzinfo=LONDON)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


def remind(day: date) -> None:
    due = list(queries.reminders_due(day))
    services.remind(reminders=due, actor=CLOCK, at=at(day))


def mails():
    return OutboxMessage.objects.filter(kind="points_waiting").order_by("pk")


def test_points_that_arrive_store_the_day_of_the_reminder():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    assert Reminder.objects.get(registrant=someone).due_on == date(2027, 6, 17)


def test_somebody_without_an_account_has_no_reminder_until_they_have_one():
    someone = builders.registrant()
    user, someone.user = someone.user, None
    someone.save()
    offer(someone, at=ARRIVED)
    assert not Reminder.objects.exists()
    services.connect_account(registrant=someone, user=user, actor=CLOCK, at=at(date(2027, 8, 1)))
    assert Reminder.objects.get().due_on == date(2027, 8, 17)


def test_the_message_gives_number_and_value_and_the_next_day_is_stored():
    someone = builders.registrant()
    offer(someone, 1, total=3, at=ARRIVED)
    offer(someone, 2, total=2, at=ARRIVED + timedelta(days=3))
    remind(date(2027, 6, 17))
    mail = mails().get()
    assert mail.subject == "5 CET points are waiting for you"
    assert "They are 2 entries" in mail.body
    assert "11:59pm on Friday 31 December 2027" in mail.body
    assert Reminder.objects.get().due_on == date(2027, 7, 17)
    assert AuditEvent.objects.filter(verb="points.remind").count() == 1


def test_the_message_names_the_statements_that_are_missing():
    someone = builders.registrant()
    offer(someone, 1, at=ARRIVED)
    written = accept(offer(someone, 2, peer_review=True), at=at(date(2027, 6, 12)))
    services.write_reflection(
        entry=written, text="We ask.", actor=builders.actor_of(someone.user), at=at(ARRIVED.date())
    )
    missing = accept(offer(someone, 3, peer_review=True), at=at(date(2027, 6, 12)))
    remind(date(2027, 6, 17))
    body = mails().get().body
    assert "Peer review counts only with its reflection statement. 1 is missing;" in body
    assert "Subject 3, 4 March 2027:" in body
    assert f"/statement/lines/{missing.pk}/reflection/" in body
    assert "Subject 2" not in body


def test_the_message_says_nothing_of_statements_where_none_is_missing():
    someone = builders.registrant()
    offer(someone, 1, at=ARRIVED)
    remind(date(2027, 6, 17))
    assert "reflection" not in mails().get().body


def test_reminders_stop_at_once_when_everything_is_accepted():
    someone = builders.registrant()
    accept(offer(someone, at=ARRIVED), at=at(date(2027, 6, 12)))
    remind(date(2027, 6, 17))
    assert not mails()
    assert not Reminder.objects.exists()


def test_after_an_outage_one_message_and_not_one_for_each_day_missed():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    remind(date(2027, 12, 20))
    remind(date(2027, 12, 20))
    assert mails().count() == 1
    assert Reminder.objects.get().due_on == date(2027, 12, 28)


def test_the_last_reminder_is_the_last():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    remind(date(2027, 12, 30))
    assert mails().count() == 1
    assert not Reminder.objects.exists()


def test_less_often_moves_the_next_day():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    actor = builders.actor_of(someone.user, "registrant")
    services.change_frequency(
        registrant=someone, frequency="FEWEST", actor=actor, at=at(date(2027, 6, 11))
    )
    assert Reminder.objects.get().due_on == date(2027, 12, 1)


def test_as_many_queries_for_many_people_as_for_one(django_assert_max_num_queries):
    for number in range(1, 31):
        offer(builders.registrant(), number, at=ARRIVED)
    due = list(queries.reminders_due(date(2027, 6, 17)))
    assert len(due) == 30
    with django_assert_max_num_queries(12):
        services.remind(reminders=due, actor=CLOCK, at=at(date(2027, 6, 17)))
    assert mails().count() == 30


def test_new_points_do_not_bring_a_reminder_days_after_the_last_one():
    someone = builders.registrant()
    offer(someone, 1, at=at(date(2027, 11, 20)))
    remind(date(2027, 11, 27))
    offer(someone, 2, at=at(date(2027, 11, 28)))
    assert Reminder.objects.get().due_on == date(2027, 12, 5)
    remind(date(2027, 12, 5))
    assert Reminder.objects.get().due_on == date(2027, 12, 17)


def test_new_points_have_their_week_when_nothing_else_waits_any_more():
    someone = builders.registrant()
    first = offer(someone, 1, at=ARRIVED)
    remind(date(2027, 6, 17))
    accept(first, at=at(date(2027, 7, 1)))
    offer(someone, 2, at=at(date(2027, 7, 15)))
    assert Reminder.objects.get().due_on == date(2027, 7, 22)


def test_the_page_promises_nothing_when_nothing_waits_and_never_a_day_that_is_past():
    someone = builders.registrant()
    line = offer(someone, at=ARRIVED)
    with time_machine.travel(at(date(2027, 6, 25)), tick=False):
        client = builders.client_for(someone.user)
        assert "Friday 25 June 2027" in client.get("/statement/reminders/").content.decode()
        accept(line, at=at(date(2027, 6, 25)))
        assert "Nothing waits for you now" in client.get("/statement/reminders/").content.decode()


def test_the_page_says_when_no_more_reminders_come():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    remind(date(2027, 12, 30))
    with time_machine.travel(at(date(2027, 12, 31)), tick=False):
        page = builders.client_for(someone.user).get("/statement/reminders/").content.decode()
    assert "No further reminder comes" in page
    assert "11:59pm on Friday 31 December 2027" in page


def test_the_timer_finds_them():
    offer(builders.registrant(), at=ARRIVED)
    with time_machine.travel(at(date(2027, 6, 17)), tick=False):
        tasks.remind()
    assert mails().count() == 1


def test_the_page_shows_the_next_day_and_keeps_the_wish():
    someone = builders.registrant()
    offer(someone, at=ARRIVED)
    with time_machine.travel(at(date(2027, 6, 11)), tick=False):
        client = builders.client_for(someone.user)
        page = client.get("/statement/reminders/")
        assert "Thursday 17 June 2027" in page.content.decode()
        client.post("/statement/reminders/", {"frequency": "FEWER"})
        someone.refresh_from_db()
        assert someone.reminders == "FEWER"
        answer = client.post("/statement/reminders/", {"frequency": "NEVER"})
        assert "govuk-error-summary" in answer.content.decode()
