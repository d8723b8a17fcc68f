"""Registration numbers and surnames: what counts as the same."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
LONGEST_CELL = 40
_LOOKS = re.compile(r"^\W*(?:[A-Za-z]{1,2}|\d{2})\s*[-\u2010-\u2015\u2212]?\s*\d{3,6}\W*$")
_INSIDE = re.compile(r"(?:^|[^\w-])(?:[A-Za-z]{1,2}|\d{2})-?\d{3,6}(?:[^\w-]|$)")
_NUMBER = re.compile(r"^([A-Z]{1,2}|[0-9]{2})-?([0-9]{3,6})$")
# What stands between the letters of a surname, and does not count.
_APOSTROPHES = "'\u2018\u2019\u02bb\u02bc`\u00b4"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_BETWEEN = frozenset(f"{_APOSTROPHES}{_HYPHENS}. \t\r\n")
_ASCII_BETWEEN = str.maketrans("", "", "'`-. \t\r\n")
_ACCENT = re.compile(r"[\u0300-\u036f]")
# What decomposition leaves whole, in the spelling that people use without the letter.
_SPELLED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ı": "i"}
)


def normalise_number(typed: str) -> str | None:
    """ "01-20001" for "01-20001", " 0120001 " or "01–20001"; None if it is no number at all.

    Permissive on purpose (domain.md 6.9): only the register knows which numbers exist.
    """
    if found := _NUMBER.match(typed):
        return f"{found[1]}-{found[2]}"
    squeezed = _DASHES.sub("-", "".join(typed.split())).upper()
    found = _NUMBER.match(squeezed)
    return f"{found[1]}-{found[2]}" if found else None


def looks_like_number(cell: str) -> bool:
    """Does a cell of a list look like a registration number, perhaps with signs around it?"""
    return len(cell) <= LONGEST_CELL and bool(_LOOKS.match(cell))


def holds_number(text: str) -> bool:
    """Is there something like a registration number in this text?"""
    return bool(_INSIDE.search(text))


@lru_cache(maxsize=5_000)
def surname_key(surname: str) -> str:
    """Two surnames are the same if their keys are: case, accents, hyphens, apostrophes, full
    stops and spaces do not count (domain.md 6.5). Letters of every script do.

    Empty, and then the same as no other, for what holds no letter or anything that is no part
    of a surname: a figure, a sign, a control character.
    """
    if surname.isascii():
        letters = surname.lower().translate(_ASCII_BETWEEN)
        return letters if letters.isalpha() else ""
    if not all(_is_of_a_surname(character) for character in surname):
        return ""
    folded = unicodedata.normalize("NFKD", surname).casefold().translate(_SPELLED)
    return "".join(
        character
        for character in _ACCENT.sub("", unicodedata.normalize("NFKD", folded))
        if character not in _BETWEEN and _is_of_a_word(character)
    )


def _is_of_a_surname(character: str) -> bool:
    between = character in _BETWEEN or unicodedata.category(character) == "Zs"
    return between or _is_of_a_word(character)


def _is_of_a_word(character: str) -> bool:
    """A letter, or a mark that belongs to one."""
    return unicodedata.category(character)[0] in "LM"


def is_u_reference(number: str) -> bool:
    """Is this normalised number the reference of somebody without one (decisions.md 28)?"""
    return number.startswith("U-")
