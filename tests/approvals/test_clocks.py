"""Every clock of an application on worked dates (domain.md 4.1, decisions.md 11 to 14)."""

from datetime import date, timedelta

import pytest

from approvals import queries, services
from approvals.models import ClockExtension
from cet_portal.core import deadlines
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from providers import queries as provider_queries
from providers import services as provider_services
from providers.enums import FeeStatus
from tests import builders
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


class Case:
    """One application and the people around it; each act at its own instant."""

    def __init__(self, submitted, **answers):
        self.approver = builders.approver(at=submitted)
        self.provider, user = builders.provider_with(at=submitted - timedelta(days=60))
        self.admin = builders.actor_of(user)
        self.reviewer = builders.actor_of(self.approver)
        draft = builders.draft(
            provider=self.provider, at=submitted - timedelta(minutes=5), **answers
        )
        self.row = services.submit(application=draft, actor=self.admin, at=submitted)

    def ask(self, at):
        self.row = services.ask_information(
            application=self.row,
            questions=[("practice", "Which guidance?")],
            actor=self.reviewer,
            at=at,
        )

    def answer(self, at):
        self.row = services.save_answers(
            application=self.row,
            version=queries_version(self.row),
            answers={each.pk: "This one." for each in queries.open_questions(self.row)},
            actor=self.admin,
            at=at,
        )
        self.row = services.answer(application=self.row, actor=self.admin, at=at)

    def reject(self, at):
        builders.judge_all(self.row, self.reviewer, failing="OBJECTIVES", at=at)
        self.row = services.decide(
            application=self.row,
            outcomes=builders.outcomes(self.row, approved=False),
            actor=self.reviewer,
            at=at,
        )

    def approve(self, at):
        builders.judge_all(self.row, self.reviewer, at=at)
        self.row = services.decide(
            application=self.row,
            outcomes=builders.outcomes(self.row),
            actor=self.reviewer,
            at=at,
        )

    def appeal(self, at):
        self.row = services.lodge_appeal(
            application=self.row, grounds="It can be assessed.", actor=self.admin, at=at
        )

    def extend(self, working_days, at):
        self.row = services.extend_clock(
            application=self.row,
            working_days=working_days,
            reason="The approver was ill.",
            actor=builders.MANAGER,
            at=at,
        )

    @property
    def fee(self):
        return provider_queries.fees_about(self.row.c_number).get()

    def pay(self, at):
        provider_services.record_payment(
            fee=self.fee, paid_on=at.date(), reference="BACS 1", actor=builders.MANAGER, at=at
        )
        self.row.refresh_from_db()

    @property
    def due(self):
        return self.row.due_on


def queries_version(row):
    row.refresh_from_db()
    return row.version


@pytest.mark.parametrize(
    "submitted, due",
    [
        (london(2019, 12, 20, 16), date(2020, 1, 8)),  # W1
        (london(2020, 4, 9, 9), date(2020, 4, 27)),  # W2
        (london(2021, 8, 27, 23, 59), date(2021, 9, 13)),  # W3
        (london(2021, 12, 17, 12), date(2022, 1, 5)),  # W5
        (london(2021, 12, 10, 12), date(2021, 12, 24)),  # W6
    ],
)
def test_the_approver_has_10_working_days_from_submission(submitted, due):
    assert Case(submitted).due == due


def test_the_sum_names_the_days_left_out():
    deadline = Case(london(2019, 12, 20)).row.deadline

    assert (deadline.trigger, deadline.working_days) == (date(2019, 12, 20), 10)
    assert [day for day, _name in deadline.left_out] == [
        date(2019, 12, 25),
        date(2019, 12, 26),
        date(2020, 1, 1),
    ]
    assert "10 working days from submission" in deadline.rule


def test_a_submission_in_the_evening_of_utc_counts_from_the_day_in_london():
    """11:30pm UTC on 1 June is half past midnight on 2 June in London."""
    assert Case(london(2021, 6, 2, 0, 30)).row.deadline.trigger == date(2021, 6, 2)


def test_asking_stops_the_approvers_clock_and_the_provider_has_10_working_days():
    case = Case(london(2020, 4, 3))
    case.ask(london(2020, 4, 9))

    assert case.due == date(2020, 4, 27)
    assert case.row.deadline.trigger == date(2020, 4, 9)
    assert case.row.days_with_approver == 4


def test_after_an_answer_the_approver_has_3_working_days_over_a_bank_holiday():
    case = Case(london(2021, 5, 20))
    case.ask(london(2021, 5, 24))
    case.answer(london(2021, 5, 28, 17))

    assert case.due == date(2021, 6, 3)  # W4


