"""Every clock of an application on worked dates (domain.md 4.1, decisions.md 11 to 14)."""

from datetime import date, timedelta

import pytest

from approvals import services
from cet_portal.core import deadlines
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from tests import builders
from tests.approvals.cases import Case
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db


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
