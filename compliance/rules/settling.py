"""One person of an end-of-cycle run: from the inputs as text to the row that is kept.

The run, its verification and its benchmark call the same function, so that the same text gives
the same bytes wherever and whenever it is judged.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from compliance.enums import Settled, Standing
from compliance.rules.annual_sums import Minimums, minimums_in, years_below
from compliance.rules.assessing import assess, is_met
from compliance.rules.choosing import taken
from compliance.rules.contradictions import contradictions
from compliance.rules.facts import Period
from compliance.rules.figures import Figures
from compliance.rules.inputs import Inputs, read
from compliance.rules.months import Run, run_in
from compliance.rules.plain import KEPT, written
from compliance.rules.result import Requirement

MET = Standing.MET.value
# Of one person; nobody asked anything of who is listed apart.
Requirements = Sequence[Requirement]
_encoder = msgspec.json.Encoder()


def _encode(value: Any) -> str:
    return _encoder.encode(value).decode()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for everybody in a run."""

    period: Period
    as_at: date
    figures: Figures


class Row(NamedTuple):
    """What is kept of one person, in the order of the table's columns. `digest`: over all before
    it; `figures_digest`: over the figures alone; `years_below`: those of which the person is below
    the annual minimum, as the figures say, to be found by."""

    registrant_id: int
    number: str
    profession: str
    standing: str
    met: bool
    inputs: str
    result: str
    contradictions: str
    digest: str
    figures_digest: str
    years_below: tuple[int, ...]

    @property
    def judged(self) -> tuple[Any, ...]:
        """What was judged and found, without the digests and what follows from it."""
        return self[:-3]


# Of a row, all but its digests and what follows from the rest.
JUDGED = Row._fields[:-3]


def settled(registrant_id: int, text: str, terms: Terms) -> tuple[Row, Minimums]:
    """Judge one person: what is kept, and the annual minimums. Somebody whose data contradict
    themselves is listed apart, not judged, and has none."""
    inputs = read(text)
    against = contradictions(inputs.person, terms.period)
    if against:
        who = _who(run_in(terms.period, inputs.person.entries))
        said = _encode([{"field": each.field, "message": each.message} for each in against])
        return _row(None, (), registrant_id, *who, Settled.APART.value, False, text, "", said), ()
    now = assess(inputs.person, terms.period, as_at=terms.as_at, figures=terms.figures)
    who = _who(now.run)
    met = now.met
    standing = MET if met else _not_met(inputs, terms)
    result = written(who[0], now, met=met).decode()
    asked, annual = now.requirements, minimums_in(now.requirements)
    return _row(asked, annual, registrant_id, *who, standing, met, text, result, ""), annual


def _who(run: Run | None) -> tuple[str, str]:
    """Number and profession."""
    return (run.number, run.profession) if run else ("", "")


def _not_met(inputs: Inputs, terms: Terms) -> str:
    """Would it be met if everything that could still be accepted were?"""
    pending = inputs.pending
    if pending and is_met(
        taken(inputs.person, pending), terms.period, as_at=terms.as_at, figures=terms.figures
    ):
        return Standing.ONLY_ACCEPTANCE.value
    return Standing.NOT_MET.value


def _row(requirements: Requirements | None, annual: Minimums, *values: Any) -> Row:
    """The row of these values, with what follows from them behind."""
    figures = figures_digest(requirements)
    return Row._make((*values, digest_of(*values), figures, years_below(annual)))


def digest_of(*values: object) -> str:
    """SHA-256 in hexadecimal over the values of a row, each on a line of its own."""
    return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()


def figures_digest(requirements: Requirements | None) -> str:
    """Half of SHA-256, in hexadecimal, over what was asked and obtained of each requirement: equal
    where only what was read, or sentences, differ. Empty for who was not judged."""
    if requirements is None:
        return ""
    said = ",".join(
        [
            _asked(each.code, each.specialty, each.year, each.required, each.obtained)
            for each in requirements
        ]
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]


@lru_cache(maxsize=KEPT)
def _asked(*figures: str | int | None) -> str:
    return " ".join([str(each) for each in figures if each is not None])


# What of a result and of contradictions is said in words.
WORDS = frozenset(("rule", "explanation", "message"))


def without_words(row: Row) -> Row:
    """The same with figures, codes and references alone, to be laid beside another."""
    return row._replace(
        result=_figures_in(row.result), contradictions=_figures_in(row.contradictions)
    )


def _figures_in(text: str) -> str:
    try:
        return _encode(_wordless(msgspec.json.decode(text))) if text else ""
    except msgspec.MsgspecError:
        return text


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _wordless(each) for name, each in value.items() if name not in WORDS}
    return [_wordless(each) for each in value] if isinstance(value, list) else value
