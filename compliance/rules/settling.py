"""One person of an end-of-cycle run: from the inputs as text to the row that is kept.

The run, its verification and its benchmark call the same function, so that the same text gives
the same bytes wherever and whenever it is judged.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec

from compliance.enums import Settled, Standing
from compliance.rules.assessing import assess, is_met
from compliance.rules.choosing import taken
from compliance.rules.contradictions import contradictions
from compliance.rules.facts import Period
from compliance.rules.figures import Figures
from compliance.rules.inputs import Inputs, read
from compliance.rules.months import Run, run_in
from compliance.rules.plain import written

MET = Standing.MET.value
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
    """What is kept of one person, in the order of the table's columns."""

    registrant_id: int
    number: str
    profession: str
    standing: str
    met: bool
    inputs: str
    result: str
    contradictions: str
    digest: str


def settled(registrant_id: int, text: str, terms: Terms) -> Row:
    """Judge one person. Somebody whose data contradict themselves is listed apart, not judged."""
    inputs = read(text)
    against = contradictions(inputs.person, terms.period)
    if against:
        who = _who(run_in(terms.period, inputs.person.entries))
        said = _encode([{"field": each.field, "message": each.message} for each in against])
        return _row(registrant_id, *who, Settled.APART.value, False, text, "", said)
    now = assess(inputs.person, terms.period, as_at=terms.as_at, figures=terms.figures)
    who = _who(now.run)
    met = now.met
    standing = MET if met else _not_met(inputs, terms)
    result = written(who[0], now, met=met).decode()
    return _row(registrant_id, *who, standing, met, text, result, "")


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


def _row(*values: Any) -> Row:
    """The row of these values, with its digest behind them."""
    return Row._make((*values, digest_of(*values)))


def digest_of(*values: object) -> str:
    """SHA-256 in hexadecimal over the values of a row, each on a line of its own."""
    return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()


class _Asked(msgspec.Struct):
    """What is read of a requirement, and nothing of its sentences."""

    code: str
    required: int
    obtained: int
    specialty: str | None = None
    year: int | None = None

    def __str__(self) -> str:
        said = (self.code, self.specialty, self.year, self.required, self.obtained)
        return " ".join([str(each) for each in said if each is not None])


class _Result(msgspec.Struct):
    requirements: list[_Asked]


_decode = msgspec.json.Decoder(_Result).decode


def figures_digest(result: str) -> str:
    """Half of SHA-256, in hexadecimal, over what was asked and obtained of each requirement of a
    kept result: equal where only what was read, or sentences, differ. Empty for who was not judged.
    """
    if not result:
        return ""
    said = ",".join(map(str, _decode(result).requirements))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


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
