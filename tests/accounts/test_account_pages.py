"""Changing one's own account: address, password, codes."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from cet_portal.accounts import queries
from tests import builders
from tests.accounts.pages import browser, code_of, is_signed_in, send, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return builders.person(name="Ada Marsh")


@pytest.fixture
def client(user):
    client = browser()
    sign_in(client, user)
    return client


def test_a_new_address_counts_once_it_is_verified(client, user):
    send(client, reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    before = list(user.emailaddress_set.filter(verified=True).values_list("email", flat=True))

    send(client, link, {})
    send(client, reverse("account_email"), {"email": "new@example.org", "action_primary": ""})

    user.refresh_from_db()
    assert before != ["new@example.org"]
    assert user.email == "new@example.org"
    assert queries.recipient(user.pk).email == "new@example.org"


def test_an_address_of_somebody_else_is_not_taken_over(client, user):
    other = builders.person()

    send(client, reverse("account_email"), {"email": other.email, "action_add": ""})

    user.refresh_from_db()
    assert not user.emailaddress_set.filter(email=other.email, verified=True).exists()
    assert user.email != other.email
    assert mail.outbox[-1].to == [other.email]


def test_a_new_password_needs_the_present_one(client, user):
    page, new = reverse("account_change_password"), "five-grey-cases-6"

    send(client, page, {"oldpassword": "wrong", "password1": new, "password2": new})
    user.refresh_from_db()
    assert not user.check_password(new)
    send(client, page, {"oldpassword": builders.PASSWORD, "password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(new)


@pytest.mark.parametrize("weak", ["12345678901", "password", "short-1", "ada marsh"])
def test_a_weak_password_is_refused(client, user, weak):
    send(
        client,
        reverse("account_change_password"),
        {"oldpassword": builders.PASSWORD, "password1": weak, "password2": weak},
    )

    user.refresh_from_db()
    assert not user.check_password(weak)


def test_a_new_password_ends_the_sessions_elsewhere(client, user):
    elsewhere = builders.client_for(user)
    new = "five-grey-cases-6"

    send(
        client,
        reverse("account_change_password"),
        {"oldpassword": builders.PASSWORD, "password1": new, "password2": new},
    )

    assert elsewhere.get(reverse("accounts:message_list")).status_code == 302


def test_codes_can_only_be_removed_after_proving_oneself_again():
    user, client = builders.approver(), browser()
    sign_in(client, user)

    again = send_to_reauthenticate(client)
    send(client, reverse("mfa_reauthenticate"), {"code": code_of(user)})

    assert again.startswith("/accounts/")
    assert "reauthenticate" in again
    assert is_signed_in(client, user)
    assert user.authenticator_set.exists()


def send_to_reauthenticate(client) -> str:
    """Where somebody is led who wants to remove the codes."""
    return client.get(reverse("mfa_deactivate_totp"))["Location"]
