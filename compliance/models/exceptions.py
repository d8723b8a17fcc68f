"""Tables of compliance: exceptions that registrants ask for after a cycle (docs/adr/0041)."""

from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile, WithDeadline, WithMaker
from compliance.enums import (
    EXCEPTION_DECIDED,
    EXCEPTION_GRANTED,
    EXCEPTION_OPEN,
    ExceptionGround,
    ExceptionStatus,
    Factor,
    ForThem,
    Speaks,
)
from compliance.models.assisting import DoneForThem, helped
from compliance.rules.assisting import said
from registrants.models import Registrant

S = ExceptionStatus


class OfAnExceptionQuerySet(models.QuerySet):
    """A registrant sees their own, the CET manager all, nobody else any: they speak of health."""

    request = ""

    def visible_to(self, actor: Actor):
        if actor.person_id is not None:
            return self.filter(**{f"{self.request}registrant_id": actor.person_id})
        by_manager = actor.tenant_id is None and actor.may(Permission.DISPUTE_DECIDE)
        return self.all() if by_manager else self.none()


class ExceptionRequestQuerySet(OfAnExceptionQuerySet):
    def open(self):
        return self.filter(status__in=EXCEPTION_OPEN)

    def decided(self):
        return self.filter(status__in=EXCEPTION_DECIDED)

    def standing(self):
        """The one of each person and cycle that stands: the last that was granted, or where none
        was, the last that was refused. Another beside it changes nothing while it is open, or when
        it is refused or withdrawn (docs/adr/0041)."""
        own = self.model.objects.decided().filter(
            registrant=OuterRef("registrant"), cycle=OuterRef("cycle")
        )
        granted = ExpressionWrapper(Q(status__in=EXCEPTION_GRANTED), models.BooleanField())
        last = own.order_by(granted.desc(), "-decided_at", "-pk").values("pk")[:1]
        return self.decided().filter(pk=Subquery(last))

    def to_close(self, today):
        """The last day for evidence is past."""
        return self.filter(status=S.EVIDENCE, due_on__lt=today)

    def to_tell_late(self, today):
        """The decision is late, and the CET manager was not told."""
        return self.filter(status=S.WITH_MANAGER, due_on__lt=today, told_late=False)


class ExceptionRequest(WithMaker, WithDeadline):
    """ "I could not meet the requirements": of one person and cycle, until it is decided.

    `evidence_due_on` and `decide_by` are laid when it is asked; `due_on` is the one that runs.
    `factors`: by `Factor`, whether it speaks for or against and the words; `lowered`: of each
    requirement that was lowered its code, specialty, figures and sum.
    """

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    cycle = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=ExceptionStatus.choices)
    number = models.CharField(max_length=12)
    ground = models.CharField(max_length=20, choices=ExceptionGround.choices)
    words = models.TextField()
    asked_on = models.DateField()
    evidence_due_on = models.DateField()
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    factors = models.JSONField(default=dict)
    lowered = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    told_late = models.BooleanField(default=False)

    objects = ExceptionRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            *WithDeadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["registrant", "cycle"],
                condition=Q(status__in=EXCEPTION_OPEN),
                name="one_open_exception_a_person_and_cycle",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.cycle}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"EX-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in EXCEPTION_OPEN

    @property
    def is_decided(self) -> bool:
        return self.status in EXCEPTION_DECIDED

    @property
    def is_granted(self) -> bool:
        """Wholly or in part."""
        return self.status in EXCEPTION_GRANTED

    def was_helped_by(self, user_id: int | None) -> bool:
        """Did they act in it on behalf of its person, or record what that person asked?"""
        return helped(self.for_them.all(), user_id)

    @property
    def weighed(self) -> list[dict[str, str]]:
        """The factors of the decision in their usual order: factor, speaks, words."""
        return [
            {
                "factor": str(factor.label),
                "speaks": str(Speaks(self.factors[factor]["speaks"]).label),
                "words": self.factors[factor]["words"],
            }
            for factor in Factor
            if factor in self.factors
        ]


class AboutExceptionQuerySet(OfAnExceptionQuerySet):
    request = "request__"


class LeavePeriodQuerySet(AboutExceptionQuerySet):
    def standing(self):
        """Neither corrected nor taken back since, in the order of their days."""
        return self.filter(changed_at__isnull=True).order_by("start", "pk")

    def changed(self):
        """Corrected or taken back, the newest first."""
        rows = self.filter(changed_at__isnull=False).select_related("replaced_by")
        return rows.order_by("-changed_at", "-pk")


class LeavePeriod(models.Model):
    """Days on leave, both inclusive.

    What was typed wrongly stays, with when and why it changed: `replaced_by` the right days,
    None where it was taken back.
    """

    request = models.ForeignKey(ExceptionRequest, models.PROTECT, related_name="leave")
    start = models.DateField()
    end = models.DateField()
    changed_at = models.DateTimeField(null=True)
    changed_because = models.TextField(blank=True)
    changed_by_id = models.BigIntegerField(null=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")

    objects = LeavePeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="leave_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, replaced_by__isnull=True)
                | Q(changed_at__isnull=False) & ~Q(changed_because=""),
                name="changed_leave_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.start} to {self.end}"


class ExceptionFile(models.Model):
    """Evidence of a registrant, such as a letter of a hospital."""

    request = models.ForeignKey(ExceptionRequest, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = AboutExceptionQuerySet.as_manager()

    def __str__(self):
        return self.file.name


class ActForThem(DoneForThem):
    """Staff did this about a request on behalf of its person."""

    request = models.ForeignKey(ExceptionRequest, models.PROTECT, related_name="for_them")
    act = models.CharField(max_length=10, choices=ForThem.choices)

    objects = AboutExceptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(act=ForThem.ASK), name="asked_for_once"
            )
        ]

    def __str__(self):
        return said(
            self.act, str(self.request.registrant), self.assisted.way, self.assisted.received_on
        )
