"""Clocks made shorter by a payment and longer by staff, on worked dates (decisions.md 11)."""

from datetime import date

import pytest

from approvals import services
from approvals.models import ClockExtension
from cet_portal.core.actor import CLOCK
from cet_portal.core.permissions import Refused
from providers import services as provider_services
from providers.enums import FeeStatus
from tests import builders
from tests.approvals.cases import Case
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


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
        assert case.row.fast_track_from is None

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

    def test_time_given_by_staff_stays_given_when_the_fast_track_starts(self):
        case = Case(london(2021, 12, 1), fast_track=True)
        case.extend(2, london(2021, 12, 2))

        case.pay(london(2021, 12, 3))

        assert case.due == date(2021, 12, 10)
        assert [each.working_days for each in case.row.deadline.extensions] == [2]

    def test_a_date_that_would_still_be_past_is_no_more_time(self):
        case = Case(london(2021, 12, 1))

        with pytest.raises(Refused, match="would be past already"):
            case.extend(1, london(2022, 1, 20))

    def test_the_last_day_to_appeal_is_not_opened_again(self):
        case = Case(london(2021, 12, 1))
        case.reject(london(2021, 12, 2))

        with pytest.raises(Refused, match="is not opened again"):
            case.extend(40, london(2022, 1, 20))

    def test_another_clock_than_the_one_seen_is_not_extended(self):
        case = Case(london(2021, 12, 1))
        seen = case.due
        case.ask(london(2021, 12, 2))

        with pytest.raises(Refused, match="Another clock runs by now"):
            services.extend_clock(
                application=case.row,
                working_days=2,
                reason="Illness.",
                seen=seen,
                actor=builders.MANAGER,
                at=london(2021, 12, 3),
            )
