"""Drafting a variant of a scheme version (docs/adr/0037)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.double_click import made_just_now
from cet_portal.core.numbering import next_number
from cet_portal.core.permissions import Refusal, Refused, require
from compliance import permissions, workflow
from compliance.enums import VariantStatus
from compliance.models import SchemeVariant
from compliance.queries import variants as reads

# What people type of a variant; `figures` are plain values, as rules.variants writes them.
FIELDS = ("name", "legal_source", "purpose", "figures")


class VariantEdited(Exception):
    """Somebody else saved it since the form was opened; `current` is what they saved."""

    def __init__(self, current: SchemeVariant):
        super().__init__(current.reference)
        self.current = current


@transaction.atomic
def draft_variant(
    *, base: str, values: Mapping[str, Any], actor: Actor, at: datetime
) -> SchemeVariant:
    """A new variant of the scheme version `base`; pressed twice gives the first.

    `values`: those of `FIELDS`, checked by rules.variants.
    """
    require(permissions.may_draft(actor, at=at))
    reads.lock_numbers()
    twice = made_just_now(
        SchemeVariant.objects.filter(base=base, edition=1),
        actor=actor,
        at=at,
        name=values["name"],
        figures=values["figures"],
    )
    if twice:
        return twice
    variant = SchemeVariant.objects.create(
        number=next_number("SV"),
        base=base,
        made_at=at,
        made_by_id=actor.user_id,
        saved_at=at,
        saved_by=actor.name,
        **{name: values[name] for name in FIELDS},
        **workflow.scheme_variant.born(VariantStatus.DRAFT),
    )
    audit.record("scheme_variant.draft", variant, actor=actor, at=at, base=base)
    return variant


@transaction.atomic
def save_variant(
    *,
    variant: SchemeVariant,
    version: int,
    values: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> SchemeVariant:
    """Change a draft; of one that was rehearsed make the next edition, and leave it as it was.

    `version` is the one the form was opened with. Raises `VariantEdited` if somebody saved in
    between, also as another edition, and `Refused` where the variant was withdrawn.
    """
    require(permissions.may_draft(actor, variant, at=at))
    current = reads.latest_locked(variant.number)
    if current.status == VariantStatus.WITHDRAWN:
        words = {"reference": current.reference}
        raise Refused(Refusal(_("%(reference)s was withdrawn. Draft a new one.") % words))
    if current.pk != variant.pk or current.version != version:
        raise VariantEdited(current)
    if current.status == VariantStatus.REHEARSED:
        if all(getattr(current, name) == values[name] for name in FIELDS):
            return current
        return _next_edition(current, values, actor=actor, at=at)
    for name in FIELDS:
        setattr(current, name, values[name])
    current.version += 1
    current.saved_at, current.saved_by = at, actor.name
    current.save(update_fields=[*FIELDS, "version", "saved_at", "saved_by"])
    audit.record("scheme_variant.save", current, actor=actor, at=at, version=current.version)
    return current


def _next_edition(
    before: SchemeVariant, values: Mapping[str, Any], *, actor: Actor, at: datetime
) -> SchemeVariant:
    edition = SchemeVariant.objects.create(
        number=before.number,
        edition=before.edition + 1,
        base=before.base,
        version=before.version + 1,
        made_at=at,
        made_by_id=actor.user_id,
        saved_at=at,
        saved_by=actor.name,
        **{name: values[name] for name in FIELDS},
        **workflow.scheme_variant.born(VariantStatus.DRAFT),
    )
    audit.record("scheme_variant.edition", edition, actor=actor, at=at, before=before.reference)
    return edition


@transaction.atomic
def withdraw_variant(*, variant: SchemeVariant, actor: Actor, at: datetime) -> SchemeVariant:
    """It goes no further. What was rehearsed of it stays readable."""
    return workflow.scheme_variant.move(variant, "withdraw", actor=actor, at=at)
