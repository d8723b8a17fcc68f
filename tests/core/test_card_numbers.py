"""Numbers of payment cards are known wherever they stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cet_portal.core.card_numbers import has_card_number, without_card_numbers

VISA = "4111 1111 1111 1111"


def sum_of(figures):
    total = 0
    for at, figure in enumerate(reversed(figures)):
        number = int(figure) * (2 if at % 2 else 1)
        total += number - 9 if number > 9 else number
    return total


@st.composite
def cards(draw):
    """13 to 19 figures of which the last makes the sum right."""
    body = draw(st.text("0123456789", min_size=12, max_size=18))
    return body + str(-sum_of(body + "0") % 10)


@st.composite
def written(draw):
    """A card number as people write it, with something between some of its figures."""
    between = draw(st.sampled_from(["", " ", "-", " - ", "\u00a0", "\u2013", "."]))
    every = draw(st.integers(1, 6))
    figures = draw(cards())
    groups = [figures[at : at + every] for at in range(0, len(figures), every)]
    return between.join(groups)


words = st.text(st.characters(categories=["L", "P"], exclude_characters="-."), max_size=20)


@pytest.mark.parametrize(
    "text",
    [
        VISA,
        "4111111111111111",
        "4111-1111-1111-1111",
        "3782 822463 10005",
        "paid with 4111 1111 1111 1111, thank you",
        "INV-10001 4111 1111 1111 1111",
        "4111 1111 1111 1111 12/27",
        "٤١١١ ١١١١ ١١١١ ١١١١",
    ],
)
def test_a_card_number_is_found(text):
    assert has_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BACS 4471",
        "4111 1111 1111 1112",
        "INV-10001",
        "12-34-56 12345678",
        "4111 1111 1111",
        "4" * 40,
    ],
)
def test_other_numbers_are_not(text):
    assert not has_card_number(text)


@given(words, written(), words)
def test_it_is_found_however_it_is_written_and_nothing_of_it_stays(before, card, after):
    text = f"{before} {card} {after}"

    assert has_card_number(text)
    left = without_card_numbers(text)
    assert not has_card_number(left)
    assert left.startswith(before)
    assert left.endswith(after)


@given(cards(), st.integers(0, 18), st.integers(1, 9))
def test_one_wrong_figure_makes_it_another_number(card, at, more):
    at %= len(card)
    wrong = card[:at] + str((int(card[at]) + more) % 10) + card[at + 1 :]

    assert not has_card_number(wrong)


@given(st.text("0123456789 -", max_size=12))
def test_fewer_figures_are_never_a_card(text):
    assert not has_card_number(text)


@given(st.text())
def test_text_without_a_card_number_stays_as_it_is(text):
    if not has_card_number(text):
        assert without_card_numbers(text) == text
