"""Reads for whoever writes: reference data of the checks, copies, and what can be renewed."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from approvals.enums import ApplicationStatus as S
from approvals.models import CetApplication
from approvals.queries.lists import visible_to
from approvals.rules import Reference
from cet_portal.core.actor import Actor
from cet_portal.scheme.enums import PointKind
from cet_portal.scheme.models import CompetencyUnit

# A re-approval that ended without an approval in force does not stand in the way of another.
_OVER = (S.REJECTED, S.WITHDRAWN, S.EXPIRED, S.APPROVAL_WITHDRAWN)


def reference() -> Reference:
    """What `rules.problems` has to know of the reference data."""
    units = list(CompetencyUnit.objects.values_list("code", "audience__code", "audience__kind"))
    return Reference(
        audience_of_unit={code: audience for code, audience, _kind in units},
        specialist_audiences=frozenset(
            audience for _code, audience, kind in units if kind == PointKind.SPECIALIST
        ),
    )


def _live_renewals() -> QuerySet[CetApplication]:
    return CetApplication.objects.filter(renews=True).exclude(status__in=_OVER)


def renewable(actor: Actor) -> QuerySet[CetApplication]:
    """Expired CET of the actor without a re-approval on its way, the last ended first.

    `is_approved_again`: the provider has an approved CET of the same title in this cycle.
    """
    expired = visible_to(actor).filter(status=S.EXPIRED)
    on_its_way = Exists(_live_renewals().filter(copied_from=OuterRef("pk")))
    again = CetApplication.objects.filter(
        provider=OuterRef("provider"), status=S.APPROVED, title__iexact=OuterRef("title")
    )
    found = expired.exclude(on_its_way).annotate(is_approved_again=Exists(again))
    return found.order_by("-approval_ends", "-pk")


def being_renewed(actor: Actor) -> QuerySet[CetApplication]:
    """Re-approvals on their way or granted, of CET that has expired; the latest first."""
    own = visible_to(actor).filter(pk__in=_live_renewals(), copied_from__status=S.EXPIRED)
    return own.select_related("copied_from").order_by("-pk")


def renewals_of(actor: Actor, old: Iterable[CetApplication]) -> QuerySet[CetApplication]:
    """Re-approvals of these on their way or granted, with what they renew."""
    return being_renewed(actor).filter(copied_from__in=list(old))


def linked(application: CetApplication, actor: Actor) -> list[CetApplication]:
    """What it was filled from and what was filled from it, as far as the actor may see it."""
    around = [application.copied_from_id] if application.copied_from_id else []
    found = visible_to(actor).filter(pk__in=around) | visible_to(actor).filter(
        copied_from=application
    )
    return list(found.order_by("pk"))
