"""What every act in a case does: a message in the thread, its files, the next clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cet_portal.core import holidays, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused
from cet_portal.core.workdays import Deadline
from providers import queries as provider_queries
from sessions_events.enums import Side, Told
from sessions_events.models import CaseFile, CaseMessage, PointsCase
from sessions_events.rules.sides import side_of

MOST_FILES = 10


def due_in(working_days: int, *, at: datetime, rule: str) -> dict[str, Any]:
    """The fields of the next clock, counted from the day of `at`; nobody was reminded of it."""
    deadline = Deadline.explain(london_date(at), working_days, holidays.current(), rule=rule)
    return {**deadline.as_fields(), "told": Told.NOT}


def say(
    case: PointsCase,
    text: str,
    *,
    step: str = "",
    files: Sequence[UploadedFile] = (),
    private: bool = False,
    actor: Actor,
    at: datetime,
) -> CaseMessage:
    """Put a message into the thread, with its files. In the caller's transaction."""
    if files and case.files.count() + len(files) > MOST_FILES:
        most = {"most": MOST_FILES}
        raise Refused(Refusal(_("A case has at most %(most)d files.") % most))
    side = side_of(actor)
    message = CaseMessage.objects.create(
        case=case,
        side=side,
        by=_by(side, case, actor, private=private)[:200],
        step=step,
        text=text.strip(),
        private=private,
        made_at=at,
        made_by_id=actor.user_id,
    )
    for file in files:
        stored = uploads.store(file=file, actor=actor, at=at)
        CaseFile.objects.create(case=case, message=message, file=stored)
    return message


def _by(side: str, case: PointsCase, actor: Actor, *, private: bool) -> str:
    """Who speaks, as every side may read it: nobody learns the name of a member of staff."""
    if side == Side.REGISTRANT:
        return f"{case.surname}, {case.number}"
    if side == Side.PROVIDER and actor.tenant_id is not None:
        return provider_queries.provider(actor.tenant_id).name
    if private:
        return actor.name
    return str(Side(side).label)
