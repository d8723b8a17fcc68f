"""Registration numbers that a spreadsheet or a keyboard has damaged: what they may have been.

Only guesses: a row is proposed where exactly one registrant fits the guess and the surname, and
a person says yes (issue "Delivery", peers.md 3 item 7). Nothing is taken silently.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registrants.rules import normalise_number

# The first two figures of an optometrist's number; as a month, January.
FIGURES = "01"
# Letters before a number of somebody who can collect points (domain.md 6.9).
PREFIXES = (FIGURES, "D")
SHORTEST, LONGEST = 3, 6
# Excel counts days from here, as it thinks that 1900 was a leap year; on a Mac it once counted
# from the other day.
EXCEL_DAYS_0 = (date(1899, 12, 30), date(1904, 1, 1))
# Years that Excel takes for one: 01-1900 to 01-9999.
FIRST_YEAR, LAST_YEAR = 1900, 9999
MOST_TEXT = 60

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


class Damage(TextChoices):
    """What has happened to a number; the words stand beside the proposal."""

    DATE = "DATE", _("a spreadsheet has turned it into a date")
    ZEROS = "ZEROS", _("zeros at its beginning are missing")
    LETTERS = "LETTERS", _("letters stand for figures, or figures for letters")
    SCIENTIFIC = "SCIENTIFIC", _("a spreadsheet has written it with an exponent")
    DECIMALS = "DECIMALS", _("a spreadsheet has added decimals")
    SEPARATORS = "SEPARATORS", _("other signs stand between or around its figures")
    PREFIX = "PREFIX", _("what stands before the figures is missing")


@dataclass(frozen=True, slots=True)
class Repair:
    """A number that the text may have been, and what would have happened to it."""

    number: str
    damage: Damage


def repairs(text: str) -> list[Repair]:
    """What a damaged number may have been, the likeliest first; never the number as it stands.

    `text`: the cell as it was read. Empty for what looks like no number at all.
    """
    if len(text) > MOST_TEXT:
        return []
    plain = _in_ascii(text)
    if not plain or len(plain) > MOST_TEXT:
        return []
    as_it_stands = normalise_number(text)
    found: dict[str, Repair] = {}
    for number, damage in _guesses(plain):
        if number != as_it_stands:
            found.setdefault(number, Repair(number, damage))
    return list(found.values())


def _in_ascii(text: str) -> str:
    """Figures and signs as this country writes them, dashes as hyphens, without what is unseen."""
    known = unicodedata.normalize("NFKC", text)
    return "".join(map(_sign, known)).strip()


def _sign(character: str) -> str:
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return {"Pd": "-", "Cf": "", "Zs": " "}.get(kind, "-" if character == "\u2212" else character)


def _guesses(text: str) -> Iterator[tuple[str, Damage]]:
    yield from ((number, Damage.DATE) for number in _from_date(text))
    yield from _from_figures(text)
    yield from ((number, Damage.LETTERS) for number in _from_letters(text))
    yield from _from_signs(text)


_CLOCK = r"(?:[T ,].*)?$"
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?" + _CLOCK)
_SLASHES = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _CLOCK)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.IGNORECASE)
_MONTH_YEAR = re.compile(
    r"^(?:(\d{1,2})(?:st)?[-/. ]{1,2})?([A-Za-z]{3,9})[-/. ]{1,2}(\d{4}|\d{2})" + _CLOCK
)
_MONTH_DAY_YEAR = re.compile(r"^([A-Za-z]{3,9})[-/. ](\d{1,2}),? ?[-/. ]?(\d{4})" + _CLOCK)
_YEAR_MONTH = re.compile(r"^(\d{4}|\d{2})[-/. ]([A-Za-z]{3,9})(?:[-/. ](\d{1,2}))?$")
_SERIAL = re.compile(r"^(\d{1,7})(?:[.,]0+)?$")
_JANUARY = 1


def _from_date(text: str) -> Iterator[str]:
    """ "01-4567" is 1 January 4567 to a spreadsheet: Jan-67, 01/01/4567, 4567-01-01, 974175."""
    for day, month, year in _days_of(_WEEKDAY.sub("", text)):
        if day == 1 and month == _JANUARY:
            yield from (f"{FIGURES}-{each}" for each in _years(year))


def _days_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Day (1 where none is said), month and year that the text may say."""
    if found := _ISO.match(text):
        yield int(found[3] or 1), int(found[2]), found[1]
    elif found := _SLASHES.match(text):
        yield int(found[1]), int(found[2]), found[3]
    elif found := _MONTH_YEAR.match(text):
        yield int(found[1] or 1), _month(found[2]), found[3]
    elif found := _MONTH_DAY_YEAR.match(text):
        yield int(found[2]), _month(found[1]), found[3]
    elif found := _YEAR_MONTH.match(text):
        yield int(found[3] or 1), _month(found[2]), found[1]
    elif found := _SERIAL.match(text):
        for first in EXCEL_DAYS_0:
            try:
                day = first + timedelta(days=int(found[1]))
            except OverflowError:
                continue
            yield day.day, day.month, f"{day.year:04d}"


