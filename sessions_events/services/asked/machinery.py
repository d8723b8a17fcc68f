"""The ordinary machinery, used for what registrants ask for. Part of the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from approvals import rules as approval_rules
from approvals import services as approval_services
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission, Role
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workflow import lock
from providers import services as provider_services
from registrants import queries as register_queries
from registrants.models import Registrant
from sessions_events import workflow
from sessions_events.enums import UploadSource
from sessions_events.models import Event, NonUkCet, PeerReview
from sessions_events.models.asked import Asked
from sessions_events.queries import asking as queries
from sessions_events.services.declaring import declare
from sessions_events.services.planning import add_event, plan_session
from sessions_events.services.uploading import upload

_FLOWS = {PeerReview: workflow.peer_review, NonUkCet: workflow.non_uk_cet}
_ACTS = frozenset({Permission.EVENT_PLAN, Permission.EVENT_DECLARE, Permission.EVENT_UPLOAD})


def flow_of(asked: Asked):
    """The workflow of this kind of case."""
    return _FLOWS[type(asked)]


def as_read(asked: Any, version: int | None) -> Any:
    """The case, locked; refused if it is not the version that somebody has read."""
    current = lock(asked)
    if version is not None and current.version != version:
        sentence = _(
            "%(number)s was changed while you were reading. Read it again, and decide then."
        )
        raise Refused(Refusal(sentence % {"number": current.number}))
    return current


def acting_for(actor: Actor, provider_id: int) -> Actor:
    """The actor, with what the GOC's own provider lets them do in this one case; the record
    says their own role."""
    return actor.lent(_ACTS, tenant_id=provider_id)


def registrant_as_actor(registrant: Registrant) -> Actor:
    """Whoever asked, as the one in whose name the application is written."""
    return Actor(
        user_id=registrant.user_id,
        name=str(registrant),
        role=Role.REGISTRANT,
        person_id=registrant.pk,
    )


def approved(
    asked: Asked,
    *,
    kind: str,
    wanted: approval_services.Wanted,
    outcomes: Sequence[approval_rules.AudienceOutcome],
    place: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> Event:
    """Application with its approval, session and event for what was asked (decisions.md 6).

    `kind`: of the GOC's own provider; `place`: where, as `plan_session` takes it.
    """
    provider = provider_services.own_provider(kind=kind, actor=actor, at=at)
    first, last = london_date(asked.starts_at), london_date(asked.ends_at)
    application = approval_services.grant(
        provider_id=provider.pk,
        wanted=wanted,
        outcomes=outcomes,
        held_on=last,
        asker=registrant_as_actor(asked.registrant),
        approver=User.objects.get(pk=cast(int, actor.user_id)),
        actor=actor,
        at=at,
    )
    planner = acting_for(actor, provider.pk)
    session = plan_session(
        provider_id=provider.pk,
        name=f"{asked.number} {asked.title}"[:200],
        start=first,
        end=last,
        actor=planner,
        at=at,
        **place,
    )
    return add_event(
        session=session,
        application=application,
        starts_at=asked.starts_at,
        ends_at=asked.ends_at,
        open_to_all=False,
        actor=planner,
        at=at,
    )


def declared(event: Event, values: dict[str, Any], *, actor: Actor, at: datetime) -> Event:
    """The declaration of what was held, in the name of whoever says it."""
    return declare(event=event, values=values, actor=acting_for(actor, event.provider_id), at=at)


def uploaded(event: Event, people: Iterable[int], *, actor: Actor, at: datetime) -> set[int]:
    """Points for these people, as the register has them on the day; returns who has them."""
    numbers = queries.numbers_on(people, london_date(event.ends_at))
    surnames = register_queries.surnames_of(numbers)
    cells = [
        (line, number, surnames[person])
        for line, (person, number) in enumerate(numbers.items(), start=1)
    ]
    upload(
        event=event,
        cells=cells,
        source=UploadSource.TYPED,
        actor=acting_for(actor, event.provider_id),
        at=at,
    )
    return register_queries.uploaded_for(event.ev_number)
