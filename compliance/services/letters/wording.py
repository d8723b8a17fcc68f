"""The words of a letter, from its template and the sealed result of one person."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.template import Context, engines
from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import address_of, team_address
from compliance.enums import LetterKind, Settled, Stake
from compliance.models import LetterRound, RunResult
from compliance.queries import period_named, periods
from compliance.queries.units import unit_names
from compliance.rules import Period, assess, timetable
from compliance.rules.disputes import last_day_to_dispute
from compliance.rules.inputs import read
from compliance.rules.letters import Outcome, outcome_of, with_unit_names
from compliance.rules.removing import at_stake, at_stake_of
from compliance.rules.ways import held_back_words
from compliance.services.letters.advising import NOTHING_KNOWN, Todo

MORE_THAN_ONE = re.compile(r"\n\s*\n\s*")


class Wording:
    """Words the letters of one round that are written on `today`: what is the same for everybody
    is worked out once. A step whose last day is past is not offered."""

    def __init__(self, letter_round: LetterRound, today: date):
        assert letter_round.run is not None
        self.round, self.run = letter_round, letter_round.run
        period = period_named(letter_round.cycle, periods(self.run.as_at))
        assert period is not None  # a run is of a cycle that has begun
        self.period = period
        self.template = plain_template(f"letters/{letter_round.kind.lower()}.txt")
        self.known = _known(period, letter_round.year, today)
        self.unit_names = unit_names()

    def of(
        self,
        result: RunResult,
        addressee: str,
        *,
        by_post: bool = False,
        late: bool = False,
        todo: Todo = NOTHING_KNOWN,
    ) -> tuple[str, str]:
        """Subject and text of the letter to one person. `by_post`: who has no account reads how to
        get one; `late`: points of theirs came late, and nobody has settled them; `todo`: what they
        can do before the cycle ends."""
        outcome = with_unit_names(outcome_of(result.result), self.unit_names)
        outcome = replace(outcome, only_specialty=self._only_specialty(result, outcome))
        context = Context(
            {
                **self.known,
                "run": self.run,
                "name": addressee,
                "number": result.number,
                "outcome": outcome,
                "of_year": outcome.of_year(self.round.year),
                "by_post": by_post,
                "late": late,
                "todo": todo,
                "only_acceptance": result.standing == Settled.ONLY_ACCEPTANCE,
            },
            autoescape=False,
        )
        text = MORE_THAN_ONE.sub("\n\n", self.template.render(context)).strip()
        return self.subject(), f"{text}\n"

    @property
    def advises(self) -> bool:
        """Does it say what can be done before the cycle ends?"""
        return self.round.kind == LetterKind.POSSIBLE_SHORTFALL

    def _only_specialty(self, result: RunResult, outcome: Outcome) -> bool:
        """By the rule of removals, from what the run was fed."""
        if self.round.kind != LetterKind.SHORTFALL:
            return False
        if not result.inputs:
            stake = at_stake(outcome.missing, result.profession)
        else:
            person = read(result.inputs).person
            found = assess(person, self.period, as_at=self.run.as_at)
            short = [each for each in found.requirements if not each.met]
            stake = at_stake_of(person, self.period, short, result.profession, as_at=self.run.as_at)
        return stake is not None and stake.stake == Stake.SPECIALTY

    def subject(self) -> str:
        """The same for everybody."""
        words = {
            LetterKind.POSSIBLE_SHORTFALL: _("CET %(cycle)s: a possible shortfall"),
            LetterKind.MET: _("CET %(cycle)s: you have met the requirements"),
            LetterKind.SHORTFALL: _("CET %(cycle)s: you have a shortfall"),
            LetterKind.ANNUAL: _("CET in %(year)s: fewer points than expected in a year"),
        }
        return words[LetterKind(self.round.kind)] % {
            "cycle": self.round.cycle,
            "year": self.round.year,
        }


def plain_template(name: str) -> Any:
    """Django's own template, which takes a context that does not escape: it is plain text."""
    return cast(Any, engines["django"].get_template(name)).template


def _known(period: Period, year: int | None, today: date) -> dict[str, Any]:
    """Days, addresses and the way to GOC staff."""
    cycle = f"?cycle={period.name}"
    still_open = what_is_open(period, today)
    make_up_until = _unless_past(timetable.make_up_until(period), today)
    annual_until = timetable.annual_make_up_until(year) if year else None
    return {
        **still_open,
        "period": period,
        "ended": name_if_over(period, today),
        "year": year,
        "today": today,
        "statement": address_of(reverse("compliance:statement") + cycle),
        "dispute": address_of(reverse("compliance:dispute_new") + cycle),
        "ask_exception": address_of(reverse("compliance:exception_new") + cycle),
        "open_account": address_of(reverse("registrants:open_account")),
        "two_months_are_left": today == timetable.possible_shortfall_on(period),
        "make_up_until": make_up_until,
        "something_is_open": bool(make_up_until or any(still_open.values())),
        "removal_from": _unless_past(timetable.removal_from(period), today),
        "held_back": _held_back(period, still_open),
        "annual_until": _unless_past(annual_until, today),
        "team": team_address(),
    }


def what_is_open(period: Period, today: date) -> dict[str, Any]:
    """The last day to dispute a record, and the first and last to ask for an exception; each None
    once its last day is past."""
    exceptions = timetable.exceptions_between(period)
    return {
        "dispute_until": _unless_past(last_day_to_dispute(period), today),
        "exceptions": exceptions if _unless_past(exceptions[1], today) else None,
    }


def name_if_over(period: Period, today: date) -> str:
    """The name of a cycle that has ended: nothing of it can be accepted any more."""
    return period.name if period.last_day < today else ""


def _held_back(period: Period, still_open: dict[str, Any]) -> str:
    """What a removal waits for, of what is still open."""
    exceptions = still_open["exceptions"]
    return held_back_words(
        still_open["dispute_until"],
        exceptions[1] if exceptions else None,
        timetable.removal_from(period),
    )


def _unless_past(day: date | None, today: date) -> date | None:
    return day if day and today <= day else None
