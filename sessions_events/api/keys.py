"""A provider's own system shows its key: `Authorization: Bearer mycet_...`."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.throttling import SimpleRateThrottle

from cet_portal.accounts.roles import Permission, Role
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from sessions_events import queries, services
from sessions_events.models import ApiKey
from sessions_events.rules.keys import digest_of

KEYWORD = b"bearer"
# All that a key opens, whatever the person who made it may do besides.
OPENS = frozenset({Permission.EVENT_READ, Permission.EVENT_UPLOAD})


class Machine:
    """Whoever holds a key: nobody with an account."""

    is_authenticated = True
    is_active = True

    def __init__(self, key: ApiKey):
        self.pk = f"key-{key.pk}"


class KeyAuthentication(BaseAuthentication):
    """Finds the key in force; 401 for any other."""

    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if len(words) != 2 or words[0].lower() != KEYWORD:
            return None
        key = queries.api_key(digest_of(words[1].decode("latin-1")))
        if key is None:
            raise AuthenticationFailed(_("This key is not known, or it was revoked."))
        services.note_use(key=key, actor=actor_of(key), at=clock.now())
        return Machine(key), key

    def authenticate_header(self, request):
        return "Bearer"


class KeyScheme(OpenApiAuthenticationExtension):
    """The key in the description of the interface."""

    target_class = KeyAuthentication
    name = "providerKey"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "mycet_..."}


class KeyThrottle(SimpleRateThrottle):
    """One request a second for each key, on average: an upload takes any number of people."""

    scope = "key"
    rate = "60/min"
    cache = ConnectionProxy(caches, "api")

    def get_cache_key(self, request, view):
        return f"upload-{request.user.pk}" if request.auth else None


def actor_of(key: ApiKey) -> Actor:
    """The key acts for its provider, in the name of whoever made it, and may only upload."""
    return Actor(
        user_id=key.made_by_id,
        name=_("%(name)s (key %(start)s)") % {"name": key.made_by_name, "start": key.start},
        role=Role.SYSTEM_ADMINISTRATOR,
        tenant_id=key.provider_id,
        permissions=OPENS,
    )
