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
from compliance.rules.assessing import assess
from compliance.rules.choosing import taken
from compliance.rules.contradictions import contradictions
from compliance.rules.facts import Period
from compliance.rules.figures import Figures
from compliance.rules.inputs import Inputs, read
from compliance.rules.months import run_in
from compliance.rules.plain import plain
from compliance.rules.result import Assessment

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
    run = run_in(terms.period, inputs.person.entries)
    number = run.number if run else ""
    profession = run.profession if run else ""
    against = contradictions(inputs.person, terms.period)
    if against:
        said = _encode([{"field": each.field, "message": each.message} for each in against])
        return _row(registrant_id, number, profession, Settled.APART.value, False, text, "", said)
    now = assess(inputs.person, terms.period, as_at=terms.as_at, figures=terms.figures)
    result = _encode({"id": number, **plain(now)})
    standing = _standing(now, inputs, terms)
    return _row(registrant_id, number, profession, standing, now.met, text, result, "")


def _standing(now: Assessment, inputs: Inputs, terms: Terms) -> str:
    if now.met:
        return Standing.MET.value
    pending = inputs.pending
    if not pending:
        return Standing.NOT_MET.value
    then = assess(
        taken(inputs.person, pending),
        terms.period,
        as_at=terms.as_at,
        figures=terms.figures,
    )
    return (Standing.ONLY_ACCEPTANCE if then.met else Standing.NOT_MET).value


def _row(*values: Any) -> Row:
    """The row of these values, with its digest behind them."""
    return Row(*values, digest_of(*values))


def digest_of(*values: object) -> str:
    """SHA-256 in hexadecimal over the values of a row, each on a line of its own."""
    return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()
