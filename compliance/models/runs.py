"""Tables of end-of-cycle runs: the run, its ranges of the register, what each person got."""

from datetime import date, time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date, london_instant
from cet_portal.scheme.enums import Profession
from compliance.enums import RUN_OPEN, RunKind, RunStatus, Settled
from compliance.models.exact import ExactJSON
from compliance.models.variants import SchemeVariant
from registrants.models import Registrant


class ComplianceRunQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """GOC staff see all, everybody else none."""
        by_staff = actor.tenant_id is None and actor.may(Permission.RESULTS_READ)
        return self.all() if by_staff else self.none()

    def sealed(self):
        """What is finished and can never change."""
        return self.filter(status=RunStatus.SEALED)

    def holding(self, year: int):
        """Those of which `holds` is true."""
        over = london_instant(date(year + 1, 1, 1), time())
        return self.filter(as_at__gte=date(year, 12, 31), begun_at__gte=over)

    def at_work(self):
        """Workers are at it, or should be."""
        return self.filter(status=RunStatus.RUNNING)


class ComplianceRun(models.Model):
    """Everybody on the register in a cycle, judged once, and sealed (docs/adr/0036).

    `scheme`: the code of the scheme version; `figures`: all of its figures as plain values, or
    those of `variant`, so that the run can be repeated when they are mended. `apart`: people whose
    data contradict themselves are listed apart; otherwise the run is refused with their list.
    `people` and `met` are of those judged; `counts` has the number of people at each outcome,
    `annual` for each year how many had an annual minimum and how many are below it.
    `digest` is over the digests of all results. The database refuses to change a sealed run.
    """

    number = models.CharField(max_length=12, unique=True)
    cycle = models.CharField(max_length=12)
    scheme = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=RunKind.choices)
    variant = models.ForeignKey(SchemeVariant, models.PROTECT, null=True, related_name="runs")
    figures = models.JSONField(default=dict)
    as_at = models.DateField()
    apart = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=RunStatus.choices)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    annual = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)

    objects = ComplianceRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(kind=RunKind.REAL, status__in=RUN_OPEN),
                name="one_open_real_run_a_cycle",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.cycle}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return self.number

    @property
    def named(self) -> str:
        """With what it is: "RUN-10001 (real run)"."""
        kind = self.get_kind_display().lower()
        return _("%(number)s (%(kind)s)") % {"number": self.number, "kind": kind}

    @property
    def is_sealed(self) -> bool:
        return self.status == RunStatus.SEALED

    def holds(self, year: int) -> bool:
        """Does it count all points of a year, and was it begun when the year was over? Until then
        some were still to come."""
        begun = london_date(self.begun_at) if self.begun_at else None
        return begun is not None and begun.year > year and self.as_at >= date(year, 12, 31)

    @property
    def listed_apart(self) -> int:
        """People who were not judged: their data contradict themselves."""
        return int(self.counts.get(Settled.APART.value, 0))


class RunRange(models.Model):
    """A piece of the register for one worker: the people whose keys lie from `first` to `last`."""

    run = models.ForeignKey(ComplianceRun, models.CASCADE, related_name="ranges")
    place = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    done_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    annual = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="one_range_a_place_of_a_run")
        ]

    def __str__(self):
        return f"{self.run_id}: {self.place}"


class RunResultQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """GOC staff see all, registrants what they got in sealed real runs."""
        if actor.person_id is not None:
            return self.filter(
                registrant_id=actor.person_id,
                run__kind=RunKind.REAL,
                run__status=RunStatus.SEALED,
            )
        by_staff = actor.tenant_id is None and actor.may(Permission.RESULTS_READ)
        return self.all() if by_staff else self.none()


class RunResult(models.Model):
    """One person in a run: what was judged, and what came out.

    `inputs`: the text that was judged (compliance.rules.inputs reads it); `result`: as
    contracts/assess.md says, None for people listed apart, whose `contradictions` say why, each
    with field and message. `digest`: SHA-256 over all of it, in hexadecimal; `figures_digest`: over
    what was asked and obtained alone; `years_below`: of these years they are below the annual
    minimum. The database keeps `inputs` and `result` as they are: to
    compress them took a tenth of a run.
    """

    # Both indexes below begin with it. A trigger of the database asks for a whole COPY at once
    # what the two foreign keys would ask for each row.
    run = models.ForeignKey(
        ComplianceRun,
        models.PROTECT,
        related_name="results",
        db_index=False,
        db_constraint=False,
    )
    registrant = models.ForeignKey(
        Registrant, models.PROTECT, related_name="+", db_constraint=False
    )
    number = models.CharField(max_length=12)
    profession = models.CharField(max_length=30, choices=Profession.choices, blank=True)
    standing = models.CharField(max_length=20, choices=Settled.choices)
    met = models.BooleanField()
    inputs = models.TextField()
    result = ExactJSON(blank=True)
    contradictions = ExactJSON(blank=True)
    digest = models.CharField(max_length=64)
    figures_digest = models.CharField(max_length=32, blank=True)
    years_below = ArrayField(models.SmallIntegerField(), default=list)

    objects = RunResultQuerySet.as_manager()

    class Meta:
        constraints = [
            # What runs are counted and compared by stands in the index itself.
            models.UniqueConstraint(
                fields=["run", "registrant"],
                include=["number", "profession", "standing", "met", "digest", "figures_digest"],
                name="one_result_a_person_in_run",
            )
        ]
        indexes = [
            # A page far behind, and a search, look at the rows of that page alone.
            models.Index(
                fields=["run", "number", "id"],
                include=["registrant", "standing"],
                name="result_by_number",
            ),
            # Few are below an annual minimum.
            models.Index(
                fields=["run", "number", "id"],
                include=["registrant", "standing", "digest", "years_below"],
                condition=~Q(years_below=[]),
                name="result_below_annual",
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.get_standing_display()}"
