"""Damaged numbers: whatever a spreadsheet or a keyboard does, the number is among the guesses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions_events.rules.repairs import Damage, repairs

# More guesses than this would make a proposal a matter of luck.
MOST_GUESSES = 200
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

figures = st.integers(0, 999_999).map(str).filter(lambda text: len(text) >= 3)
numbers = st.one_of(
    figures.map(lambda text: f"01-{text}"),
    st.integers(10_000, 99_999).map(lambda number: f"01-{number}"),
    st.integers(10_000, 99_999).map(lambda number: f"D-{number}"),
)
optometrists = figures.map(lambda text: f"01-{text}")
like_dates = st.integers(1900, 9999).map(lambda year: f"01-{year}")


def serial(number: str, day_0: date) -> str:
    return str((date(int(number[3:]), 1, 1) - day_0).days)


AS_DATE = {
    "month and year": lambda n: f"Jan-{n[5:]}",
    "month and whole year": lambda n: f"Jan-{n[3:]}",
    "month in full": lambda n: f"January {n[3:]}",
    "year and month": lambda n: f"{n[5:]}-Jan",
    "whole year and month": lambda n: f"{n[3:]}-01",
    "slashes": lambda n: f"01/01/{n[3:]}",
    "slashes without zeros": lambda n: f"1/1/{n[3:]}",
    "slashes, short year": lambda n: f"01/01/{n[5:]}",
    "slashes and clock": lambda n: f"01/01/{n[3:]} 00:00",
    "full stops": lambda n: f"01.01.{n[3:]}",
    "hyphens": lambda n: f"01-01-{n[3:]}",
    "year first": lambda n: f"{n[3:]}-01-01",
    "year first and clock": lambda n: f"{n[3:]}-01-01 00:00:00",
    "year first, as machines write": lambda n: f"{n[3:]}-01-01T00:00:00",
    "month as a word": lambda n: f"01-Jan-{n[3:]}",
    "month as a word, short year": lambda n: f"01-Jan-{n[5:]}",
    "in words": lambda n: f"1 January {n[3:]}",
    "in American words": lambda n: f"January 1, {n[3:]}",
    "with its weekday": lambda n: f"Monday, 1 January {n[3:]}",
    "serial": lambda n: serial(n, date(1899, 12, 30)),
    "serial with decimals": lambda n: serial(n, date(1899, 12, 30)) + ".0",
    "serial of an old Mac": lambda n: serial(n, date(1904, 1, 1)),
}
OF_ANY = {
    "O for 0": lambda n: n.replace("0", "O"),
    "o for 0": lambda n: n.replace("0", "o"),
    "I for 1": lambda n: n[:-1].replace("1", "I") + n[-1],
    "l for 1": lambda n: n[:-1].replace("1", "l") + n[-1],
    "S for 5": lambda n: n[:2] + n[2:].replace("5", "S"),
    "trailing .0": lambda n: f"{n}.0",
    "trailing ,00": lambda n: f"{n},00",
    "slash": lambda n: n.replace("-", "/"),
    "underscore": lambda n: n.replace("-", "_"),
    "two hyphens": lambda n: n.replace("-", "--"),
    "an apostrophe before it": lambda n: f"'{n}",
    "words before it": lambda n: f"GOC no. {n}",
    "words behind it": lambda n: f"{n} (new)",
    "the prefix lost": lambda n: n.split("-")[1],
    "the prefix lost, not the hyphen": lambda n: f"-{n.split('-')[1]}",
}
OF_OPTOMETRISTS = {
    "first zero lost": lambda n: n[1:],
    "first zero and hyphen lost": lambda n: n[1:].replace("-", ""),
    "first zero and hyphen lost, decimals": lambda n: n[1:].replace("-", "") + ".0",
    "an exponent": lambda n: exponent(n[1:].replace("-", "")),
    "an exponent with a comma": lambda n: exponent(n[1:].replace("-", "")).replace(".", ","),
    "a mark of thousands": lambda n: f"{int(n.replace('-', '')):,}",
}


def exponent(figures: str) -> str:
    rest = figures[1:].rstrip("0")
    return f"{figures[0]}{'.' if rest else ''}{rest}E+{len(figures) - 1:02}"


def is_among_the_guesses(number: str, damaged: str) -> bool:
    return number == damaged or number in {each.number for each in repairs(damaged)}


@pytest.mark.parametrize("damage", AS_DATE)
@given(number=like_dates)
def test_a_number_turned_into_a_date_is_among_the_guesses(damage, number):
    if damage.startswith("serial") and number <= "01-1904":
        return
    damaged = AS_DATE[damage](number)

    found = {each.number: each.damage for each in repairs(damaged)}

    assert found.get(number) == Damage.DATE
    assert len(found) < MOST_GUESSES


@pytest.mark.parametrize("damage", OF_ANY)
@given(number=numbers)
def test_any_damaged_number_is_among_the_guesses(damage, number):
    damaged = OF_ANY[damage](number)

    assert is_among_the_guesses(number, damaged), damaged


@pytest.mark.parametrize("damage", OF_OPTOMETRISTS)
@given(number=optometrists)
def test_a_damaged_number_of_an_optometrist_is_among_the_guesses(damage, number):
    damaged = OF_OPTOMETRISTS[damage](number)

    assert is_among_the_guesses(number, damaged), damaged


@given(st.integers(3, 5), st.integers(1, 999))
def test_lost_zeros_inside_are_among_the_guesses(length, number):
    whole = f"01-{number:0{max(length, 4)}}"
    shortened = f"01-{number:03}"

    assert is_among_the_guesses(whole, shortened)


LIKELY = st.text("0123456789-/.,:' eEOIlSD" + "JanuaryFeb" + "\u2013\u2212\u0661\uff11\u200b")


@given(st.one_of(st.text(), LIKELY, st.dates().map(str), st.floats().map(str)))
def test_no_text_trips_the_repairs(text):
    found = repairs(text)

    assert len(found) < MOST_GUESSES
    assert all(each.number.isascii() and each.number != text for each in found)


@given(st.dates(min_value=date(1900, 1, 2)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %b %Y"]))
def test_other_days_than_the_first_of_january_are_no_numbers(day, spelling):
    if (day.day, day.month) == (1, 1):
        day += timedelta(days=1)

    assert all(each.damage != Damage.DATE for each in repairs(day.strftime(spelling)))
