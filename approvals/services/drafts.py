"""Writing: a draft, and the sections that a question is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from approvals import permissions, workflow
from approvals.enums import ApplicationStatus, Section
from approvals.models import CetApplication, Contributor, LearningObjective
from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from providers import queries as provider_queries


class EditedMeanwhile(Exception):
    """Somebody else saved the draft since the form was opened; `current` is what they saved."""

    def __init__(self, current: CetApplication):
        super().__init__(current.c_number)
        self.current = current


@transaction.atomic
def create_draft(
    *, provider_id: int, values: dict[str, Any], actor: Actor, at: datetime
) -> CetApplication:
    """A new application from its first saved section; the C-number is given at once.

    `values`: field names and values, at least `title`. Pressed twice gives the first.
    """
    application = CetApplication(
        provider_id=provider_id,
        made_at=at,
        made_by_id=actor.user_id,
        saved_at=at,
        saved_by=actor.name,
        sections_saved=[Section.ABOUT],
        **values,
        **workflow.application.born(ApplicationStatus.DRAFT),
    )
    require(permissions.may_write(actor, application, at=at))
    untouched = CetApplication.objects.filter(
        provider=provider_queries.lock(provider_id),
        status=ApplicationStatus.DRAFT,
        version=application.version,
    )
    pressed_twice = made_just_now(untouched, actor=actor, at=at, **values)
    if pressed_twice:
        return pressed_twice
    application.c_number = next_number("C")
    application.save()
    audit.record("application.create", application, actor=actor, at=at)
    return application


@transaction.atomic
def save_section(
    *,
    application: CetApplication,
    section: str,
    version: int,
    values: dict[str, Any],
    objectives: Sequence[dict[str, Any]] | None = None,
    contributors: Sequence[dict[str, Any]] | None = None,
    actor: Actor,
    at: datetime,
) -> CetApplication:
    """Save one section of a draft, or one that a question is about.

    `objectives` ({text, units}) and `contributors` ({name, qualifications, part}) replace those
    lists if given. `version` is the one the form was opened with. Raises `EditedMeanwhile` if
    somebody saved in between, and `Refused` if the section cannot be changed any more.
    """
    current = writable(
        application=application, section=section, version=version, actor=actor, at=at
    )
    for name, value in values.items():
        setattr(current, name, value)
    if objectives is not None:
        _replace(current, LearningObjective, objectives)
    if contributors is not None:
        _replace(current, Contributor, contributors)
    count_save(application=current, section=section, fields=values, actor=actor, at=at)
    audit.record("application.save", current, actor=actor, at=at, section=section)
    return current


def writable(
    *, application: CetApplication, section: str, version: int, actor: Actor, at: datetime
) -> CetApplication:
    """The application, locked; refused or `EditedMeanwhile` where this save comes too late."""
    current = lock(application)
    require(permissions.may_write(actor, current, at=at, section=section))
    if current.version != version:
        raise EditedMeanwhile(current)
    return current


def count_save(
    *,
    application: CetApplication,
    section: str = "",
    fields: Iterable[str] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Write `fields` and that somebody saved, so that a second editor is told.

    `section`: which one, empty for what is no section.
    """
    application.version += 1
    application.saved_at, application.saved_by = at, actor.name
    if section and section not in application.sections_saved:
        application.sections_saved = [*application.sections_saved, str(section)]
    application.save(update_fields=[*fields, "sections_saved", "version", "saved_at", "saved_by"])


def _replace(application: CetApplication, model, lines: Sequence[dict[str, Any]]) -> None:
    model.objects.filter(application=application).delete()
    model.objects.bulk_create(
        model(application=application, order=order, **line)
        for order, line in enumerate(lines, start=1)
    )
