"""What every address of compliance asks of a key, and how it answers."""

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from sessions_events.api.keys import KeyAuthentication, KeyOpens, ReadThrottle
from sessions_events.api.words import KnownWords


class Reading(KnownWords):
    """Reads with a key. Somebody's record is nothing for a store on the way."""

    authentication_classes = [KeyAuthentication]
    throttle_classes = [ReadThrottle]
    http_method_names = ["get", "head", "options"]

    @property
    def actor(self) -> Actor:
        """Whom the key acts for."""
        return self.request.user.actor

    def finalize_response(self, request, response, *args, **kwargs):
        """Nobody keeps a copy."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response


class ReadingOwn(Reading):
    """With a registrant's key."""

    permission_classes = [KeyOpens.to(Permission.STATEMENT_READ_OWN)]


class ReadingResults(Reading):
    """With a key of the GOC."""

    permission_classes = [KeyOpens.to(Permission.RESULTS_READ)]
