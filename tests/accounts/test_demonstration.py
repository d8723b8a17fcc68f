"""One press signs in, in the demonstration; production has no such address."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from cet_portal.accounts.models import User
from tests import builders
from tests.accounts.pages import browser, is_signed_in, send

SIGN_IN = "/demonstration/sign-in/"
EMAILS = {
    "admin": "priya.raman@demo.example.org",
    "approver": "helen.ashdown@demo.example.org",
    "registrant": "olu.adebayo@demo.example.org",
    "staff": "daniel.osei@demo.example.org",
}


@pytest.fixture
def seeded():
    provider = builders.provider_with(name="Alpha Optics")[0]
    people = {
        "admin": builders.member(provider, "SYSTEM_ADMINISTRATOR"),
        "approver": builders.approver(),
        "registrant": builders.registrant().user,
        "staff": builders.staff(),
    }
    for name, user in people.items():
        user.email = EMAILS[name]
        user.save()
    return people


@pytest.mark.django_db
def test_one_press_signs_in_without_password_and_code(seeded):
    client = browser()

    answer = send(client, SIGN_IN, {"email": EMAILS["approver"]}, page="/accounts/login/")

    assert answer["Location"] == reverse("home:dashboard")
    assert is_signed_in(client, seeded["approver"])
    assert client.get("/queue/").status_code == 200


@pytest.mark.django_db
def test_one_press_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere(seeded):
    data = {"email": EMAILS["admin"]}
    wanted = ["/applications/", "https://elsewhere.example/", "//elsewhere.example", "abc", "?x=1"]

    answers = [
        send(browser(), SIGN_IN, {**data, "next": to}, page="/accounts/login/")["Location"]
        for to in wanted
    ]

    assert answers == ["/applications/", "/", "/", "/", "/"]


@pytest.mark.django_db
def test_one_press_changes_sides(seeded):
    client = browser()
    send(client, SIGN_IN, {"email": EMAILS["admin"]}, page="/accounts/login/")

    client.get("/")
    client.post(
        SIGN_IN,
        {
            "email": EMAILS["staff"],
            "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
        },
        headers={"Origin": "http://testserver"},
    )

    assert is_signed_in(client, seeded["staff"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "email", ["", "nobody@demo.example.org", "real@example.org", "x@demo.example.org", "a\x00b"]
)
def test_other_accounts_are_not_offered(seeded, email):
    User.objects.create(email="real@example.org")
    User.objects.create(email="x@demo.example.org")  # somebody who signed up under our domain

    answer = send(browser(), SIGN_IN, {"email": email}, page="/accounts/login/")

    assert answer.status_code == 404


@pytest.mark.django_db
def test_one_press_from_another_site_is_refused(seeded):
    client = browser()

    answer = client.post(
        SIGN_IN, {"email": EMAILS["staff"]}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert not is_signed_in(client, seeded["staff"])


@pytest.mark.django_db
def test_the_sign_in_page_offers_the_accounts_in_the_order_of_roles(seeded, client):
    page = client.get("/accounts/login/").content.decode()

    places = [page.index(EMAILS[name]) for name in ("admin", "approver", "registrant", "staff")]
    assert places == sorted(places)
    assert "CET system administrator, Northgate" in page


@pytest.mark.django_db
def test_the_sign_in_page_does_not_offer_who_signed_up_under_our_domain(seeded, client):
    seeded["admin"].email = "x@demo.example.org"
    seeded["admin"].save()

    page = client.get("/accounts/login/").content.decode()

    assert "x@demo.example.org" not in page
    assert EMAILS["staff"] in page


def test_production_has_no_such_address():
    code = (
        "import django; django.setup()\n"
        "from django.urls import resolve, Resolver404\n"
        "for path in ('/demonstration/sign-in/', '/rehearsal/'):\n"
        "    try: print(resolve(path))\n"
        "    except Resolver404: print('none')\n"
        "print(resolve('/applications/').view_name)\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cet_portal.settings.base",
        "SECRET_KEY": "x",
        "ALLOWED_HOSTS": "example.org",
        "SITE_ADDRESS": "https://example.org",
        "STORED_FILES_ROOT": "files",
        "DEFAULT_FROM_EMAIL": "mycet@example.org",
        "EMAIL_URL": "consolemail://",
        **{f"PAYEE_{part}": "x" for part in ("NAME", "ADDRESS", "SORT_CODE", "ACCOUNT")},
    }

    said = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["none", "none", "approvals:application_list"]
