"""What somebody who is to leave the register can still do, and until when it helps."""

from datetime import date

import pytest

from compliance.rules.letters import units_named
from compliance.rules.ways import Ways, held_back_words

DISPUTE, EXCEPTION = date(2028, 1, 14), date(2028, 3, 15)


@pytest.mark.parametrize(
    ("dispute", "exception", "said"),
    [
        (DISPUTE, EXCEPTION, "If you dispute the record or put circumstances forward before"),
        (DISPUTE, None, "If you dispute the record before the removal, it waits"),
        (None, EXCEPTION, "If you put circumstances forward before the removal, it waits"),
    ],
)
def test_a_removal_waits_for_what_is_still_open(dispute, exception, said):
    after_both = held_back_words(dispute, exception, date(2028, 4, 1))
    before = held_back_words(dispute, exception, date(2028, 1, 1))

    assert after_both.startswith(said)
    assert "It can come before the last day" not in after_both
    assert before.startswith(f"{after_both} It can come before the last day")


def test_with_every_day_past_it_waits_for_nothing():
    assert held_back_words(None, None, date(2028, 1, 1)) == ""
    assert Ways(None, None, of_day=date(2028, 1, 1), takes_back=False).words == ""


def test_a_removal_on_the_last_day_itself_is_stopped_only_before_it():
    on_the_day = Ways(DISPUTE, None, of_day=DISPUTE, takes_back=True)
    asked = Ways(None, EXCEPTION, of_day=DISPUTE, takes_back=True)
    day_after = Ways(DISPUTE, None, of_day=date(2028, 1, 15), takes_back=True)

    assert on_the_day.words.startswith(
        "A dispute that you send before Friday 14 January 2028 takes"
    )
    assert asked.words.startswith("A request for an exception that you send before Friday 14")
    assert day_after.words == (
        "A dispute that you send by then takes the removal back until it is decided."
    )


def test_a_code_without_a_name_stays_alone():
    assert units_named("missing: O1, Z9.", {"O1": "Communication"}) == (
        "missing: O1 Communication, Z9."
    )
