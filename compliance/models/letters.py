"""Letters about a cycle: those of one kind together, each as it was sent, and the file for post."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile, WithDeadline
from compliance.enums import OF_HEALTH, LetterKind, LetterWay, RoundStatus
from compliance.models.outcomes import BulkAct
from compliance.models.runs import ComplianceRun
from compliance.rules.letters import Block, blocks
from registrants.models import Registrant

R = RoundStatus


class OfLettersQuerySet(models.QuerySet):
    """GOC staff see all but what speaks of health, which is the CET manager's; others none."""

    kind = "kind"

    def visible_to(self, actor: Actor):
        if actor.tenant_id is not None or not actor.may(Permission.CYCLE_REPORT):
            return self.none()
        if actor.may(Permission.DISPUTE_DECIDE):
            return self.all()
        return self.exclude(**{f"{self.kind}__in": OF_HEALTH})


class LetterRoundQuerySet(OfLettersQuerySet):
    def due(self, today):
        """Notices whose day has come."""
        return self.filter(status=R.PLANNED, due_on__lte=today)

    def stood_still(self, since):
        """Being written, and no worker has moved them since."""
        return self.filter(status=R.WRITING, moved_at__lte=since)


class LetterRound(WithDeadline):
    """The letters of one kind to everybody whom a sealed run concerns, written together; or those
    about what befell people without an account: of one `act` on many, or collected, act by act,
    until the file for the post is made.

    `year`: of an annual minimum. `run`: what the letters tell; a planned notice has none yet.
    `total`: how many letters there are to write, `last_key` the run's result up to which they
    are. `worker`: the mark of the worker that is at it, `moved_at` when it last wrote.
    """

    OPEN_STATUSES = frozenset({R.PLANNED})

    cycle = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    year = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=12, choices=RoundStatus.choices)
    run = models.ForeignKey(ComplianceRun, models.PROTECT, null=True, related_name="rounds")
    act = models.OneToOneField(BulkAct, models.PROTECT, null=True, related_name="round")
    total = models.PositiveIntegerField(default=0)
    last_key = models.BigIntegerField(default=0)
    worker = models.UUIDField(null=True)
    moved_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(null=True)

    objects = LetterRoundQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "notices of a possible shortfall"
        constraints = [
            *WithDeadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["run", "kind", "year"],
                condition=Q(run__isnull=False),
                nulls_distinct=False,
                name="one_round_a_run_and_kind",
            ),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(kind=LetterKind.POSSIBLE_SHORTFALL),
                name="one_notice_a_cycle",
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind", "year"],
                condition=Q(status=R.WRITING),
                nulls_distinct=False,
                name="one_kind_is_written_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind"],
                condition=Q(status=R.COLLECTING, act__isnull=True),
                name="one_kind_is_collected_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year or self.cycle}".strip()

    @property
    def reference(self) -> str:
        """What the audit trail and a rehearsal call it."""
        return f"{self.kind} {self.year or self.cycle}".strip()

    @property
    def is_collected(self) -> bool:
        """Do letters come into it act by act until the file for the post is made?"""
        return self.status == R.COLLECTING and self.act_id is None


class LetterQuerySet(OfLettersQuerySet):
    kind = "round__kind"

    def visible_to(self, actor: Actor):
        """A registrant reads their own, whatever it speaks of."""
        if actor.person_id is not None:
            return self.filter(registrant_id=actor.person_id)
        return super().visible_to(actor)


class Letter(models.Model):
    """One letter as it was sent: the database refuses to change its words, or to delete it.

    `number` and `addressee` as they were on that day. `digest`: that of the run's result which it
    tells. `about`: of what befell one person the key of the message, that mails have. `text`:
    paragraphs with empty lines between them (compliance.rules.letters reads it).
    """

    # The indexes below begin with it.
    round = models.ForeignKey(LetterRound, models.PROTECT, related_name="letters", db_index=False)
    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    addressee = models.CharField(max_length=301)
    written_on = models.DateField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=10, choices=LetterWay.choices)
    read_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "registrant", "about"], name="one_letter_a_person_and_round"
            )
        ]
        # How many of a round go by which way and were read is counted in it alone.
        indexes = [
            models.Index(fields=["round", "way"], include=["read_at"], name="letters_by_way")
        ]

    def __str__(self):
        return f"{self.number}: {self.subject}"

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"L-{self.pk}"

    @property
    def posted_on(self) -> date | None:
        """The day on which it went by post, if staff have marked it."""
        if self.way != LetterWay.POST:
            return None
        post_file = getattr(self.round, "post_file", None)
        return post_file and post_file.posted_on

    @property
    def blocks(self) -> list[Block]:
        """The text as page and PDF lay it out."""
        return list(blocks(self.text))


class PostFileQuerySet(models.QuerySet):
    def stood_still(self, since):
        """Not made yet, and no worker has moved it since."""
        return self.filter(file__isnull=True, moved_at__lte=since, tries__lt=PostFile.MOST_TRIES)


class PostFile(models.Model):
    """The letters of a round that go by post, in one PDF to print. Made by the worker.

    `file` is None until it is made; `tries`: workers that have begun it. `posted_on`: the day on
    which staff took the letters to the post, as they say.
    """

    MOST_TRIES = 5

    round = models.OneToOneField(LetterRound, models.PROTECT, related_name="post_file")
    letters = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    worker = models.UUIDField(null=True)
    moved_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    posted_on = models.DateField(null=True)
    posted_at = models.DateTimeField(null=True)
    posted_by_name = models.CharField(max_length=200, blank=True)

    objects = PostFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("letters")), name="no_more_letters_than_there_are"
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True)
                | Q(file__isnull=False, posted_at__isnull=False) & ~Q(posted_by_name=""),
                name="what_is_posted_was_made",
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.done} of {self.letters}"

    @property
    def reference(self) -> str:
        """What the audit trail calls it."""
        return f"post {self.round_id}"

    @property
    def has_failed(self) -> bool:
        """No worker could make it."""
        return self.file_id is None and self.tries >= self.MOST_TRIES
