"""Counters of sign-in and of the API stand apart, and neither pushes the other out."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from rest_framework.settings import api_settings

from cet_portal.core.tasks import forget_expired_counts
from tests import builders
from tests.accounts.pages import browser, is_signed_in, send

pytestmark = pytest.mark.django_db

API = "/api/v1/events/?limit=1"


@pytest.fixture
def limited(settings):
    """As in production: attempts to sign in are counted, one proxy stands in front."""
    del settings.ACCOUNT_RATE_LIMITS
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}


def attempt(user, password):
    client = browser()
    client.defaults["HTTP_X_FORWARDED_FOR"] = "192.0.2.1"
    data = {"login": user.email, "password": password}
    send(client, reverse("account_login"), data)
    return is_signed_in(client, user)


def test_a_thousand_foreign_keys_do_not_reopen_a_blocked_sign_in(limited, client):
    user = builders.registrant().user
    assert attempt(user, builders.PASSWORD)
    for _ in range(6):
        attempt(user, "wrong")
    for n in range(500):
        caches["default"].set(f"foreign-{n}", 1)
        assert client.get(API, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code == 200

    assert not attempt(user, builders.PASSWORD)
    caches["default"].clear()
    assert attempt(user, builders.PASSWORD)


def test_the_api_counts_elsewhere(limited, client):
    caches["default"].clear()
    caches["api"].clear()

    client.get(API)

    assert rows("cache") == 0
    assert rows("cache_api") == 1


def test_what_a_caller_writes_into_the_header_makes_nobody_else_of_him(limited, client):
    caches["api"].clear()

    for n in range(3):
        client.get(API, headers={"X-Forwarded-For": f"203.0.113.{n}, 192.0.2.1"})

    assert rows("cache_api") == 1


def test_both_limits_trust_the_same_number_of_proxies():
    assert project.REST_FRAMEWORK["NUM_PROXIES"] == project.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    assert api_settings.NUM_PROXIES == 0
    assert in_settings("base", "settings.REST_FRAMEWORK['NUM_PROXIES']") == "1"
    assert in_settings("dev", "settings.ALLAUTH_TRUSTED_PROXY_COUNT") == "0"


def test_one_account_is_guarded_in_the_demonstration_as_in_production():
    limits = "__import__('allauth.account.app_settings').account.app_settings.RATE_LIMITS"
    in_demonstration = in_settings("dev", f"{limits}['login_failed']")

    assert in_demonstration == "100/m/ip,5/300s/key"
    assert in_settings("base", f"{limits}['login_failed']") == "10/m/ip,5/300s/key"


@pytest.mark.parametrize("alias", ["default", "api"])
def test_every_night_what_has_expired_is_forgotten(alias):
    caches[alias].clear()
    caches[alias].set("expired", 1, timeout=-60)
    caches[alias].set("counts", 1, timeout=60)
    table = caches[alias]._table
    assert rows(table) == 2

    forget_expired_counts()

    assert rows(table) == 1
    assert caches[alias].get("counts") == 1


def test_createcachetable_makes_both(capsys):
    call_command("createcachetable")

    said = capsys.readouterr().out
    assert "'cache' already exists" in said
    assert "'cache_api' already exists" in said


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def in_settings(name, expression):
    """What an expression gives with the settings of this name and a plain environment."""
    environment = {key: value for key, value in os.environ.items() if key != "TRUSTED_PROXIES"} | {
        "DJANGO_SETTINGS_MODULE": f"cet_portal.settings.{name}",
        "SECRET_KEY": "x",
        "ALLOWED_HOSTS": "example.org",
        "SITE_ADDRESS": "https://example.org",
        "STORED_FILES_ROOT": "files",
        "DEFAULT_FROM_EMAIL": "mycet@example.org",
        "EMAIL_URL": "consolemail://",
        **{f"PAYEE_{part}": "x" for part in ("NAME", "ADDRESS", "SORT_CODE", "ACCOUNT")},
    }
    code = f"import django; django.setup()\nfrom django.conf import settings\nprint({expression})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=project.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
