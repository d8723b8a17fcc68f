"""What registrants asked GOC staff for: written, submitted and decided in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from approvals import rules
from approvals.enums import AttachmentKind, Section, Verdict
from approvals.models import Attachment, CetApplication
from approvals.services.assigning import give
from approvals.services.deciding import decide, judge
from approvals.services.drafts import create_draft, save_section
from approvals.services.submitting import hand_in
from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile
from cet_portal.scheme import queries as scheme_queries


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a registrant asks for. `values`: the fields of an application; `objectives` and
    `contributors`: as `save_section` takes them; `programme`: a file that stays where it is."""

    values: dict[str, Any]
    objectives: Sequence[dict[str, Any]]
    contributors: Sequence[dict[str, Any]]
    programme: StoredFile | None = None


@transaction.atomic
def grant(
    *,
    provider_id: int,
    wanted: Wanted,
    outcomes: Sequence[rules.AudienceOutcome],
    held_on: date,
    asker: Actor,
    approver: User,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """An approved application of the GOC's own provider, by the ordinary steps.

    `asker`: the registrant, in whose name it is written and submitted. `actor`: the member of
    staff who found every criterion met and approves it (`approver` is their account). Refused
    where the rules of an ordinary application stand against it, and where the member of staff
    is the registrant.
    """
    writer = asker.lent(_WRITES, tenant_id=provider_id)
    application = _written(provider_id, wanted, writer, at)
    application = hand_in(application=application, actor=writer, at=at)
    application = give(application=application, approver=approver, actor=actor, at=at)
    decider = actor.lent([Permission.APPLICATION_DECIDE])
    judge(application=application, judged=_all_met(application), actor=decider, at=at)
    return decide(application=application, outcomes=outcomes, held_on=held_on, actor=decider, at=at)


_WRITES = frozenset({Permission.APPLICATION_WRITE, Permission.APPLICATION_SUBMIT})


def _written(provider_id: int, wanted: Wanted, writer: Actor, at: datetime) -> CetApplication:
    values = dict(wanted.values)
    draft = create_draft(
        provider_id=provider_id, values={"title": values.pop("title")}, actor=writer, at=at
    )
    draft = save_section(
        application=draft,
        section=Section.LEARNING,
        version=draft.version,
        values=values,
        objectives=wanted.objectives,
        contributors=wanted.contributors,
        actor=writer,
        at=at,
    )
    if wanted.programme:
        Attachment.objects.create(
            application=draft,
            file=wanted.programme,
            kind=AttachmentKind.PROGRAMME,
            added_at=at,
            added_by=writer.name[:200],
        )
    return draft


def _all_met(application: CetApplication) -> list[rules.Judged]:
    return [
        rules.Judged(criterion.code, Verdict.MET, "", audience)
        for criterion in scheme_queries.criteria()
        for audience in (application.audiences if criterion.per_audience else ("",))
    ]
