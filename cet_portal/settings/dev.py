"""One machine, for trying and developing. `make demo` gives DATABASE_URL and REDIS_URL."""

import os
from pathlib import Path

_root = Path(__file__).resolve().parent.parent.parent
os.environ.setdefault("SECRET_KEY", "only-for-trying-on-one-machine")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1")
os.environ.setdefault("SITE_ADDRESS", f"http://localhost:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("STORED_FILES_ROOT", str(_root / ".local" / "files"))
os.environ.setdefault("TRUSTED_PROXIES", "0")  # none stands in front
os.environ.setdefault("DEFAULT_FROM_EMAIL", "MyCET <mycet@example.org>")
os.environ.setdefault("PAYEE_NAME", "GOC (demonstration)")
os.environ.setdefault("PAYEE_ADDRESS", "1 Invented Street, Exampleton, EX1 1EX")
os.environ.setdefault("PAYEE_SORT_CODE", "00-00-00")
os.environ.setdefault("PAYEE_ACCOUNT", "00000000")
os.environ.setdefault("EMAIL_URL", f"filemail:///{_root / '.local' / 'mail'}")

from cet_portal.settings.base import *  # noqa: E402, F403 the environment has to stand first

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
# Static files straight from static/, under their own names: nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Visitors share one machine; one account is guarded as everywhere.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,5/300s/key"}

DEADLINE_REHEARSAL = True
DEMONSTRATION = True
TEMPLATES[0]["OPTIONS"]["context_processors"].append(  # noqa: F405
    "cet_portal.home.context.demonstration"
)
