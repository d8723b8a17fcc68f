"""What staff do in a case on behalf of its person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from registrants.models import AssistedRequest


class DoneForThem(models.Model):
    """Staff did this in a case on behalf of its person, as they asked by letter or phone.

    Whoever is named here, or recorded what was asked, does not decide the case.
    """

    assisted = models.ForeignKey(AssistedRequest, models.PROTECT, related_name="+")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        abstract = True


def helped(acts: models.QuerySet[Any], user_id: int | None) -> bool:
    """Did they do one of these acts on behalf of its person, or record what that person asked?"""
    if user_id is None:
        return False
    return acts.filter(Q(done_by=user_id) | Q(assisted__recorded_by=user_id)).exists()
