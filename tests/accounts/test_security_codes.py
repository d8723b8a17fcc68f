"""GOC staff and approvers see nothing before they have set up security codes."""

from datetime import UTC, datetime

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.urls import reverse

from cet_portal.accounts import services
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from tests import builders
from tests.accounts.pages import ORIGIN, browser, code_of, hidden, send, sign_in
from tests.urls import addresses

pytestmark = pytest.mark.django_db

SET_UP = "/accounts/2fa/totp/activate/"


def without_codes(*roles):
    user = services.open_account(
        email="new@example.org",
        name="New Person",
        password=builders.PASSWORD,
        roles=list(roles),
        actor=CLOCK,
        at=clock.now(),
    )
    client = browser()
    sign_in(client, user)
    return client, user


@pytest.mark.parametrize("role", ["APPROVER", "GOC_STAFF", "CET_MANAGER"])
def test_every_address_but_the_set_up_leads_to_it(role):
    client, _user = without_codes(role)
    open_to_them = {SET_UP, "/accounts/reauthenticate/", "/accounts/logout/", "/healthz"}

    elsewhere = {
        address: client.get(address).get("Location")
        for address in addresses()
        if address not in open_to_them
    }

    assert {path: to for path, to in elsewhere.items() if to != SET_UP} == {}


def test_a_person_without_such_a_role_need_not_set_up():
    client, _user = without_codes()

    assert client.get(reverse("accounts:message_list")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_opens_the_portal_and_gives_recovery_codes():
    client, user = without_codes("APPROVER")
    page = client.get(SET_UP)
    assert "Approvers and GOC staff sign in with a security code" in page.content.decode()
    guard = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}
    code = _code_for(page.context["form"].secret)

    answer = client.post(SET_UP, {"code": code, **guard}, headers={"Origin": ORIGIN})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/queue/").status_code == 200
    assert user.authenticator_set.count() == 2


def age_sign_in(client, seconds):
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()


def test_the_password_is_asked_again_when_signing_in_was_a_while_ago():
    client, _user = without_codes("APPROVER")
    age_sign_in(client, 299)
    assert client.get(SET_UP).status_code == 200

    age_sign_in(client, 2)
    again = client.get(SET_UP)["Location"]
    send(client, again, {"password": builders.PASSWORD})

    assert again.startswith("/accounts/reauthenticate/")
    assert client.get(SET_UP).status_code == 200


def test_a_sign_in_without_a_password_does_not_count():
    user = builders.person("APPROVER")
    client = builders.client_for(user)

    assert client.get(SET_UP)["Location"].startswith("/accounts/reauthenticate/")


def test_once_codes_are_set_up_every_change_of_them_asks_again():
    user = builders.approver()
    client = browser()
    sign_in(client, user)

    answer = client.get(reverse("mfa_generate_recovery_codes"))

    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_removing_codes_closes_the_portal_again():
    client, user = without_codes("APPROVER")
    services.set_up_security_codes(user=user, actor=CLOCK, at=clock.now())
    assert client.get("/queue/").status_code == 200

    user.authenticator_set.all().delete()

    assert client.get("/queue/")["Location"] == SET_UP


def test_a_role_given_later_asks_for_codes_at_once():
    user = builders.person()
    client = builders.client_for(user)
    assert client.get(reverse("accounts:message_list")).status_code == 200

    type(user).objects.update(roles=["GOC_STAFF"])

    assert client.get(reverse("accounts:message_list"))["Location"] == SET_UP


def test_security_code_command_prints_the_present_code(capsys, settings):
    user = builders.approver()
    call_command("security_code", user.email)
    assert capsys.readouterr().out.strip() == code_of(user)

    with pytest.raises(CommandError, match=r"No account nobody@example\.org"):
        call_command("security_code", "nobody@example.org")
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="in the demonstration only"):
        call_command("security_code", user.email)


def _code_for(secret: str) -> str:
    counter = int(datetime.now(tz=UTC).timestamp()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