def test_without_an_answer_the_portal_rejects_it_the_day_after_and_that_can_be_appealed():
    case = Case(london(2020, 4, 3))
    case.ask(london(2020, 4, 9))
    with pytest.raises(Refused):
        services.reject_unanswered(application=case.row, actor=CLOCK, at=london(2020, 4, 27, 23))

    case.row = services.reject_unanswered(
        application=case.row, actor=CLOCK, at=london(2020, 4, 28, 0, 5)
    )

    assert case.row.status == "REJECTED"
    assert "10 working days" in case.row.reasons
    assert case.due == date(2020, 5, 28)  # without 8 May and 25 May
    assert case.row.decisions.get().working_days == 4


def test_after_a_rejection_the_provider_has_20_working_days_to_appeal():
    case = Case(london(2020, 3, 25))
    case.reject(london(2020, 3, 30))
    assert case.due == date(2020, 4, 29)

    case.appeal(london(2020, 4, 29, 23, 59))

    assert case.row.status == "UNDER_APPEAL"


def test_an_appeal_on_day_21_is_refused():
    case = Case(london(2020, 3, 25))
    case.reject(london(2020, 3, 30))

    with pytest.raises(Refused, match="The last day to appeal is past"):
        case.appeal(london(2020, 4, 30, 0, 1))


def test_an_appeal_is_decided_within_10_working_days_by_somebody_else():
    second = builders.approver(at=london(2021, 8, 1))
    case = Case(london(2021, 8, 20))
    first = case.row.approver
    case.reviewer = builders.actor_of(first)
    case.reject(london(2021, 8, 24))
    case.appeal(london(2021, 8, 27))

    assert case.due == date(2021, 9, 13)  # W3
    assert case.row.approver_id != first.pk
    assert case.row.approver_id in (second.pk, case.approver.pk)


def test_what_the_first_approver_took_does_not_count_for_the_one_who_decides_the_appeal():
    builders.approver(at=london(2021, 8, 1))
    case = Case(london(2021, 8, 20))
    case.reviewer = builders.actor_of(case.row.approver)
    case.reject(london(2021, 8, 24))
    case.appeal(london(2021, 8, 27))
    case.reviewer = builders.actor_of(case.row.approver)
    case.approve(london(2021, 9, 1))

    days = dict(case.row.decisions.values_list("stage", "working_days"))
    assert days == {"FIRST": 2, "APPEAL": 2}  # 30 August is a bank holiday


def test_an_approval_ends_with_its_cycle():
    case = Case(london(2021, 12, 10))
    case.approve(london(2021, 12, 24))

    assert case.row.approval_ends == case.due == date(2021, 12, 31)
    assert case.row.deadline.working_days is None
    assert not case.row.decisions.get().late


def test_a_decision_after_the_last_day_is_late_and_counts_into_the_new_cycle():
    case = Case(london(2021, 12, 17))
    case.approve(london(2022, 1, 6))

    assert case.row.decisions.get().late
    assert case.row.approval_ends == date(2024, 12, 31)


class TestFastTrack:
    def test_ticking_it_without_paying_starts_no_short_clock(self):
        case = Case(london(2021, 12, 10), fast_track=True)

        assert case.due == date(2021, 12, 24)
        assert case.row.fast_track_from is None
        assert case.fee.status == FeeStatus.DUE

    def test_3_working_days_from_the_recorded_payment(self):
        case = Case(london(2021, 5, 24), fast_track=True)
        case.pay(london(2021, 5, 28))

        assert case.due == date(2021, 6, 3)  # W4
        assert case.row.deadline.rule.startswith("Fast track")
        assert case.row.days_with_approver == 4

    def test_paid_on_the_last_day_it_makes_the_clock_no_longer(self):
        case = Case(london(2021, 12, 10), fast_track=True)
        case.pay(london(2021, 12, 24))

        assert case.due == date(2021, 12, 24)
        assert case.row.fast_track_from == date(2021, 12, 24)

    def test_paid_while_the_provider_has_the_clock_the_answer_is_due_as_before(self):
        case = Case(london(2021, 12, 10), fast_track=True)
        case.ask(london(2021, 12, 13))
        asked_until = case.due
        case.pay(london(2021, 12, 14))
        assert case.due == asked_until

        case.answer(london(2021, 12, 15))

        assert case.due == date(2021, 12, 20)

    def test_asked_after_the_payment_and_answered_it_is_3_days_after_the_answer(self):
        case = Case(london(2021, 12, 1), fast_track=True)
        case.pay(london(2021, 12, 2))
        case.ask(london(2021, 12, 3))
        assert case.due == date(2021, 12, 17)
        assert case.row.days_with_approver == 2

        case.answer(london(2021, 12, 10))

        assert case.due == date(2021, 12, 15)

    def test_paid_after_an_answer_the_clock_that_ends_sooner_stays(self):
        case = Case(london(2021, 12, 1), fast_track=True)
        case.ask(london(2021, 12, 2))
        case.answer(london(2021, 12, 3))
        case.pay(london(2021, 12, 6))

        assert case.due == date(2021, 12, 8)

    def test_waived_by_staff_it_starts_like_a_payment(self):
        case = Case(london(2021, 12, 10), fast_track=True)
        provider_services.waive(
            fee=case.fee, reason="Our mistake.", actor=builders.MANAGER, at=london(2021, 12, 13)
        )
        case.row.refresh_from_db()

        assert case.due == date(2021, 12, 16)

    def test_unpaid_at_the_decision_it_is_waived_and_starts_nothing(self):
        case = Case(london(2021, 12, 10), fast_track=True)
        case.approve(london(2021, 12, 20))
        case.row.refresh_from_db()

        assert case.fee.status == FeeStatus.WAIVED
        assert case.row.fast_track_from is None
        assert case.due == date(2021, 12, 31)

    def test_paid_twice_it_starts_once(self):
        case = Case(london(2021, 12, 1), fast_track=True)
        case.pay(london(2021, 12, 2))
        services.start_fast_track(
            application=case.row, actor=builders.MANAGER, at=london(2021, 12, 6)
        )
        case.row.refresh_from_db()

        assert case.due == date(2021, 12, 7)


