"""The first person of an installation: `manage.py open_account`."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from cet_portal.accounts.models import User
from cet_portal.core.models import AuditEvent
from tests import builders
from tests.accounts.pages import browser, send, sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "spectacles-and-tea"


def open_account(email="Ruth@example.org", *roles, name="Ruth Calloway"):
    call_command("open_account", email, "--name", name, *(f"--role={role}" for role in roles))


def test_the_first_person_gets_a_link_sets_a_password_and_signs_in(settings, capsys):
    settings.SITE_ADDRESS = "https://mycet.example.org"
    open_account("Ruth@example.org", "CET_MANAGER", "APPROVER")

    user, sent = User.objects.get(), mail.outbox[0]
    link = re.search(r"https://mycet\.example\.org(/accounts/password/reset/key/\S+)", sent.body)
    client = browser()
    page = client.get(link[1], follow=True).redirect_chain[-1][0]
    send(client, page, {"password1": PASSWORD, "password2": PASSWORD})
    sign_in(client, user, password=PASSWORD)

    assert (user.email, user.name) == ("ruth@example.org", "Ruth Calloway")
    assert user.roles == ["CET_MANAGER", "APPROVER"]
    assert not user.has_usable_password()
    assert sent.to == ["ruth@example.org"]
    assert "CET manager, approver" in sent.body
    assert "ruth@example.org has been sent a link" in capsys.readouterr().out
    assert client.get("/")["Location"] == "/accounts/2fa/totp/activate/"
    assert AuditEvent.objects.filter(verb="account.open").count() == 1
    assert browser().get(link[1], follow=True).context["token_fail"]


@pytest.mark.parametrize(
    "email, role, name, sentence",
    [
        ("new@example.org", "KING", "New", "No role KING. There are: APPROVER, CET_MANAGER, GOC_"),
        ("new@example.org", "CET_AUTHOR", "New", "No role CET_AUTHOR"),
        ("KNOWN@example.org", "APPROVER", "New", "There is an account for KNOWN@example.org"),
        ("nonsense", "APPROVER", "New", "email: Enter a valid email address"),
        ("new@example.org", "APPROVER", "N" * 151, "name: Ensure this value has at most 150"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_opened(email, role, name, sentence):
    known = builders.person()
    User.objects.update(email="known@example.org")

    with pytest.raises(CommandError, match=re.escape(sentence)):
        open_account(email, role, name=name)

    assert list(User.objects.all()) == [known]
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_opens_no_account(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(CommandError, match="No account was opened, because the mail could not"):
        open_account("new@example.org", "GOC_STAFF")

    assert not User.objects.exists()
