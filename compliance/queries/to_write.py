"""Lines of one's own whose reflection statement is missing, and what the gaps ask of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from compliance.rules.remedies import ToWrite
from compliance.rules.writing_words import in_words

# So many are offered to be written; the statement marks each of them.
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LinesToWrite:
    """What to write in a sentence, and the first of the lines on which to write."""

    words: str
    lines: list[Any]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def lines_to_write(wanted: ToWrite | None, rows: Iterable[Any]) -> LinesToWrite | None:
    """Of `rows`, which have key, title and day; None where nothing is asked."""
    if wanted is None:
        return None
    keys = set(wanted.references)
    found = [row for row in rows if str(row.pk) in keys]
    return LinesToWrite(in_words(wanted), found[:MOST_SHOWN], len(found))
