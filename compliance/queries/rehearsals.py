"""Reads of rehearsed variants: who changes, and how many."""

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models import Count as Number

from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import Profession
from compliance.enums import Direction, RequirementCode
from compliance.models import ComplianceRun, SchemeVariant, VariantChange, VariantTally
from compliance.rules.rehearsing import WHOLE, Count, Key, together
from compliance.rules.result import Requirement

# Whether a requirement changes sides, as the address says it.
MET, NOT_MET = "met", "not-met"
TURNED = (Direction.TO_NOT_MET, Direction.TO_MET)
SIDES = (MET, NOT_MET)


@dataclass(frozen=True, slots=True)
class Row:
    """The people of one requirement, with its code, or of one profession."""

    label: str
    count: Count
    code: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Everybody of a rehearsal: in all, by profession, by requirement."""

    whole: Count
    professions: list[Row]
    requirements: list[Row]


def rehearsals_visible_to(actor: Actor) -> QuerySet[ComplianceRun]:
    """Runs that rehearse a variant, the latest first."""
    rows = ComplianceRun.objects.visible_to(actor).filter(variant__isnull=False)
    return rows.select_related("variant", "started_by").order_by("-started_at", "-pk")


def rehearsals_of(actor: Actor, variant: SchemeVariant) -> QuerySet[ComplianceRun]:
    """Those of one edition."""
    return rehearsals_visible_to(actor).filter(variant=variant)


def counts_of(run: ComplianceRun) -> Counts:
    """How many people the variant changes; one query, whatever their number."""
    tallies = VariantTally.objects.filter(run=run).values_list("rows", flat=True)
    found = together(row for rows in tallies for row in rows)
    whole, professions, requirements = Count(), {}, {}
    for (profession, key), count in found.items():
        if key == WHOLE:
            whole.add(count)
            professions.setdefault(profession, Count()).add(count)
        else:
            requirements.setdefault(key, Count()).add(count)
    return Counts(
        whole=whole,
        professions=[
            Row(profession_label(name), professions[name])
            for name in (*Profession.values, "")
            if name in professions
        ],
        requirements=[
            Row(requirement_label(*key), requirements[key], key[0])
            for key in sorted(requirements, key=_order)
        ],
    )


def changes_of(
    actor: Actor,
    run: ComplianceRun,
    *,
    direction: str = "",
    profession: str = "",
    code: str = "",
    side: str = "",
    words: str = "",
) -> QuerySet[VariantChange]:
    """The people whom the variant changes, first those who would have another result, then by
    number; narrowed as the words say."""
    rows = VariantChange.objects.visible_to(actor).filter(run=run).select_related("registrant")
    if direction in Direction.values:
        rows = rows.filter(direction=direction)
    if profession in Profession.values:
        rows = rows.filter(profession=profession)
    if code in RequirementCode.values:
        rows = rows.filter(codes__contains=[code])
    if side in SIDES:
        rows = rows.filter(_changes_sides(code, met=side == MET))
    if words:
        rows = rows.filter(number__iexact=words) | rows.filter(
            registrant__surname__istartswith=words
        )
    turned = Case(When(direction__in=TURNED, then=Value(0)), default=Value(1))
    return rows.order_by(turned, "number", "pk")


def _changes_sides(code: str, *, met: bool) -> Q:
    """A requirement is met on the other side, or not asked there any more (or yet)."""
    of_code = {"code": code} if code in RequirementCode.values else {}
    one, other = {"met": not met}, {"met": met}
    here, there = ("before", "after") if met else ("after", "before")
    not_asked = [{**of_code, here: {"met": False}, there: None}]
    return Q(changes__contains=[{**of_code, "before": one, "after": other}]) | Q(
        changes__contains=not_asked
    )


def profession_label(profession: str) -> str:
    """ "Optometrists"."""
    labels = {each.value: str(each.label).capitalize() for each in Profession}
    return labels.get(profession, "–")


def requirement_label(code: str, specialty: str, year: int) -> str:
    """ "Specialist points: contact lens", "Points in 2026": as everywhere else."""
    return Requirement(code, 0, 0, "", "", specialty=specialty or None, year=year or None).label


def _order(key: Key) -> tuple[int, str, int]:
    codes = list(RequirementCode.values)
    code, specialty, year = key
    return (codes.index(code) if code in codes else len(codes), specialty, year)


def progress_of(run: ComplianceRun) -> tuple[int, int]:
    """How many ranges of the register are judged, and how many there are."""
    ranges = run.ranges.aggregate(
        done=Number("pk", filter=Q(done_at__isnull=False)), all=Number("pk")
    )
    return ranges["done"], ranges["all"]
