"""Tests: as production, on the same real parts, without TLS and with quick password hashes."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("SITE_ADDRESS", "http://testserver")
os.environ.setdefault("STORED_FILES_ROOT", tempfile.mkdtemp(prefix="mycet-files-"))
os.environ.setdefault("DEFAULT_FROM_EMAIL", "MyCET <mycet@example.org>")
os.environ.setdefault("EMAIL_URL", "memorymail://")

from cet_portal.settings.base import *  # noqa: E402, F403 the environment has to stand first

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False

DEADLINE_REHEARSAL = True
DEMONSTRATION = True
