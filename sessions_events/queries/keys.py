"""Reads of keys, and who comes with one."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import Actor
from cet_portal.core.notifications import Recipient
from providers import queries as provider_queries
from sessions_events.enums import KeyKind
from sessions_events.models import ApiKey
from sessions_events.rules.keys import OPENS, digest_of, kind_for


def api_keys_visible_to(actor: Actor) -> QuerySet[ApiKey]:
    """The keys that this person keeps, the latest first."""
    return ApiKey.objects.visible_to(actor).select_related("holder").order_by("-pk")


def key_with(secret: str) -> tuple[ApiKey, Actor] | None:
    """The key with this secret that is not revoked, and whom it acts for; None if nobody. Whether
    its last day is past is asked by `may_use_key`."""
    found = ApiKey.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
    key = found.select_related("provider", "holder").first()
    actor = _actor_of(key) if key else None
    return (key, actor) if key and actor else None


def keys_to_remind(today: date) -> QuerySet[ApiKey]:
    """Keys whose owners are to be told by today that they end, or have ended."""
    return ApiKey.objects.to_remind(today)


def owners_of(key: ApiKey) -> list[Recipient]:
    """Who is told of a key: who answers for the provider, or its holder; nobody where it has
    fallen with the account or the role."""
    if key.provider_id is not None:
        return provider_queries.administrators(key.provider_id)
    if key.holder is None or _actor_of(key) is None:
        return []
    return [Recipient(key.holder.email, key.holder.pk)]


def _actor_of(key: ApiKey) -> Actor | None:
    """A provider's key acts for the provider, another for its holder in the role in which it was
    made, as long as they have it; either may do no more than its kind opens."""
    name = _("%(name)s (key %(start)s)") % {"name": key.made_by_name, "start": key.start}
    if key.kind == KeyKind.UPLOADS:
        whose = Actor(
            user_id=key.made_by_id, role=Role.SYSTEM_ADMINISTRATOR, tenant_id=key.provider_id
        )
        return replace(whose, name=name, permissions=OPENS[key.kind])
    if key.holder is None or not key.holder.is_active:
        return None
    actors = (context.actor(key.holder) for context in contexts_of(key.holder))
    found = next((each for each in actors if kind_for(each) == key.kind), None)
    return replace(found, name=name, permissions=OPENS[key.kind]) if found else None
