"""Registration numbers and surnames: what counts as the same."""

import re
import unicodedata

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"^([A-Z]{1,2}|\d{2})-?(\d{3,6})$")
_NOT_A_LETTER = re.compile(r"[^a-z]")
# What decomposition leaves whole, in the spelling that people use without the letter.
_SPELLED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d"})


def normalise_number(typed: str) -> str | None:
    """ "01-20001" for "01-20001", " 0120001 " or "01–20001"; None if it is no number at all.

    Permissive on purpose (domain.md 6.9): only the register knows which numbers exist.
    """
    squeezed = _DASHES.sub("-", "".join(typed.split())).upper()
    found = _NUMBER.match(squeezed)
    return f"{found[1]}-{found[2]}" if found else None


def surname_key(surname: str) -> str:
    """Two surnames are the same if their keys are: case, accents, hyphens, apostrophes and
    spaces do not count (domain.md 6.5)."""
    folded = unicodedata.normalize("NFKD", surname.casefold().translate(_SPELLED))
    return _NOT_A_LETTER.sub("", folded)
