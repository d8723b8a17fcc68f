"""Two runs of a cycle beside each other: who changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from compliance.enums import RunChange
from compliance.models import ComplianceRun, RunResult
from compliance.queries.only_in_one import why_came, why_gone
from compliance.rules.lines_changed import wait_no_more
from compliance.rules.run_changes import apart_reasons, not_judged, reasons
from compliance.rules.run_words import against_of
from registrants import queries as register_queries
from registrants.enums import PointStatus

# Read from the index alone: the rows themselves are wide.
_READ = "registrant_id, number, standing, met, digest, figures_digest"
_BOTH = f"""
FROM (SELECT {_READ} FROM compliance_runresult WHERE run_id = %(before)s) was
FULL JOIN (SELECT {_READ} FROM compliance_runresult WHERE run_id = %(after)s) now
    USING (registrant_id)
"""  # noqa: S608 made of the text above
_CHANGE = """
CASE WHEN was.registrant_id IS NULL THEN 'ONLY_AFTER'
    WHEN now.registrant_id IS NULL THEN 'ONLY_BEFORE'
    WHEN now.standing = 'apart' AND was.standing <> 'apart' THEN 'NOW_APART'
    WHEN was.standing = 'apart' AND now.standing <> 'apart' THEN 'WAS_APART'
    WHEN now.met AND NOT was.met THEN 'NOW_MET' WHEN was.met AND NOT now.met THEN 'NOW_NOT_MET'
    WHEN was.standing <> now.standing THEN 'OTHER_OUTCOME'
    WHEN was.digest = now.digest THEN NULL
    WHEN was.figures_digest = now.figures_digest THEN 'SAME_FIGURES'
    ELSE 'SAME_OUTCOME' END
"""
COUNTS = f"SELECT change, count(*) FROM (SELECT {_CHANGE} AS change {_BOTH}) found GROUP BY 1"  # noqa: S608
ROWS = f"""
SELECT registrant_id, change FROM (
    SELECT registrant_id, {_CHANGE} AS change,
        coalesce(now.number, was.number) AS number {_BOTH}
) found WHERE change = ANY(%(wanted)s)
ORDER BY change = 'SAME_FIGURES', number, registrant_id LIMIT %(most)s OFFSET %(first)s
"""  # noqa: S608 made of the texts above
# Of some people what they got in one run.
Results = dict[int, RunResult | None]
# Rows read at a time where all of them are wanted.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Changed:
    """One person: how they came out of each run (None where they are not in it), and why."""

    change: str
    before: RunResult | None
    after: RunResult | None
    reasons: list[str]

    @property
    def either(self) -> RunResult:
        """Whichever there is, for number and name."""
        found = self.after or self.before
        if found is None:
            raise LookupError("in neither run")
        return found

    @property
    def label(self) -> str:
        return str(RunChange(self.change).label)


class Comparison:
    """What a page shows of two runs: how many changed in which way, and the people themselves,
    cut as a list is; last those of whom only what was read differs."""

    def __init__(self, before: ComplianceRun, after: ComplianceRun, change: str = ""):
        self.before, self.after = before, after
        self.wanted = [change] if change in RunChange.values else RunChange.values
        with connection.cursor() as cursor:
            cursor.execute(COUNTS, self._keys)
            found = dict(cursor.fetchall())
        self.counts = {change: found.get(change, 0) for change in RunChange.values}

    @property
    def _keys(self) -> dict[str, object]:
        return {"before": self.before.pk, "after": self.after.pk, "wanted": self.wanted}

    def __len__(self) -> int:
        return sum(self.counts[change] for change in self.wanted)

    def __getitem__(self, part: slice) -> list[Changed]:
        last = len(self) if part.stop is None else part.stop
        return self._in_full(self._rows(part.start or 0, last))

    def __iter__(self):
        rows = self._rows(0, len(self))
        for first in range(0, len(rows), AT_ONCE):
            yield from self._in_full(rows[first : first + AT_ONCE])

    def _rows(self, first: int, last: int) -> list[tuple[int, str]]:
        """Person and change, in the order of the list."""
        with connection.cursor() as cursor:
            cursor.execute(ROWS, {**self._keys, "first": first, "most": max(0, last - first)})
            return cursor.fetchall()

    def _in_full(self, rows: list[tuple[int, str]]) -> list[Changed]:
        people = [person for person, _change in rows]
        both = RunResult.objects.filter(run__in=(self.before, self.after), registrant__in=people)
        results = {
            (each.run_id, each.registrant_id): each for each in both.select_related("registrant")
        }
        before = {person: results.get((self.before.pk, person)) for person in people}
        after = {person: results.get((self.after.pk, person)) for person in people}
        only = why_gone(self.after, _only(before, after)) | why_came(
            self.before, _only(after, before)
        )
        lapsed = _lapsed((before[person], after[person]) for person in people)
        return [
            _changed(change, before[person], after[person], only.get(person), lapsed)
            for person, change in rows
        ]


def _lapsed(pairs: Iterable[tuple[RunResult | None, RunResult | None]]) -> set[str]:
    """References of lines that waited in a first run and had lapsed in the second: the inputs say
    that they wait no more, the line itself why. Asked at most once for all of these."""
    found: set[str] = set()
    for was, now in pairs:
        if was and now:
            found |= wait_no_more(was.inputs, now.inputs)
    keys = [int(each) for each in found if each.isdecimal()]
    if not keys:
        return set()
    rows = register_queries.those(keys).filter(status=PointStatus.LAPSED)
    return {str(key) for key in rows.values_list("pk", flat=True)}


def _only(here: Results, there: Results) -> list[RunResult]:
    return [each for person, each in here.items() if each and there[person] is None]


def _changed(
    change: str,
    before: RunResult | None,
    after: RunResult | None,
    only: list[str] | None,
    lapsed: set[str],
) -> Changed:
    against = _against(before), _against(after)
    if before is None or after is None:
        why = [*not_judged(*against), *(only or ())]
    elif any(against):
        why = apart_reasons(*against, (before.inputs, after.inputs), lapsed)
    else:
        why = reasons(before.result, after.result, (before.inputs, after.inputs), lapsed)
    return Changed(change, before, after, why)


def _against(found: RunResult | None) -> list[str]:
    return against_of(found.contradictions, found.inputs) if found else []
