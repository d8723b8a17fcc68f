"""Keys with which other systems read and upload."""

import secrets
from datetime import datetime
from typing import cast

from django.db import transaction

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import require
from cet_portal.core.workflow import lock
from sessions_events import permissions
from sessions_events.enums import KeyKind
from sessions_events.models import ApiKey
from sessions_events.rules.keys import PREFIX, SHOWN, digest_of, kind_for


@transaction.atomic
def make_key(*, name: str, actor: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A new key with its secret, which is shown once and kept nowhere. What it opens follows from
    the role in which it is made: uploads, the own statement, or results."""
    require(permissions.may_manage_keys(actor, at=at))
    kind = cast(KeyKind, kind_for(actor))
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        kind=kind,
        provider_id=actor.tenant_id,
        holder_id=None if actor.tenant_id else actor.user_id,
        name=name,
        start=secret[:SHOWN],
        digest=digest_of(secret),
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    audit.record("api_key.make", key, actor=actor, at=at, name=name, kind=key.kind)
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, actor: Actor, at: datetime) -> ApiKey:
    """From now on the key opens nothing. Done twice changes nothing more."""
    key = lock(key)
    require(permissions.may_manage_keys(actor, key, at=at))
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by_name = at, actor.name
        key.save(update_fields=["revoked_at", "revoked_by_name"])
        audit.record("api_key.revoke", key, actor=actor, at=at, name=key.name)
    return key


def note_use(*, key: ApiKey, actor: Actor, at: datetime) -> None:
    """On which day the key was last used; written once a day."""
    day = london_date(at)
    if key.used_on != day:
        ApiKey.objects.filter(pk=key.pk).update(used_on=day)
