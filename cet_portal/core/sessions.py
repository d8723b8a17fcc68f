"""Sessions in the database, asked only for keys that we could have given."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS


class SessionStore(db.SessionStore):
    """Any other cookie is no session: the database refuses some characters outright."""

    def _validate_session_key(self, key) -> bool:
        return super()._validate_session_key(key) and set(key) <= set(VALID_KEY_CHARS)
