"""Surnames and numbers: what counts as the same, and what never does."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrants.rules import normalise_number, surname_key

LETTERS = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)
BETWEEN = st.sampled_from([" ", "-", "'", "’", ".", "\u2010", "\u00a0"])
FOREIGN = st.characters(
    categories=["N", "S", "P", "Cc", "Cf"],
    exclude_characters="'\u2018\u2019`\u00b4-\u2010\u2011\u2012\u2013\u2014\u2015\u2212.\t\r\n",
)


@pytest.mark.parametrize(
    "one, other",
    [
        ("O'Donnell", "O’DONNELL"),
        ("O`Donnell", "ODonnell"),
        ("Fraser-Müller", "fraser muller"),
        ("Fraser\u2011Mu\u0308ller", "FraserMuller"),
        ("St. John", "st john"),
        ("Weiß", "WEISS"),
        ("Ørsted", "Orsted"),
        ("  Marsh ", "marsh"),
        ("王小明", "王小明"),
        ("Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"),
    ],
)
def test_the_same_surname(one, other):
    assert surname_key(one) == surname_key(other) != ""


@pytest.mark.parametrize(
    "typed",
    [
        "Ackroyd 王小明",
        "Ackroyd & Sons",
        "Ackroyd <b>",
        'Ackroyd "',
        "Ackroyd 100%",
        "Ackroyd 2",
        "Ackroyd\x00",
        "Ackroyd\u202e",
    ],
)
def test_more_than_the_surname_never_matches(typed):
    assert surname_key(typed) != surname_key("Ackroyd")


@pytest.mark.parametrize("nothing", ["", " ", "-", "'.", "12345", "&", "\u0301"])
def test_what_holds_no_letter_has_no_key(nothing):
    assert surname_key(nothing) == ""


@given(LETTERS, BETWEEN, LETTERS)
def test_what_stands_between_letters_does_not_count(first, between, last):
    assert surname_key(f"{first}{between}{last}") == surname_key(f"{first}{last}")


@given(LETTERS)
def test_neither_case_nor_accents_nor_composition_count(surname):
    key = surname_key(surname)

    assert surname_key(surname.casefold()) == key
    assert surname_key(unicodedata.normalize("NFD", surname)) == key
    assert surname_key(unicodedata.normalize("NFC", surname)) == key


@given(LETTERS, FOREIGN, st.booleans())
def test_any_other_character_spoils_the_surname(surname, character, before):
    spoilt = f"{character}{surname}" if before else f"{surname}{character}"

    assert surname_key(spoilt) == ""


@given(LETTERS, LETTERS)
def test_no_letter_is_dropped(surname, more):
    if surname_key(surname) and surname_key(more):
        assert surname_key(surname + more) != surname_key(surname)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
    | st.from_regex(r"\A\w\w-?\d{3,6}\Z")
)
def test_a_number_has_plain_letters_and_figures_only(typed):
    number = normalise_number(typed)

    assert number is None or re.fullmatch(r"([A-Z]{1,2}|[0-9]{2})-[0-9]{3,6}", number)


def test_a_number_in_figures_of_another_script_is_no_number():
    assert normalise_number("٠١-20001") is None