class TestExtending:
    def test_an_extension_is_counted_on_and_stands_in_the_sum(self):
        case = Case(london(2021, 12, 10))
        case.extend(5, london(2021, 12, 20))

        deadline = case.row.deadline
        assert case.due == date(2022, 1, 5)  # without 27 and 28 December, and 3 January
        assert (deadline.working_days, deadline.total_working_days) == (10, 15)
        assert deadline.extensions[0].reason == "The approver was ill."
        assert ClockExtension.objects.get().due_on == case.due

    def test_the_provider_can_be_given_more_time_to_answer(self):
        case = Case(london(2020, 4, 3))
        case.ask(london(2020, 4, 9))
        case.extend(2, london(2020, 4, 27))
        assert case.due == date(2020, 4, 29)

        case.row = services.reject_unanswered(
            application=case.row, actor=CLOCK, at=london(2020, 4, 30, 0, 5)
        )

        assert "12 working days" in case.row.reasons

    def test_and_more_time_to_appeal(self):
        case = Case(london(2020, 3, 25))
        case.reject(london(2020, 3, 30))
        case.extend(1, london(2020, 4, 29))

        case.appeal(london(2020, 4, 30))

        assert case.row.status == "UNDER_APPEAL"

    @pytest.mark.parametrize(
        "days, reason, sentence",
        [
            (0, "Ill.", "at least one working day"),
            (-3, "Ill.", "at least one working day"),
            (2, "  ", "Say why"),
        ],
    )
    def test_less_than_a_day_or_no_reason_is_refused(self, days, reason, sentence):
        case = Case(london(2021, 12, 10))

        with pytest.raises(Refused, match=sentence):
            services.extend_clock(
                application=case.row,
                working_days=days,
                reason=reason,
                actor=builders.MANAGER,
                at=london(2021, 12, 13),
            )

    def test_what_is_approved_has_no_clock_to_extend(self):
        case = Case(london(2021, 12, 10))
        case.approve(london(2021, 12, 13))

        with pytest.raises(Refused, match="No clock is running"):
            case.extend(2, london(2021, 12, 14))

    def test_only_staff_may(self):
        case = Case(london(2021, 12, 10))

        for actor in (case.admin, case.reviewer):
            with pytest.raises(Refused, match="Only GOC staff"):
                services.extend_clock(
                    application=case.row,
                    working_days=2,
                    reason="More time.",
                    actor=actor,
                    at=london(2021, 12, 13),
                )


class TestBankHolidayProclaimedMeanwhile:
    @pytest.mark.parametrize("status", ["IN_REVIEW", "INFORMATION_REQUESTED", "REJECTED"])
    def test_it_moves_the_open_clock_with_its_sum_and_an_audit_entry(self, status):
        case = Case(london(2021, 11, 1))
        if status == "INFORMATION_REQUESTED":
            case.ask(london(2021, 11, 1))
        if status == "REJECTED":
            case.reject(london(2021, 11, 1))
        before = case.due
        deadlines.add_holiday(
            day=date(2021, 11, 8),
            name="A wedding",
            actor=builders.MANAGER,
            at=london(2021, 11, 3),
        )
        case.row.refresh_from_db()

        assert case.due == before + timedelta(days=3 if before.isoweekday() == 5 else 1)
        assert (date(2021, 11, 8), "A wedding") in case.row.deadline.left_out
        assert AuditEvent.objects.filter(
            verb="calendar.move_due_date", reference=case.row.c_number
        ).exists()

    def test_it_does_not_move_the_end_of_an_approval(self):
        case = Case(london(2021, 11, 1))
        case.approve(london(2021, 11, 2))
        deadlines.add_holiday(
            day=date(2021, 12, 29), name="A day", actor=builders.MANAGER, at=london(2021, 11, 3)
        )
        case.row.refresh_from_db()

        assert case.due == date(2021, 12, 31)
