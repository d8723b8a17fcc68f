"""Keys with which other systems read and upload."""

import secrets
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from cet_portal.core import audit
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal, Refused, require
from cet_portal.core.workflow import lock
from sessions_events import notifications, permissions
from sessions_events.enums import KeyKind
from sessions_events.models import ApiKey
from sessions_events.rules.keys import PREFIX, SHOWN, digest_of, kind_for, latest_end, next_reminder


@transaction.atomic
def make_key(
    *, name: str, actor: Actor, at: datetime, expires_on: date | None = None
) -> tuple[ApiKey, str]:
    """A new key with its secret, which is shown once and kept nowhere. What it opens follows from
    the role in which it is made: uploads, the own statement, or results.

    It works to the end of `expires_on`, or else as long as a key can. Refused: a day that is past
    or further off than that.
    """
    require(permissions.may_manage_keys(actor, at=at))
    today = london_date(at)
    last_day = expires_on or latest_end(today)
    if not today <= last_day <= latest_end(today):
        raise Refused(Refusal(_("A key can work from today on for up to a year.")))
    kind = cast(KeyKind, kind_for(actor))
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        kind=kind,
        provider_id=actor.tenant_id,
        holder_id=None if actor.tenant_id else actor.user_id,
        name=name,
        start=secret[:SHOWN],
        digest=digest_of(secret),
        expires_on=last_day,
        remind_on=next_reminder(last_day, after=today),
        made_at=at,
        made_by_id=actor.user_id,
        made_by_name=actor.name,
    )
    said = {"name": name, "kind": key.kind, "expires_on": last_day.isoformat()}
    audit.record("api_key.make", key, actor=actor, at=at, **said)
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


@transaction.atomic
def remind_of_key(*, key: ApiKey, actor: Actor, at: datetime) -> None:
    """Tell whose it is that the key ends, or has ended, and store when to do so next. After an
    outage only the most pressing word goes out."""
    today = london_date(at)
    key.remind_on = next_reminder(key.expires_on, after=today)
    key.save(update_fields=["remind_on"])
    notifications.KeyEnds(key, today).send(at=at)


def note_use(*, key: ApiKey, actor: Actor, at: datetime) -> None:
    """On which day the key was last used; written once a day."""
    day = london_date(at)
    if key.used_on != day:
        ApiKey.objects.filter(pk=key.pk).update(used_on=day)
