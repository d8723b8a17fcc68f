"""Tests: as production, on the same real parts, without TLS and with quick password hashes."""

import os
import re
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("SITE_ADDRESS", "http://testserver")
os.environ.setdefault("STORED_FILES_ROOT", tempfile.mkdtemp(prefix="mycet-files-"))
os.environ.setdefault("TRUSTED_PROXIES", "0")  # none stands in front
os.environ.setdefault("DEFAULT_FROM_EMAIL", "MyCET <mycet@example.org>")
os.environ.setdefault("PAYEE_NAME", "GOC")
os.environ.setdefault("PAYEE_ADDRESS", "1 Invented Street, Exampleton, EX1 1EX")
os.environ.setdefault("PAYEE_SORT_CODE", "00-00-00")
os.environ.setdefault("PAYEE_ACCOUNT", "00000000")
os.environ.setdefault("EMAIL_URL", "memorymail://")

# Each pytest worker has its own database from pytest-django, and this numbered one of Valkey.
if _worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _number = int(_worker.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = re.sub(r"/\d+$", f"/{_number}", os.environ["REDIS_URL"])

from cet_portal.settings.base import *  # noqa: F403 the environment has to stand first

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False

DEADLINE_REHEARSAL = True
DEMONSTRATION = True
TEMPLATES[0]["OPTIONS"]["context_processors"].append(  # noqa: F405
    "cet_portal.home.context.demonstration"
)
