"""Another system shows its key: `Authorization: Bearer mycet_...`."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from cet_portal.accounts.roles import Permission
from cet_portal.core import clock
from cet_portal.core.actor import Actor
from sessions_events import permissions, queries, services
from sessions_events.models import ApiKey

KEYWORD = b"bearer"


class Machine:
    """Whoever holds a key: nobody with an account."""

    is_authenticated = True
    is_active = True

    def __init__(self, key: ApiKey, actor: Actor):
        self.pk = f"key-{key.pk}"
        self.actor = actor


class KeyAuthentication(BaseAuthentication):
    """Finds the key in force; 401 with a sentence for any other."""

    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if len(words) != 2 or words[0].lower() != KEYWORD:
            return None
        found = queries.key_with(words[1].decode("latin-1"))
        if found is None:
            raise AuthenticationFailed(_("This key is not known, or it was revoked."))
        (key, actor), now = found, clock.now()
        refusal = permissions.may_use_key(actor, key, at=now)
        if refusal:
            raise AuthenticationFailed(refusal.sentence)
        services.note_use(key=key, actor=actor, at=now)
        return Machine(key, actor), key

    def authenticate_header(self, request):
        return "Bearer"


class KeyScheme(OpenApiAuthenticationExtension):
    """The key in the description of the interface."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "mycet_..."}


class KeyThrottle(SimpleRateThrottle):
    """One request a second for each key, on average: an upload takes any number of people."""

    scope = "upload"
    rate = "60/min"
    cache = ConnectionProxy(caches, "api")

    def get_cache_key(self, request, view):
        return f"{self.scope}-{request.user.pk}" if request.auth else None


class ReadThrottle(KeyThrottle):
    """Two requests a second for each key: a page of results has up to a thousand people."""

    scope = "read"
    rate = "120/min"


class KeyOpens(BasePermission):
    """403 for a key of another kind: `KeyOpens.to(Permission.RESULTS_READ)`."""

    permission: Permission
    message = _("This key does not open that: it is of another kind.")

    def has_permission(self, request, view):
        """Without a key DRF asks for one (401); with one its kind decides."""
        return bool(request.auth) and request.user.actor.may(self.permission)

    @classmethod
    def to(cls, permission: Permission) -> type["KeyOpens"]:
        """The permission class for what needs this."""
        return type("KeyOpens", (cls,), {"permission": permission})
