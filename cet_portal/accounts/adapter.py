"""allauth in our house: who may open an account, and how secrets are kept."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

import base64
import hashlib


class AccountAdapter(DefaultAccountAdapter):
    """Accounts sign in by e-mail; the name is asked for at sign-up by our own form."""

    def populate_username(self, request, user):
        """There is no user name."""


class SecurityCodeAdapter(DefaultMFAAdapter):
    """Keeps the secrets of security codes encrypted with a key derived from SECRET_KEY."""

    @staticmethod
    def _cipher() -> Fernet:
        digest = hashlib.sha256(b"security-codes:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()
