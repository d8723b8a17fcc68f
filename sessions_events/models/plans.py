"""Lists of events to plan, as somebody sent them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cet_portal.core.models import WithMaker
from providers.models import Provider
from sessions_events.models.owned import OwnedQuerySet


class PlanList(WithMaker):
    """A file with one event a row. What can be planned is; the rest stays here to be seen.

    `rows`: {"line", "cells"} each, the line as a spreadsheet shows it. `planned`: EV-numbers by
    line. `layout`: the place of each known column.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="plan_lists")
    name = models.CharField(_("name of the file"), max_length=200)
    headings = models.JSONField()
    layout = models.JSONField()
    rows = models.JSONField()
    planned = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["provider", "-made_at"])]

    def __str__(self):
        return self.name

    @property
    def reference(self) -> str:
        return self.name
