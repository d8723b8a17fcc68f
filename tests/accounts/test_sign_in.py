"""Opening an account and signing in, through the real pages."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from cet_portal.accounts import services
from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from tests import builders
from tests.accounts.pages import browser, code_of, is_signed_in, send, sign_in

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "name": "Ada Marsh",
    "email": "Ada.Marsh@example.org",
    "password1": "three-blue-lenses-4",
    "password2": "three-blue-lenses-4",
}


def link_in_last_mail() -> str:
    """The path of the address in the last mail."""
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def test_sign_up_asks_the_name_and_verifies_the_address_before_anybody_signs_in():
    client = browser()

    answer = send(client, reverse("account_signup"), SIGN_UP)

    user = User.objects.get(email="ada.marsh@example.org")
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert (user.name, user.roles) == ("Ada Marsh", [])
    assert not is_signed_in(client, user)


def test_sign_in_before_verification_sends_to_the_link():
    client = browser()
    send(client, reverse("account_signup"), SIGN_UP)
    user = User.objects.get()

    answer = sign_in(client, user, password=SIGN_UP["password1"])

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client, user)


def test_the_link_verifies_only_when_the_button_is_pressed():
    client = browser()
    send(client, reverse("account_signup"), SIGN_UP)
    user, link = User.objects.get(), link_in_last_mail()

    client.get(link)  # as a mail program does that looks behind links
    assert not user.emailaddress_set.get().verified
    send(client, link, {})

    assert user.emailaddress_set.get().verified
    sign_in(client, user, password=SIGN_UP["password1"])
    assert is_signed_in(client, user)


def test_sign_up_with_a_known_address_tells_only_its_owner():
    known = builders.person()

    answer = send(browser(), reverse("account_signup"), {**SIGN_UP, "email": known.email.upper()})

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert mail.outbox[-1].to == [known.email]


def test_sign_up_without_a_name_is_refused():
    answer = send(browser(), reverse("account_signup"), {**SIGN_UP, "name": ""})

    assert answer.status_code == 200
    assert not User.objects.exists()


def test_sign_up_with_the_name_as_password_is_refused():
    weak = {"password1": "ada marsh", "password2": "ada marsh"}

    answer = send(browser(), reverse("account_signup"), {**SIGN_UP, **weak})

    assert "too similar" in answer.content.decode()
    assert not User.objects.exists()


def test_sign_in_does_not_mind_the_case_of_the_address():
    client, user = browser(), builders.person()
    user.email = user.email.upper()

    sign_in(client, user)

    assert is_signed_in(client, user)


def test_sign_in_with_a_wrong_password_stays_outside():
    client, user = browser(), builders.person()

    answer = sign_in(client, user, password="wrong")

    assert answer.status_code == 200
    assert not is_signed_in(client, user)


def test_sign_in_of_a_closed_account_stays_outside():
    client, user = browser(), builders.person()
    User.objects.update(is_active=False)

    sign_in(client, user)

    assert not is_signed_in(client, user)


def test_a_closed_account_is_signed_out_at_once():
    user = builders.person()
    client = builders.client_for(user)
    User.objects.update(is_active=False)

    answer = client.get(reverse("accounts:message_list"))

    assert answer["Location"].startswith(reverse("account_login"))


def test_password_reset_by_mail():
    client, user = browser(), builders.person()
    send(client, reverse("account_reset_password"), {"email": user.email})

    link = client.get(link_in_last_mail())["Location"]
    new = "four-green-frames-9"
    send(client, link, {"password1": new, "password2": new})

    sign_in(client, user, password=new)
    assert is_signed_in(client, user)


def test_password_reset_of_an_unknown_address_looks_the_same():
    answer = send(browser(), reverse("account_reset_password"), {"email": "no@example.org"})

    assert answer["Location"] == reverse("account_reset_password_done")


def test_sign_in_with_codes_set_up_asks_for_one():
    client, user = browser(), builders.approver()

    answer = send(
        client,
        reverse("account_login"),
        {"login": user.email, "password": builders.PASSWORD},
    )

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client, user)
    assert client.get("/queue/")["Location"].startswith(reverse("account_login"))


def test_a_right_code_signs_in_once():
    client, user = browser(), builders.approver()

    sign_in(client, user)

    assert is_signed_in(client, user)


def test_a_wrong_code_stays_outside():
    client, user = browser(), builders.approver()
    send(client, reverse("account_login"), {"login": user.email, "password": builders.PASSWORD})
    wrong = f"{(int(code_of(user)) + 1) % 1_000_000:06}"

    answer = send(client, reverse("mfa_authenticate"), {"code": wrong})

    assert answer.status_code == 200
    assert not is_signed_in(client, user)


def test_a_recovery_code_signs_in_and_is_used_up():
    user = builders.person("CET_MANAGER")
    user.authenticator_set.all().delete()
    services.set_up_security_codes(user=user, actor=CLOCK, at=clock.now())
    spare = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    entered = []

    for _time in range(2):
        client = browser()
        send(client, reverse("account_login"), {"login": user.email, "password": builders.PASSWORD})
        send(client, reverse("mfa_authenticate"), {"code": spare})
        entered.append(is_signed_in(client, user))

    assert entered == [True, False]


def test_secrets_of_codes_are_kept_encrypted_and_survive_a_new_key(settings):
    user = builders.person()
    services.set_up_security_codes(user=user, actor=CLOCK, at=clock.now())
    code = code_of(user)
    kept = user.authenticator_set.get(type="totp").data["secret"]

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"

    assert len(kept) > 100
    assert code_of(user) == code


def test_set_up_security_codes_twice_changes_nothing():
    user = builders.person()

    for _time in range(2):
        services.set_up_security_codes(user=user, actor=CLOCK, at=clock.now())

    assert sorted(user.authenticator_set.values_list("type", flat=True)) == [
        "recovery_codes",
        "totp",
    ]


def test_sign_out_needs_a_press_of_the_button():
    client, user = browser(), builders.person()
    sign_in(client, user)

    client.get(reverse("account_logout"))
    assert is_signed_in(client, user)
    send(client, reverse("account_logout"), {})

    assert not is_signed_in(client, user)


def test_signing_up_takes_a_known_address_through_the_same_work(monkeypatch):
    """A known address must not answer quicker: the password is hashed for it as well."""
    hashed = []
    monkeypatch.setattr("cet_portal.accounts.forms.make_password", hashed.append)

    send(browser(), reverse("account_signup"), {**SIGN_UP, "email": builders.person().email})

    assert hashed == [SIGN_UP["password1"]]
