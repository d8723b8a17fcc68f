"""Who is told about a clock before it runs out, when it has run out, and before approvals end."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from approvals import notifications, services, tasks
from cet_portal.accounts.roles import Role
from cet_portal.core import clock, deadlines, holidays
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import ClockShift, OutboxMessage, SweepRun
from cet_portal.core.workdays import add_working_days
from cet_portal.scheme import queries as scheme_queries
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db


def day(number, hour=9, minute=0):
    """An hour on the working day that lies so many after the submission, which is yet to come.

    Whoever has 10 working days has until the end of day 10.
    """
    builders.reference()
    first = add_working_days(clock.london_date(timezone.now()), 5, holidays.current())
    found = add_working_days(first, number, holidays.current())
    return datetime.combine(found, time(hour, minute), tzinfo=clock.LONDON)


def end_of_cycle(*, days_before=0, hour=9, minute=0):
    """An hour so many days before the last day of a cycle that is yet to begin."""
    builders.reference()
    present = scheme_queries.cycle_on(clock.london_date(timezone.now()))
    ends = scheme_queries.cycle_on(present.last_day + timedelta(days=1)).last_day
    found = ends - timedelta(days=days_before)
    return datetime.combine(found, time(hour, minute), tzinfo=clock.LONDON)


def on(at, timer=tasks.remind):
    """What this timer writes when it runs at `at`: pairs of an address and a kind, sorted."""
    seconds = int((at - timezone.now()).total_seconds())
    ClockShift.objects.update_or_create(only_row=True, defaults={"seconds": seconds})
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    timer()
    new = OutboxMessage.objects.exclude(pk__in=before)
    return sorted(new.values_list("to", "kind"))


@pytest.fixture
def manager():
    return builders.staff(Role.CET_MANAGER)


@pytest.fixture
def reviewer():
    return builders.approver(at=day(0, 10))


def case(status, reviewer=None, **changed):
    provider, admin = builders.provider_with(at=day(0, 10) - timedelta(days=60))
    row = builders.application_at(
        status, provider=provider, approver=reviewer, at=day(0, 10), **changed
    )
    return row, admin


def test_an_approver_is_reminded_3_and_1_working_days_before(reviewer):
    case("IN_REVIEW", reviewer)

    assert on(day(6, 23)) == []
    assert on(day(7)) == [(reviewer.email, "decision_due_soon")]
    assert on(day(7, 11)) == []
    assert on(day(8)) == []
    assert on(day(9)) == [(reviewer.email, "decision_due_soon")]
    assert on(day(9) + timedelta(days=1)) == []
    assert on(day(10)) == []


def test_the_words_say_the_day_and_how_many_are_left(reviewer):
    row, _admin = case("IN_REVIEW", reviewer)
    on(day(7))

    message = OutboxMessage.objects.get(kind="decision_due_soon")
    assert message.subject == f"{row.c_number}: decide by {date_format(row.due_on, 'j F Y')}"
    words = f"Decide by 11:59pm on {date_format(row.due_on, 'l j F Y')}. 3 working days are left."
    assert words in message.body
    assert message.path == f"/queue/{row.c_number}/"


def test_after_an_outage_only_the_last_step_is_made_up_for(reviewer):
    case("IN_REVIEW", reviewer)

    assert on(day(10, 9)) == [(reviewer.email, "decision_due_soon")]
    assert "That is today." in OutboxMessage.objects.get(kind="decision_due_soon").body
    assert on(day(10, 10)) == []


def test_a_day_missed_between_the_steps_is_made_up_for(reviewer):
    case("IN_REVIEW", reviewer)

    assert on(day(8)) == [(reviewer.email, "decision_due_soon")]
    assert on(day(9)) == [(reviewer.email, "decision_due_soon")]


def test_a_provider_that_was_asked_is_reminded(reviewer):
    row, admin = case("INFORMATION_REQUESTED", reviewer)

    assert on(day(7)) == [(admin.email, "answer_due_soon")]
    assert on(day(9)) == [(admin.email, "answer_due_soon")]
    message = OutboxMessage.objects.filter(kind="answer_due_soon").last()
    assert "MyCET rejects the application" in message.body
    assert message.path == f"/applications/{row.c_number}/"


def test_a_provider_is_reminded_of_the_last_day_to_appeal(reviewer):
    _row, admin = case("REJECTED", reviewer)

    assert on(day(17)) == [(admin.email, "appeal_ends_soon")]
    assert on(day(19)) == [(admin.email, "appeal_ends_soon")]
    assert on(day(21), tasks.tell_late) == []


def test_who_decides_an_appeal_is_reminded(reviewer):
    second = builders.approver(at=day(0, 10))
    row, _admin = case("UNDER_APPEAL", reviewer)
    assert row.approver_id != reviewer.pk
    assert row.approver_id == second.pk

    assert on(day(7)) == [(second.email, "decision_due_soon")]
    assert "The appeal against the rejection" in OutboxMessage.objects.latest("pk").body


def test_the_manager_is_reminded_of_what_nobody_has(manager):
    case("SUBMITTED")

    assert on(day(7)) == [(manager.email, "still_no_approver")]


def test_a_clock_of_3_days_is_not_reminded_on_the_day_it_begins(reviewer):
    case("ANSWERED", reviewer)  # due on day 3

    assert on(day(0, 12)) == []
    assert on(day(2)) == [(reviewer.email, "decision_due_soon")]


def test_an_extended_clock_reminds_anew(reviewer):
    row, _admin = case("IN_REVIEW", reviewer)
    assert len(on(day(9))) == 1
    services.extend_clock(
        application=row,
        working_days=5,
        reason="Ill.",
        actor=builders.MANAGER,
        at=day(9, 12),
    )

    assert on(day(9, 13)) == []
    assert on(day(12)) == [(reviewer.email, "decision_due_soon")]
    assert on(day(14)) == [(reviewer.email, "decision_due_soon")]


def test_a_bank_holiday_proclaimed_meanwhile_moves_the_reminder(reviewer):
    case("IN_REVIEW", reviewer)
    three_days_before = day(7)
    deadlines.add_holiday(day=day(5).date(), name="A wedding", actor=builders.MANAGER, at=day(3))

    assert on(three_days_before) == []
    assert len(on(day(7))) == 1


def test_a_late_decision_is_told_once_to_the_approver_the_manager_and_the_provider(
    manager, reviewer
):
    row, admin = case("IN_REVIEW", reviewer)

    assert on(day(10, 23), tasks.tell_late) == []
    assert on(day(11), tasks.tell_late) == sorted(
        [
            (reviewer.email, "your_decision_late"),
            (manager.email, "decision_late"),
            (admin.email, "your_application_late"),
        ]
    )
    words = "The CET manager has been told that it is late. Nothing is approved by the clock"
    body = OutboxMessage.objects.get(kind="your_application_late").body
    page = builders.client_for(admin).get(f"/applications/{row.c_number}/").content.decode()
    assert words in body
    assert words in page
    assert "fast track" not in body
    assert on(day(12), tasks.tell_late) == []
    row.refresh_from_db()
    assert row.status == "IN_REVIEW"


def test_a_late_appeal_is_told_too(manager, reviewer):
    second = builders.approver(at=day(0, 10))
    case("UNDER_APPEAL", reviewer)

    assert (second.email, "your_decision_late") in on(day(11), tasks.tell_late)
    assert "must not be offered" in OutboxMessage.objects.get(kind="decision_late").body
    assert "Your appeal about" in OutboxMessage.objects.get(kind="your_application_late").body


def test_a_late_fast_track_says_who_decides_about_the_fee(manager, reviewer):
    row, admin = case("IN_REVIEW", reviewer, fast_track=True)
    provider_services.record_payment(
        fee=provider_queries.fees_about(row.c_number).get(),
        paid_on=day(0).date(),
        reference="BACS 1",
        actor=builders.MANAGER,
        at=day(0, 11),
    )

    on(day(4), tasks.tell_late)

    words = "You paid for the fast track: GOC staff decide what becomes of the fee."
    page = builders.client_for(admin).get(f"/applications/{row.c_number}/").content.decode()
    assert words in OutboxMessage.objects.get(kind="your_application_late").body
    assert words in page


def test_what_nobody_has_is_told_late_to_the_manager_and_the_provider(manager):
    _row, admin = case("SUBMITTED")

    assert on(day(11), tasks.tell_late) == sorted(
        [(manager.email, "decision_late"), (admin.email, "your_application_late")]
    )
    assert "Nobody has it." in OutboxMessage.objects.get(kind="decision_late").body


def test_extended_after_it_was_late_it_can_be_late_again(manager, reviewer):
    row, _admin = case("IN_REVIEW", reviewer)
    on(day(11), tasks.tell_late)
    services.extend_clock(
        application=row,
        working_days=3,
        reason="Ill.",
        actor=builders.MANAGER,
        at=day(11, 12),
    )

    assert on(day(13), tasks.tell_late) == []
    assert len(on(day(14), tasks.tell_late)) == 3


def test_the_timer_reports_what_it_told_and_nothing_the_second_time(manager, reviewer):
    row, _admin = case("IN_REVIEW", reviewer)
    on(day(7))
    on(day(7, 11))

    assert SweepRun.objects.get(name="approvals.remind").moved == [row.c_number]


class TestApprovalsThatEnd:
    """All approvals end with the cycle; this one is yet to begin."""

    def approvals(self, *titles):
        provider, admin = builders.provider_with(at=end_of_cycle(days_before=361))
        reviewer = builders.approver(at=end_of_cycle(days_before=361))
        rows = [
            builders.application_at(
                "APPROVED",
                provider=provider,
                approver=reviewer,
                at=end_of_cycle(days_before=213, hour=10) + timedelta(hours=number),
                title=title,
            )
            for number, title in enumerate(titles)
        ]
        return admin, rows

    def test_one_message_60_and_30_days_before_names_all_of_them(self):
        admin, _rows = self.approvals("Dry eye", "Glaucoma", "Myopia")

        assert on(end_of_cycle(days_before=61), tasks.tell_ending) == []
        assert on(end_of_cycle(days_before=60), tasks.tell_ending) == [
            (admin.email, "approvals_ending")
        ]
        assert on(end_of_cycle(days_before=59), tasks.tell_ending) == []
        assert on(end_of_cycle(days_before=30), tasks.tell_ending) == [
            (admin.email, "approvals_ending")
        ]
        assert on(end_of_cycle(days_before=11), tasks.tell_ending) == []

        message = OutboxMessage.objects.filter(kind="approvals_ending").first()
        assert message.subject == (f"Your approvals of 3 CET end on {end_of_cycle():%-d %B %Y}")
        assert all(title in message.body for title in ("Dry eye", "Glaucoma", "Myopia"))
        assert message.path == "/applications/?status=APPROVED"

    def test_after_an_outage_over_both_days_there_is_one_message(self):
        admin, _rows = self.approvals("Dry eye", "Glaucoma")

        assert on(end_of_cycle(days_before=11), tasks.tell_ending) == [
            (admin.email, "approvals_ending")
        ]
        assert on(end_of_cycle(days_before=10), tasks.tell_ending) == []

    def test_what_was_approved_in_the_last_days_needs_no_reminder(self):
        provider, _admin = builders.provider_with(at=end_of_cycle(days_before=213))
        builders.application_at("APPROVED", provider=provider, at=end_of_cycle(days_before=25))

        assert on(end_of_cycle(days_before=24), tasks.tell_ending) == []

    def test_each_provider_is_told_of_its_own(self):
        first, _rows = self.approvals("Dry eye")
        second, _rows = self.approvals("Glaucoma")

        assert on(end_of_cycle(days_before=60), tasks.tell_ending) == sorted(
            [(first.email, "approvals_ending"), (second.email, "approvals_ending")]
        )

    def test_expired_the_provider_is_told_once_of_all(self):
        admin, rows = self.approvals("Dry eye", "Glaucoma")

        assert on(end_of_cycle(days_before=0, hour=23), tasks.expire) == []
        assert on(end_of_cycle(days_before=-1, hour=0, minute=7), tasks.expire) == [
            (admin.email, "approval_expired")
        ]

        for row in rows:
            row.refresh_from_db()
            assert (row.status, row.due_on) == ("EXPIRED", None)
        body = OutboxMessage.objects.get(kind="approval_expired").body
        assert "Dry eye" in body
        assert "Glaucoma" in body

    def test_a_long_list_is_cut_and_says_so(self):
        _admin, rows = self.approvals("Dry eye")
        notifications.ApprovalsEnding(rows[0], rows * 45, step=60).send(at=clock.now())

        assert "and 5 more" in OutboxMessage.objects.get(kind="approvals_ending").body


def test_reminding_by_hand_twice_tells_once(reviewer):
    row, _admin = case("IN_REVIEW", reviewer)
    for _again in range(2):
        services.remind(application=row, actor=CLOCK, at=day(7))

    assert OutboxMessage.objects.filter(kind="decision_due_soon").count() == 1
