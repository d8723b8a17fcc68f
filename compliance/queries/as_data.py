"""Statements and results of runs as data, for machines (docs/adr/0043)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from compliance.enums import Settled
from compliance.models import ComplianceRun, RunResult
from compliance.queries import facts
from compliance.queries.cycles import period_named, periods
from compliance.queries.exceptions import lowerings_of
from compliance.queries.granted import with_granted
from compliance.queries.runs import runs_visible_to
from compliance.queries.statement import EARLIER, latest_entry
from compliance.queries.transcript import own_periods
from compliance.rules import Outlook, Period, outlook, run_in
from compliance.rules.contradictions import held_against
from compliance.rules.lowering import lowered
from compliance.rules.plain import in_full, plain_person
from registrants import queries as register_queries
from registrants import rules as register_rules
from registrants.models import Registrant

FIELDS = (*facts.LINE_FIELDS, "title", "provider_name", "c_number", "event_reference")


def people_numbered(actor: Actor, number: str) -> list[Actor]:
    """Whoever has or had this number or U-reference, each as an actor who reads their record; for
    the GOC alone."""
    known = register_rules.normalise_number(number)
    if known is None or actor.tenant_id is not None or not actor.may(Permission.RESULTS_READ):
        return []
    return [register_queries.acting_as(each.pk) for each in register_queries.people_behind(known)]


def own_cycles(actor: Actor, *, today: date) -> list[Period]:
    """The cycles of which the person has a statement, the newest first."""
    return [each for each in own_periods(actor, today) if each.name != EARLIER]


def names_of_cycles(*, today: date) -> list[str]:
    """Of every cycle that has begun, the newest first."""
    return [each.name for each in periods(today)]


def statement_as_data(
    actor: Actor, cycle: str, *, today: date, asked: str = ""
) -> dict[str, Any] | None:
    """The person's statement of a cycle: what is judged, and the same assessment as on the page.
    None if they have none. In the same number of queries however many lines there are.

    Data that contradict themselves are named, and the standing is that of a run: listed apart.
    Figures that a decision about an exception lowered are the lowered ones, with the sentence that
    says so. The number is the one with which they are judged in the cycle; where nothing is asked
    of them, the one that was `asked` for, or else the latest they have.
    """
    period = period_named(cycle, own_cycles(actor, today=today))
    if period is None:
        return None
    registrant = register_queries.own_record(actor)
    found = register_queries.statement_between(actor, period.first_day, period.last_day)
    rows = list(found.values_list(*FIELDS, named=True))
    person = facts.person(registrant.entries.all(), registrant.specialties.all(), rows)
    person = with_granted(person, registrant.pk, period)
    found_now = outlook(person, period, pending=facts.acceptable(rows, today))
    lowering = lowerings_of(actor, [period], today).get(period.name)
    view = Outlook(lowered(found_now.now, lowering), lowered(found_now.accepted, lowering))
    against = held_against(person, period)
    run = run_in(period, person.entries)
    judged = in_full(view.now)
    lines = {str(row.pk): row for row in rows}
    for each in judged["not_counted"]:
        line = lines[each["reference"]]
        each["words"] = facts.reason_in_words(
            each["reason"], written_on=line.reflection__written_on, due_on=line.due_on
        )
    number, profession = _named(registrant, run or latest_entry(registrant))
    if run is None:
        number = register_rules.normalise_number(asked) or number
    return {
        "id": number,
        "number": number,
        "profession": profession,
        "cycle": period.name,
        "standing": Settled.APART if against else view.standing,
        **judged,
        "met": judged["met"] and not against,
        "contradictions": [{"field": each.field, "message": each.message} for each in against],
        **_with_lines(plain_person(person), rows),
    }


def _named(registrant: Registrant, entry: Any) -> tuple[str, str]:
    """Number and profession: of the entry, or of whoever is on no register yet."""
    if entry is None:
        return registrant.u_reference, registrant.joining
    return entry.number, entry.profession


def _with_lines(person: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    """Each point with what its line says of where it is from."""
    for point, row in zip(person["points"], rows, strict=True):
        point |= {
            "status": row.status,
            "title": row.title,
            "provider": row.provider_name,
            "c_number": row.c_number,
            "event": row.event_reference,
        }
    return person


def sealed_runs(actor: Actor, *, cycle: str = "") -> QuerySet[ComplianceRun]:
    """Runs that can never change, the newest first; of one cycle, if one is named."""
    found = runs_visible_to(actor).sealed()
    return found.filter(cycle=cycle) if cycle else found


def results_in_order(run: ComplianceRun, *, standing: str = "") -> QuerySet[RunResult]:
    """Everybody in a run in the order in which its digest takes them; of one outcome, if one is
    named. Without what was judged: that is in the run's file."""
    found = RunResult.objects.filter(run=run).order_by("registrant_id").defer("inputs")
    return found.filter(standing=standing) if standing else found
