"""CET outside the UK: asked for by one registrant, approved by staff for that one."""

from datetime import datetime
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from approvals import rules as approval_rules
from approvals.enums import Part
from approvals.services import Wanted
from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.double_click import DOUBLE_CLICK
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.scheme.enums import InteractivityGround, PointKind, Region
from providers.enums import OwnKind
from sessions_events import notifications, workflow
from sessions_events.enums import NonUkStatus
from sessions_events.models import NonUkCet
from sessions_events.permissions import asking as may
from sessions_events.queries import asking as queries
from sessions_events.services.asked import machinery


@transaction.atomic
def ask_non_uk(
    *, values: dict[str, Any], programme: UploadedFile, actor: Actor, at: datetime
) -> NonUkCet:
    """Ask for one event abroad. `values`: fields of `NonUkCet`. Refused unless it is to come, and
    the registrant is on the register on its last day. Pressed twice gives the first."""
    asked = NonUkCet(
        registrant_id=cast(int, actor.person_id),
        asked_at=at,
        **values,
        **workflow.non_uk_cet.born(NonUkStatus.REQUESTED),
    )
    require(may.may_ask(actor, asked, at=at))
    queries.lock_person(actor.person_id)
    _require_registered(asked)
    twin = NonUkCet.objects.filter(
        registrant_id=cast(int, actor.person_id), asked_at__gt=at - DOUBLE_CLICK, **values
    ).first()
    if twin:
        return twin
    asked.number = next_number("NU")
    asked.programme = uploads.store(file=programme, actor=actor, at=at)
    asked.save()
    audit.record("non_uk_cet.ask", asked, actor=actor, at=at)
    notifications.NonUkAsked(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def ask_non_uk_again(
    *,
    asked: NonUkCet,
    values: dict[str, Any],
    programme: UploadedFile | None = None,
    actor: Actor,
    at: datetime,
) -> NonUkCet:
    """Mended, and sent again; without another programme the one that was there stays."""
    current = machinery.as_read(asked, None)
    wanted = NonUkCet(registrant_id=current.registrant_id, **values)
    require(may.may_ask(actor, wanted, at=at))
    _require_registered(wanted)
    changed = dict(values)
    if programme:
        changed["programme"] = uploads.store(file=programme, actor=actor, at=at)
    for name, value in changed.items():
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    asked = workflow.non_uk_cet.move(
        current, "ask_again", actor=actor, at=at, asked_at=at, version=current.version + 1
    )
    notifications.NonUkAsked(asked).send(at=at, besides=actor.user_id)
    return asked


@transaction.atomic
def approve_non_uk(
    *,
    asked: NonUkCet,
    total: int,
    interactive: int,
    specialist: bool,
    units: list[str],
    version: int | None = None,
    actor: Actor,
    at: datetime,
) -> NonUkCet:
    """Staff approve it for this one person: points, the interactive part, the kind, the units.

    Refused once it has begun: nothing is approved afterwards; and for specialist points where
    the person holds no specialty on the day.
    """
    asked = machinery.as_read(asked, version)
    require(workflow.non_uk_cet.refusal(asked, "approve", actor=actor, at=at))
    audience = queries.audience_for(asked, specialist=specialist)
    if audience is None:
        raise Refused(Refusal(_("They are not on the register, or hold no specialty, on the day.")))
    outcome = approval_rules.AudienceOutcome(
        audience=audience,
        approved=True,
        total=total,
        interactive=interactive,
        units=tuple(units),
    )
    event = machinery.approved(
        asked,
        kind=OwnKind.NON_UK,
        wanted=_wanted(asked, outcome),
        outcomes=[outcome],
        place={
            "venue": asked.body,
            "town": f"{asked.town}, {asked.country}"[:100],
            "region": Region.ELSEWHERE,
        },
        actor=actor,
        at=at,
    )
    asked = workflow.non_uk_cet.move(
        asked,
        "approve",
        actor=actor,
        at=at,
        event=event,
        reasons="",
        decided_at=at,
        decided_by_name=actor.name[:200],
    )
    notifications.NonUkApproved(asked).send(at=at, besides=actor.user_id)
    return asked


def _require_registered(asked: NonUkCet) -> None:
    if queries.audience_for(asked, specialist=False) is None:
        day = london_date(asked.ends_at)
        if not queries.numbers_on([asked.registrant_id], day):
            raise Refused(Refusal(_("You are not on the register on that day.")))


def _wanted(asked: NonUkCet, outcome: approval_rules.AudienceOutcome) -> Wanted:
    kind = PointKind.GENERAL if queries.is_general(outcome.audience) else PointKind.SPECIALIST
    ground = asked.modality.grounds[:1] if outcome.interactive else InteractivityGround.NONE
    live = ground == InteractivityGround.C
    units = list(outcome.units)
    return Wanted(
        values={
            "title": f"{asked.title} ({asked.body})"[:200],
            "summary": asked.learning,
            "modality": asked.modality,
            "duration_minutes": asked.minutes,
            "audiences": [outcome.audience],
            "units": units,
            "assessment": _("The registrant sends evidence of attendance; GOC staff confirm it."),
            "ground": ground,
            "interaction": asked.interaction or _("As in the programme."),
            "peer_qualification": _("As in the programme.") if live else "",
            "channel": asked.body if live else "",
            "points_total": outcome.total,
            "points_interactive": outcome.interactive,
            "points_specialist": outcome.total if kind == PointKind.SPECIALIST else 0,
            "peer_review": False,
            "current_practice": asked.learning,
            "patient_care": asked.learning,
        },
        objectives=[{"text": asked.learning[:500], "units": units}],
        contributors=[
            {
                "name": asked.body,
                "qualifications": asked.other_scheme or asked.get_scheme_display(),
                "part": Part.BOTH,
            }
        ],
        programme=asked.programme,
    )
