"""Reads of drafted variants of a scheme version."""

from django.db.models import Max, OuterRef, QuerySet, Subquery

from cet_portal.core.actor import Actor
from cet_portal.core.models import Counter
from compliance.enums import VariantStatus
from compliance.models import SchemeVariant


def variants_visible_to(actor: Actor) -> QuerySet[SchemeVariant]:
    """Every edition that the actor may see."""
    return SchemeVariant.objects.visible_to(actor)


def latest_of_each(actor: Actor, *, base: str = "", status: str = "") -> QuerySet[SchemeVariant]:
    """The latest edition of each variant, the last saved first."""
    last = (
        SchemeVariant.objects.filter(number=OuterRef("number"))
        .order_by()
        .values("number")
        .annotate(last=Max("edition"))
        .values("last")
    )
    rows = variants_visible_to(actor).filter(edition=Subquery(last))
    if base:
        rows = rows.filter(base=base)
    if status in VariantStatus.values:
        rows = rows.filter(status=status)
    return rows.order_by("-saved_at", "-pk")


def editions_of(actor: Actor, number: str) -> QuerySet[SchemeVariant]:
    """Every edition of one variant, the latest first."""
    return variants_visible_to(actor).filter(number=number).order_by("-edition")


def latest_locked(number: str) -> SchemeVariant:
    """The latest edition, locked; whoever saves the variant takes the first edition's lock before,
    so that one who waited for it sees the edition made meanwhile."""
    SchemeVariant.objects.select_for_update().get(number=number, edition=1)
    rows = SchemeVariant.objects.select_for_update().filter(number=number)
    return rows.order_by("-edition")[0]


def lock_numbers() -> None:
    """Drafts are made one after the other until the transaction ends."""
    Counter.objects.get_or_create(prefix="SV")
    Counter.objects.select_for_update().get(prefix="SV")
