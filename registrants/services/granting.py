"""Staff record and correct what the registrar granted under rule 14 of the CET Rules 2005."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from cet_portal.scheme.enums import Specialty
from registrants import permissions
from registrants.models import Registrant, VoluntaryGrant
from registrants.queries.granting import grant_in_force
from registrants.rules.granting import MOST_GRANTED, professions_of, too_early


@transaction.atomic
def grant_voluntary(
    *,
    registrant: Registrant,
    granted_by: str,
    granted_on: date,
    general: int,
    specialist: Sequence[tuple[str, int]],
    reason: str,
    instead_of: int | None = None,
    actor: Actor,
    at: datetime,
) -> VoluntaryGrant:
    """Keep what was granted, in place of what was recorded before (`instead_of`, its key), which
    stays in the history. Zero everywhere: nothing was granted after all.

    Refused to others than staff who keep the register; for a day to come or before rule 14;
    without who granted it or the reason; for a specialty twice, without points or of another
    profession; if nothing is different; and if somebody else has recorded something meanwhile.
    """
    registrant = lock(registrant)
    require(permissions.may_grant(actor, registrant))
    last = grant_in_force(registrant.pk)
    if (last.pk if last else None) != instead_of:
        raise Refused(
            Refusal(_("Somebody has recorded something meanwhile. Look at it, and try again."))
        )
    made = VoluntaryGrant(
        registrant=registrant,
        granted_by=granted_by.strip(),
        granted_on=granted_on,
        general=general,
        specialist=[[name, points] for name, points in specialist],
        reason=reason.strip(),
        recorded_by_id=cast(int, actor.user_id),
        recorded_at=at,
    )
    require(_refusal(made, last))
    if last:
        last.replaced_at = at
        last.save(update_fields=["replaced_at"])
    made.save()
    audit.record(
        "register.grant_voluntary",
        registrant,
        actor=actor,
        at=at,
        was=[last.general, last.specialist] if last else None,
        now=[made.general, made.specialist],
        granted_by=made.granted_by,
        granted_on=granted_on.isoformat(),
        reason=made.reason,
    )
    return made


def _refusal(made: VoluntaryGrant, last: VoluntaryGrant | None) -> Refusal | None:
    if not made.granted_by:
        return Refusal(_("Say who granted the points."))
    if not made.reason:
        return Refusal(_("Say on what this rests, or why it is corrected."))
    if made.granted_on > london_date(made.recorded_at):
        return Refusal(_("The day must be today or in the past."))
    if early := too_early(made.granted_on):
        return Refusal(early)
    if last is None and not made.general and not made.specialist:
        return Refusal(_("Enter the points that were granted."))
    if last and _said(made) == _said(last):
        return Refusal(_("Nothing is different from what is recorded."))
    return _refusal_of_points(made)


def _refusal_of_points(made: VoluntaryGrant) -> Refusal | None:
    names = [name for name, _points in made.specialist]
    if len(set(names)) != len(names):
        return Refusal(_("Each specialty can be there once."))
    if not 0 <= made.general <= MOST_GRANTED or any(
        not 0 < points <= MOST_GRANTED for _name, points in made.specialist
    ):
        return Refusal(_("Points are whole numbers, at most %(most)d.") % {"most": MOST_GRANTED})
    professions = set(made.registrant.entries.values_list("profession", flat=True))
    for name in names:
        if not professions & professions_of(name):
            words = {"specialty": Specialty(name).label}
            return Refusal(_("“%(specialty)s” belongs to another profession.") % words)
    return None


def _said(grant: VoluntaryGrant) -> tuple:
    return grant.granted_by, grant.granted_on, grant.general, grant.specialist
