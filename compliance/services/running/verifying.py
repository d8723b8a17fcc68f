"""Can a run be repeated from what is stored?"""

from dataclasses import dataclass, field

from cet_portal.core.models import AuditEvent
from compliance.models import ComplianceRun
from compliance.queries import runs as reads
from compliance.rules.explaining import one_language
from compliance.rules.settling import JUDGED, Row, Terms, digest_of, settled, without_words

# What a report names at most; it counts all.
MOST_NAMED = 50


@dataclass
class Verification:
    """`people` were judged again. `differences`: sentences, at most so many; `wrong`: how many.
    `reworded`: people with the same figures, whose sentences are put in other words today."""

    people: int = 0
    wrong: int = 0
    reworded: int = 0
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
    with one_language():
        for row in reads.rows_of(run):
            _look_at(row, terms, found)
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


def _look_at(row: Row, terms: Terms, found: Verification) -> None:
    """Judge one person again. Other words alone are no difference: that nobody has changed those
    that are kept is seen by their digest."""
    found.people += 1
    who = f"{row.number} (registrant {row.registrant_id})"
    if digest_of(*row.judged) != row.digest:
        found.add(f"{who}: what is stored does not have the digest that is stored with it")
    try:
        again, _annual = settled(row.registrant_id, row.inputs, terms)
    except ValueError as error:
        found.add(f"{who}: the inputs cannot be read: {error}")
        return
    kept, now = without_words(row), without_words(again)
    for name in JUDGED:
        if getattr(kept, name) != getattr(now, name):
            found.add(f"{who}: {name} differs from what the inputs give")
    if kept.judged == now.judged:
        found.reworded += row.judged != again.judged
        if row.figures_digest != again.figures_digest:
            found.add(f"{who}: the digest of the figures is not that of the result")
        if row.years_below != again.years_below:
            found.add(f"{who}: the years below the annual minimum are not those of the result")
