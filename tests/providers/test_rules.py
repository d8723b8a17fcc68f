"""Sums and links from plain values."""

from datetime import date

import pytest

from cet_portal.accounts.roles import PROVIDER_ROLES
from cet_portal.core.permissions import Refused
from providers import rules


@pytest.mark.parametrize(
    "end, settled, start",
    [
        (date(2026, 5, 31), date(2026, 4, 10), date(2026, 6, 1)),
        (date(2026, 5, 31), date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 1)),
        (date(2026, 5, 31), date(2026, 8, 17), date(2026, 8, 17)),
    ],
)
def test_a_renewal_begins_the_day_after_or_on_the_day_of_settlement(end, settled, start):
    assert rules.renewed_from(end, settled) == start


@pytest.mark.parametrize(
    "days_left, stage",
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7)],
)
def test_the_most_pressing_reminder_is_due(days_left, stage):
    assert rules.reminder_stage(days_left, (60, 30, 7)) == stage


def test_a_token_names_its_row_and_its_mail():
    token = rules.link_token("invitation", 7, 2)

    assert rules.read_token("invitation", token) == (7, 2)


@pytest.mark.parametrize(
    "token",
    ["", "x", "nonsense:nonsense", rules.link_token("listing", 7), "é" * 20],
    ids=["empty", "letter", "nonsense", "another kind", "accents"],
)
def test_a_token_that_is_not_ours_names_nothing(token):
    assert rules.read_token("invitation", token) is None


def test_a_changed_token_names_nothing():
    token = rules.link_token("invitation", 7, 2)

    assert rules.read_token("invitation", token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_roles_come_in_order_of_rank():
    found = rules.in_order({"EVENT_DELIVERER", "PRINCIPAL_CONTACT", "GOC_STAFF"}, PROVIDER_ROLES)

    assert found == ["PRINCIPAL_CONTACT", "EVENT_DELIVERER"]


def test_a_name_is_one_line():
    assert rules.one_line("  Fernside \n Eye\tTraining ") == "Fernside Eye Training"


def test_a_reason_is_given():
    assert rules.reason_given(" Late. ") == "Late."
    with pytest.raises(Refused, match="Give the reason"):
        rules.reason_given(" \t")


@pytest.mark.parametrize(
    "start, last_day",
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_12_months_begin_with_the_entry_date(start, last_day):
    assert rules.last_day_from(start) == last_day
