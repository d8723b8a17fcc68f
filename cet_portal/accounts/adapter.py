"""allauth in our house: who may open an account, and how secrets are kept."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Accounts sign in by e-mail; the name is asked for at sign-up by our own form."""

    def populate_username(self, request, user):
        """There is no user name."""


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
