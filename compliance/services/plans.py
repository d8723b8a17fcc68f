"""Keeping plans: one's own, under names."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.versions import version_of
from cet_portal.scheme import limits
from compliance.models import SavedPlan
from registrants.models import Registrant


class PlanThere(Exception):
    """Another choice has the name, and they have not said that it is to be replaced: `current`."""

    def __init__(self, current: SavedPlan):
        super().__init__(current.name)
        self.current = current


@transaction.atomic
def save_plan(
    *, name: str, choice: str, version: str | None = None, actor: Actor, at: datetime
) -> SavedPlan:
    """Keep what was chosen under this name; what had the name before is replaced.

    `version`: of the choice that is to be replaced (`core.versions`), empty where nothing is; None
    replaces whatever there is. Raises `PlanThere` where another choice has the name. Refused: more
    plans than `limits.MOST_PLANS`.
    """
    # Whoever saves two at once waits here: of a new name there is no plan yet to wait for.
    Registrant.objects.select_for_update(no_key=True).get(pk=actor.person)
    plans = {plan.name: plan for plan in SavedPlan.objects.filter(registrant_id=actor.person)}
    there = plans.get(name)
    if there and there.choice != choice and version not in (None, version_of(there.choice)):
        raise PlanThere(there)
    if there is None and len(plans) >= limits.MOST_PLANS:
        raise Refused(
            Refusal(
                _("You can keep %(most)s plans. Remove one, or use the name of another.")
                % {"most": limits.MOST_PLANS}
            )
        )
    plan, _made = SavedPlan.objects.update_or_create(
        registrant_id=actor.person, name=name, defaults={"choice": choice, "saved_at": at}
    )
    audit.record("plan.save", plan, actor=actor, at=at)
    return plan


@transaction.atomic
def remove_plan(*, plan: SavedPlan, actor: Actor, at: datetime) -> None:
    """It is gone. Refused: somebody else's."""
    if plan.registrant_id != actor.person_id:
        raise Refused(Refusal(_("Only the registrant who keeps a plan can remove it.")))
    audit.record("plan.remove", plan, actor=actor, at=at)
    plan.delete()


def join_plans(*, kept: int, joined: int, actor: Actor, at: datetime) -> int:
    """They are one person: so are their plans; where both have a name, that of the one kept
    stays. Returns how many moved."""
    names = SavedPlan.objects.filter(registrant=kept).values("name")
    moving = list(SavedPlan.objects.filter(registrant=joined).exclude(name__in=names))
    SavedPlan.objects.filter(pk__in=[plan.pk for plan in moving]).update(registrant=kept)
    audit.record_many("plan.join", moving, actor=actor, at=at, kept=kept, joined=joined)
    return len(moving)
