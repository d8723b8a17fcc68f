"""Applications at every status with all that belongs to them, written in sets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

from django.db import connection, models, transaction

from approvals.models import CetApplication
from cet_portal.core.clock import london_date
from cet_portal.core.models import Counter
from cet_portal.core.workdays import Deadline
from cet_portal.local.benchmarks import belongings, texts
from cet_portal.local.benchmarks.people import People
from cet_portal.scheme import limits
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, Profession

FIRST_NUMBER = 100_000
AT_ONCE = 2_000
# How many of a thousand stand at each status.
SHARES = {
    "DRAFT": 50,
    "SUBMITTED": 5,
    "IN_REVIEW": 60,
    "INFORMATION_REQUESTED": 30,
    "APPROVED": 450,
    "REJECTED": 150,
    "UNDER_APPEAL": 10,
    "EXPIRED": 200,
    "APPROVAL_WITHDRAWN": 10,
    "WITHDRAWN": 35,
}
CLOCKS = {
    "SUBMITTED": (limits.APPROVAL_WORKING_DAYS, limits.RULE_APPROVAL),
    "IN_REVIEW": (limits.APPROVAL_WORKING_DAYS, limits.RULE_APPROVAL),
    "INFORMATION_REQUESTED": (limits.ANSWER_WORKING_DAYS, limits.RULE_ANSWER),
    "REJECTED": (limits.LODGE_APPEAL_WORKING_DAYS, limits.RULE_LODGE_APPEAL),
    "UNDER_APPEAL": (limits.DECIDE_APPEAL_WORKING_DAYS, limits.RULE_DECIDE_APPEAL),
}
RUNNING = {"SUBMITTED", "IN_REVIEW", "INFORMATION_REQUESTED", "UNDER_APPEAL"}
DECIDED = {"APPROVED", "REJECTED", "UNDER_APPEAL", "EXPIRED", "APPROVAL_WITHDRAWN"}


@dataclass
class Filling:
    """What is filled in: by whom, on which day, with which holidays. Numbers go on."""

    people: People
    at: datetime
    holidays: dict[date, str]

    def __post_init__(self) -> None:
        self.chance = Random(2)
        self.number = FIRST_NUMBER
        self.turns = {fits: cycle(users) for fits, users in self.people.approvers.items()}
        self.units = {
            audience.code: [unit.code for unit in audience.units.all()]
            for audience in scheme_queries.audiences()
        }
        self.workshop = scheme_queries.modalities().get(code="WORKSHOP")
        self.cycle = scheme_queries.cycle_on(london_date(self.at))
        self.criteria = list(scheme_queries.criteria())

    def write(self, count: int, status: str = "", **changed: Any) -> list[int]:
        """So many applications, at `status` or mixed; `changed` replaces fields. Their keys."""
        keys: list[int] = []
        made = (self._application(status, changed) for _ in range(count))
        with transaction.atomic():
            while batch := list(islice(made, AT_ONCE)):
                CetApplication.objects.bulk_create(batch)
                for rows in belongings.of(batch, self):
                    save(rows)
                keys += [application.pk for application in batch]
            belongings.index_words()
            Counter.objects.update_or_create(prefix="C", defaults={"last": self.number})
        with connection.cursor() as cursor:
            # What the server itself does in its own time.
            cursor.execute("VACUUM ANALYZE")
        return keys

    def _application(self, status: str, changed: dict[str, Any]) -> CetApplication:
        chance = self.chance
        status = status or chance.choices(list(SHARES), list(SHARES.values()))[0]
        audience = Audience.OPTOMETRIST if chance.random() < 2 / 3 else "DISPENSING_OPTICIAN"
        provider_id = chance.choice(list(self.people.administrators))
        administrator = self.people.administrators[provider_id]
        age = chance.randint(1, 9) if status in RUNNING else chance.randint(30, 700)
        begun = self.at - timedelta(days=age)
        self.number += 1
        total = chance.randint(2, 3)
        has_approver = status not in ("DRAFT", "SUBMITTED", "WITHDRAWN")
        values = {
            "c_number": f"C-{self.number}",
            "provider_id": provider_id,
            "status": status,
            "made_at": begun,
            "made_by_id": administrator.pk,
            "saved_at": begun,
            "saved_by": administrator.name,
            "title": texts.title(chance),
            "summary": texts.paragraph(chance),
            "modality": self.workshop,
            "duration_minutes": 60 * total,
            "audiences": [audience],
            "units": sorted(chance.sample(self.units[audience], 2)),
            "assessment": texts.paragraph(chance, 2),
            "ground": "A",
            "interaction": texts.paragraph(chance, 3),
            "points_total": total,
            "points_interactive": 1,
            "points_specialist": 0,
            "current_practice": texts.paragraph(chance),
            "patient_care": texts.paragraph(chance),
            "submitted_at": None if status == "DRAFT" else begun,
            "round": 0 if status == "DRAFT" else 1,
            "approver": self._approver(audience, status) if has_approver else None,
            "days_with_approver": 4 if status in DECIDED | {"INFORMATION_REQUESTED"} else 0,
            **self._decided(status, begun),
            **self._clock(status, begun),
        }
        return CetApplication(**values | changed)

    def _approver(self, audience: str, status: str):
        """Of the profession of the audience; open cases one after the other, as the portal does."""
        fits = Profession.OPTOMETRIST if audience == "OPTOMETRIST" else "DISPENSING_OPTICIAN"
        if status in RUNNING:
            return next(self.turns[fits])
        return self.chance.choice(self.people.approvers[fits])

    def _decided(self, status: str, begun: datetime) -> dict[str, Any]:
        if status not in DECIDED:
            return {}
        decided_at = begun + timedelta(days=min(6, (self.at - begun).days))
        rejected = status in ("REJECTED", "UNDER_APPEAL")
        return {
            "decided_at": decided_at,
            "reasons": texts.paragraph(self.chance, 2) if rejected else "",
            "approval_ends": None if rejected else self.cycle.last_day,
        }

    def _clock(self, status: str, begun: datetime) -> dict[str, Any]:
        if status == "APPROVED":
            return Deadline.on_calendar(
                london_date(begun), self.cycle.last_day, rule=limits.RULE_APPROVAL_ENDS
            ).as_fields()
        if status not in CLOCKS:
            return {}
        days, rule = CLOCKS[status]
        return Deadline.explain(london_date(begun), days, self.holidays, rule=rule).as_fields()


def save(rows: Iterable[models.Model]) -> None:
    """Rows of one table, so many at once."""
    for batch in _batches(rows):
        type(batch[0])._base_manager.bulk_create(batch)


def _batches(rows: Iterable[models.Model]) -> Iterator[Sequence[models.Model]]:
    each = iter(rows)
    while batch := list(islice(each, AT_ONCE)):
        yield batch
