"""When a provider could not submit anything new."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.formats import date_format

from providers.models import Provider
from sessions_events.models.duties import Duty
from sessions_events.models.owned import OwnedQuerySet


class HoldQuerySet(OwnedQuerySet):
    def noted(self):
        """Told, and not yet told to be over."""
        return self.filter(lifted_on__isnull=True)

    def to_lift(self, today):
        """Noted, and nothing holds any more."""
        late = Duty.objects.holding(today).filter(event__provider=OuterRef("provider"))
        return self.noted().filter(~Exists(late))


class Hold(models.Model):
    """The record of one hold on new submissions (decisions.md 24, docs/adr/0025).

    It decides nothing: a hold exists exactly while a duty is open whose `hold_on` has come. This
    row keeps from when to when that was so, and that the provider was told.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="holds")
    placed_on = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(lifted_on__isnull=True),
                name="one_hold_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("placed_on")),
                name="hold_lifted_after_it_was_placed",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """What people know it by: whose it is, and since when."""
        return f"{self.provider.name}, {date_format(self.placed_on, 'j F Y')}"
