"""Can a run be repeated from what is stored?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cet_portal.core.models import AuditEvent
from compliance.models import ComplianceRun
from compliance.queries import runs as reads
from compliance.rules.settling import Row, digest_of, settled

# What a report names at most; it counts all.
MOST_NAMED = 50


@dataclass
class Verification:
    """`people` were judged again. `differences`: sentences, at most so many; `wrong`: how many."""

    people: int = 0
    wrong: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong

    def add(self, sentence: str) -> None:
        self.wrong += 1
        if len(self.differences) < MOST_NAMED:
            self.differences.append(sentence)


def verify_run(*, run: ComplianceRun) -> Verification:
    """Judge everybody again from the stored inputs, and compare each row, its digest, and the
    digest of the whole run, which the audit trail has as well. Changes nothing."""
    found = Verification()
    terms = reads.terms_of(run)
    for row in reads.rows_of(run):
        found.people += 1
        for sentence in _against(row, terms):
            found.add(sentence)
    digest = reads.digest_of(run)
    if digest != run.digest:
        found.add(f"{run.number}: the digest of the run is {run.digest}, its results give {digest}")
    trail = AuditEvent.objects.filter(
        verb="compliance_run.digest", subject_type=run._meta.label, subject_id=run.pk
    )
    if not trail:
        found.add(f"{run.number}: the audit trail has no digest of it")
    for event in trail:
        if event.data.get("digest") != digest:
            found.add(f"{run.number}: the audit trail has the digest {event.data.get('digest')}")
    if found.people != sum(run.counts.values()):
        found.add(
            f"{run.number}: {found.people} people are stored, the run had "
            f"{sum(run.counts.values())}"
        )
    return found


def _against(row: Row, terms) -> Iterator[str]:
    who = f"{row.number} (registrant {row.registrant_id})"
    if digest_of(*row[:-1]) != row.digest:
        yield f"{who}: what is stored does not have the digest that is stored with it"
    try:
        again = settled(row.registrant_id, row.inputs, terms)
    except ValueError as error:
        yield f"{who}: the inputs cannot be read: {error}"
        return
    for name, kept, now in zip(Row._fields, row, again, strict=True):
        if kept != now and name != "digest":
            yield f"{who}: {name} differs from what the inputs give"
