"""Numbers of payment cards in typed text, so that none enters the system (decisions.md 9). Pure.

A card number has 13 to 19 figures (ISO/IEC 7812), written with blanks, hyphens or points between
groups or without, and its Luhn sum ends in 0.
"""

import re
from collections.abc import Iterator

LEAST, MOST = 13, 19
_BETWEEN = r"[\s.\-\u00ad\u200b\u2010-\u2015\u2212]{1,3}"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")
_GROUP = re.compile(r"\d+")


def has_card_number(text: str) -> bool:
    """Does the text hold what can be the number of a card?"""
    return next(_places(text), None) is not None


def without_card_numbers(text: str) -> str:
    """The text without them; everything else stays."""
    while place := next(_places(text), None):
        text = f"{text[: place[0]]}{text[place[1] :]}"
    return text


def _places(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, *run.span()))
        for first in range(len(groups)):
            figures = ""
            for last in groups[first:]:
                figures += last[0]
                if len(figures) > MOST:
                    break
                if len(figures) >= LEAST and _luhn(figures):
                    yield groups[first].start(), last.end()


def _luhn(figures: str) -> bool:
    """Every second figure from the right doubled, the figures of all added: is it a multiple
    of 10?"""
    doubled = (int(figure) * (1 + at % 2) for at, figure in enumerate(reversed(figures)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
