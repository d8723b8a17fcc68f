"""Who makes and revokes keys of machines (docs/adr/0043)."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.permissions import Refusal
from sessions_events.enums import KeyKind
from sessions_events.models import ApiKey
from sessions_events.rules.keys import kind_for


def may_manage_keys(actor: Actor, key: ApiKey | None = None, *, at: datetime) -> Refusal | None:
    """A provider's system administrators, registrants and GOC staff make keys; of a `key`, whose
    it is: staff revoke each other's as well."""
    kind = kind_for(actor)
    if kind is None:
        return Refusal(_("Your role makes no keys."))
    if key is None:
        return None
    owned = {
        KeyKind.UPLOADS: key.provider_id == actor.tenant_id,
        KeyKind.STATEMENT: key.holder_id == actor.user_id,
        KeyKind.RESULTS: True,
    }
    if key.kind == kind and owned[kind]:
        return None
    return Refusal(_("This key is somebody else's."))


def may_use_key(actor: Actor, key: ApiKey, *, at: datetime) -> Refusal | None:
    """A key opens what it opens to the end of its last day in London (docs/adr/0043)."""
    if not key.is_over(london_date(at)):
        return None
    return Refusal(
        _("The last day of this key was %(day)s: make a new one on the page of your keys.")
        % {"day": date_format(key.expires_on, "j F Y")}
    )