def _month(name: str) -> int:
    return MONTHS.get(name.lower(), 0)


def _years(year: str) -> Iterator[str]:
    """The year, or every year of four figures that ends in these two."""
    if len(year) == 4:
        yield year
    else:
        yield from (
            f"{century}{year}" for century in range(FIRST_YEAR // 100, LAST_YEAR // 100 + 1)
        )


_EXPONENT = re.compile(r"^\d+(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_DECIMALS = re.compile(r"^([A-Z-]*\d+(?:-\d+)?)[.,]0{1,3}$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(?:[, ']\d{3})+$")


def _from_figures(text: str) -> Iterator[tuple[str, Damage]]:
    """What spreadsheets do to something that they take for a number."""
    if _EXPONENT.match(text):
        try:
            whole = Decimal(text.replace(",", "."))
        except InvalidOperation:
            return
        if whole == whole.to_integral_value():
            yield from ((number, Damage.SCIENTIFIC) for number in _whole(str(int(whole))))
        return
    if found := _DECIMALS.match(text):
        for number, _damage in _short(found[1]):
            yield number, Damage.DECIMALS
        if not _THOUSANDS.match(text):
            return
    if _THOUSANDS.match(text):
        text = re.sub(r"\D", "", text)
    yield from _short(text)


_WITHOUT_ZERO = re.compile(rf"^0?1-?(\d{{{SHORTEST},{LONGEST}}})$")


def _short(text: str) -> Iterator[tuple[str, Damage]]:
    """Zeros lost at the beginning, or everything before the figures."""
    known = normalise_number(text)
    text = text.lstrip("-+ ")
    if known and not text.isdecimal():
        yield known, Damage.SEPARATORS
        prefix, figures = known.split("-")
        yield from ((f"{prefix}-{each}", Damage.ZEROS) for each in _padded(figures))
    if found := _WITHOUT_ZERO.match(text):
        yield f"{FIGURES}-{found[1]}", Damage.ZEROS
        yield from ((f"{FIGURES}-{each}", Damage.ZEROS) for each in _padded(found[1]))
    if text.isdecimal():
        yield from ((number, Damage.ZEROS) for number in _whole(text))
        if SHORTEST <= len(text) <= LONGEST:
            yield from ((f"{prefix}-{text}", Damage.PREFIX) for prefix in PREFIXES)
            yield from (
                (f"{prefix}-{each}", Damage.ZEROS) for prefix in PREFIXES for each in _padded(text)
            )


def _whole(figures: str) -> Iterator[str]:
    """A whole number that was 01 and more figures: its first zero went."""
    for text in (figures, f"0{figures}"):
        if text.startswith(FIGURES) and SHORTEST <= len(text) - len(FIGURES) <= LONGEST:
            yield f"{FIGURES}-{text[len(FIGURES) :]}"


def _padded(figures: str) -> Iterator[str]:
    for length in range(len(figures) + 1, LONGEST + 1):
        yield figures.zfill(length)


_TO_FIGURES = str.maketrans(
    {"O": "0", "Q": "0", "I": "1", "L": "1", "|": "1", "!": "1", "S": "5", "B": "8", "Z": "2"}
)
_TO_LETTERS = str.maketrans({"0": "O", "5": "S"})


def _from_letters(text: str) -> Iterator[str]:
    """O for 0, I or l for 1 among the figures; 0 for O in the letters before them."""
    squeezed = "".join(text.split()).upper()
    splits = (
        [squeezed.split("-", 1)]
        if "-" in squeezed
        else [[squeezed[:n], squeezed[n:]] for n in (1, 2)]
    )
    for parts in splits:
        if len(parts) != 2:
            continue
        before, figures = parts[0], parts[1].translate(_TO_FIGURES)
        for prefix in (before.translate(_TO_FIGURES), before.translate(_TO_LETTERS), before):
            number = normalise_number(f"{prefix}-{figures}")
            if number:
                yield number


_INSIDE = re.compile(
    rf"(?<![A-Za-z\d-])(?:([A-Za-z]{{1,2}})[\s_./\\:,;=-]{{0,3}}|(\d{{1,2}})[\s_./\\:,;=-]{{1,3}})"
    rf"(\d{{{SHORTEST},{LONGEST}}})(?!\d)"
)


def _from_signs(text: str) -> Iterator[tuple[str, Damage]]:
    """A number with other separators, or among other words: "GOC no. 01/20001"."""
    for found in _INSIDE.finditer(text):
        prefix = (found[1] or found[2]).upper()
        if number := normalise_number(f"{prefix}-{found[3]}"):
            yield number, Damage.SEPARATORS
        if prefix == "1":
            yield f"{FIGURES}-{found[3]}", Damage.ZEROS
