"""allauth in our house: who may open an account, and how secrets are kept."""

import base64
import hashlib
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Accounts sign in by e-mail; the name is asked for at sign-up by our own form."""

    def populate_username(self, request, user):
        """There is no user name."""

    def is_reauthentication_required(self, *, app, **kwargs):
        """The password once more before a change; not to set up the first security codes just
        after signing in with it.

        allauth counts a password only on its own page for that, not on the sign-in page. Without
        codes both pages ask for the same, so the sign-in proves as much, for as long.
        """
        if app == "allauth.mfa" and self._just_signed_in_without_codes():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    @staticmethod
    def _just_signed_in_without_codes() -> bool:
        request = context.request
        if is_mfa_enabled(request.user):
            return False
        youngest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return any(
            record["method"] == "password" and record["at"] > youngest
            for record in get_authentication_records(request, request.user)
        )


def _fernet(secret_key: str) -> Fernet:
    digest = hashlib.sha256(b"security-codes:" + secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class SecurityCodeAdapter(DefaultMFAAdapter):
    """Keeps the secrets of security codes encrypted with a key derived from SECRET_KEY.

    With SECRET_KEY_FALLBACKS the secrets of a former key can still be read.
    """

    @staticmethod
    def _cipher() -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([_fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        """Under the present key."""
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under whichever of our keys it was written."""
        return self._cipher().decrypt(encrypted_text.encode()).decode()
