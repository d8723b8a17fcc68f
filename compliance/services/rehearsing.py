"""Rehearsing a variant of a scheme version over the whole register (docs/adr/0037)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused, require
from compliance import permissions, workflow
from compliance.enums import RunKind
from compliance.models import ComplianceRun, SchemeVariant
from compliance.rules import Period
from compliance.rules.figures import figures_from_plain
from compliance.services.running import start_run


@transaction.atomic
def rehearse_variant(
    *, variant: SchemeVariant, period: Period, actor: Actor, at: datetime
) -> ComplianceRun:
    """Judge everybody of the cycle by the variant and by the figures in force.

    From now on the edition stays as it is. Refused for a cycle of another scheme version and for
    a variant that was withdrawn; pressed twice gives the first.
    """
    require(permissions.may_draft(actor, variant, at=at))
    if period.scheme != variant.base:
        words = {"cycle": period.name, "reference": variant.reference}
        raise Refused(
            Refusal(
                _("%(reference)s changes another scheme version than that of %(cycle)s") % words
            )
        )
    variant = workflow.scheme_variant.move(variant, "rehearse", actor=actor, at=at)
    return start_run(
        period=period,
        kind=RunKind.REHEARSAL,
        apart=True,
        variant=variant,
        figures=figures_from_plain(variant.figures),
        actor=actor,
        at=at,
    )
