"""The public pages: the form, the sentence that tells nothing, the link, the password."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cet_portal.accounts.models import User
from registrants import tasks
from registrants.models import AccountRequest, Registrant
from tests import builders
from tests.registrants.opening import PASSWORD, link

pytestmark = pytest.mark.django_db
FORM, NAMES = "/open-account/", "/open-account/no-number/"
TYPED = {
    "number": "0120001",
    "date_of_birth_day": "17",
    "date_of_birth_month": "5",
    "date_of_birth_year": "1980",
    "email": "ada@example.org",
}
NAMED = {"forenames": "Ada", "surname": "Marsh", "joining": "DISPENSING_OPTICIAN"}


def page(answer):
    return answer.content.decode()


def send(path=FORM, client=None, **changed):
    return (client or Client()).post(path, {**TYPED, **changed})


def mailed():
    tasks.answer_account_requests()
    return link()


def test_from_the_number_to_the_statement(client):
    ada = builders.registrant("01-20001", account=False)
    assert send(client=client)["Location"] == "/open-account/sent/"
    assert "Now look into your mail" in page(client.get("/open-account/sent/"))

    address = mailed()
    for _scanner in range(2):
        assert "Open my account" in page(client.get(address))
    assert not User.objects.exists()
    assert client.post(address)["Location"] == "/open-account/password/"
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    opened = client.post("/open-account/password/", passwords, follow=True)

    assert opened.redirect_chain[-1][0] == "/statement/"
    assert "Your account is open. This is your statement." in page(opened)
    ada.refresh_from_db()
    assert client.session["_auth_user_id"] == str(ada.user_id)
    again = Client().get(address)
    assert again.status_code == 410
    assert "opened with this link already" in page(again)
    assert Client().get("/open-account/password/").status_code == 410


def test_without_a_number_to_the_statement(client):
    builders.reference()
    send(NAMES, client, **NAMED)
    client.post(mailed())
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    opened = client.post("/open-account/password/", passwords, follow=True)

    assert opened.status_code == 200
    assert "Your reference is U-10001" in page(opened)
    assert Registrant.objects.get().get_joining_display() == "dispensing optician"
    profile = page(client.get("/statement/profile/"))
    assert "U-10001" in profile
    assert "ada@example.org" in profile


def test_the_answer_and_its_work_are_the_same_whoever_it_is():
    builders.registrant("01-20001", account=False)
    builders.registrant("01-20002")
    builders.registrant("SO-20003", profession="STUDENT_OPTOMETRIST", account=False)
    answers = set()
    for number in ("01-20001", "01-20002", "SO-20003", "01-29999"):
        for day in ("17", "18"):
            with CaptureQueriesContext(connection) as asked:
                answer = send(number=number, date_of_birth_day=day, email=f"{number}@example.org")
            # Without the counters of attempts, which live in a table as well.
            tables = tuple(
                re.findall(r'(?:FROM|INTO|UPDATE) "(\w+_\w+)"', str(asked.captured_queries))
            )
            own = tuple(table for table in tables if table != "mycet_cache")
            answers.add((answer.status_code, answer["Location"], answer.content, own))

    [(_status, _address, _content, tables)] = answers
    assert "registrants_accountrequest" in tables
    assert "registrants_registerentry" not in tables
    assert not mail.outbox


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"number": ""}, "Enter your GOC registration number"),
        ({"number": "twelve"}, "Enter a GOC registration number, for example 01-12345"),
        ({"number": "9" * 500}, "is too long: use 40 characters or fewer"),
        ({"email": ""}, "Enter your e-mail address"),
        ({"email": "ada@"}, "Enter an e-mail address, for example"),
        ({"email": "a" * 300 + "@example.org"}, "is too long: use 254 characters or fewer"),
        ({"date_of_birth_year": ""}, "Date of birth must include a year"),
        ({"date_of_birth_day": "31", "date_of_birth_month": "2"}, "Date of birth must be a real"),
        ({"date_of_birth_year": "2199"}, "The date of birth must be in the past"),
        ({"date_of_birth_year": "1880"}, "the year must be between 1900"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(changed, sentence):
    answer = send(**changed)
    assert sentence in page(answer)
    assert 'value="1980"' in page(answer) or "date_of_birth_year" in changed
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"surname": "12345"}, "Enter your surname in letters"),
        ({"forenames": "  "}, "Enter your forenames"),
        ({"joining": ""}, "Choose the register"),
        ({"joining": "PILOT"}, "There is a problem"),
        ({"surname": "x" * 200}, "is too long"),
    ],
)
def test_what_cannot_be_a_name_is_said_at_its_field(changed, sentence):
    assert sentence in page(send(NAMES, **{**NAMED, **changed}))
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize(
    "first, second, sentence",
    [
        (PASSWORD, "something-else-9", "The two passwords differ"),
        ("password", "password", "too common"),
        ("ada@example.org", "ada@example.org", "too similar"),
        ("", "", "Choose a password"),
    ],
)
def test_a_bad_password_opens_nothing(client, first, second, sentence):
    builders.registrant("01-20001", account=False)
    send(client=client)
    client.post(mailed())

    answer = client.post("/open-account/password/", {"password1": first, "password2": second})

    assert sentence in page(answer)
    assert not User.objects.exists()


def test_an_invented_link_opens_nothing(client):
    assert client.get("/open-account/link/invented/").status_code == 410
    assert client.post("/open-account/link/invented/").status_code == 410


def test_a_person_of_a_provider_signs_in_and_presses_the_button(client):
    ada = builders.registrant("01-20001", account=False)
    _provider, admin = builders.provider_with()
    send(email=admin.email)
    address = mailed()
    assert f"/accounts/login/?next={address}" in page(client.get(address))
    client.force_login(admin)
    assert "Add this role to my account" in page(client.get(address))

    answer = client.post(address, follow=True)

    assert "You now act as: registrant" in page(answer)
    ada.refresh_from_db()
    assert ada.user == admin


def test_the_link_of_somebody_else_is_not_for_who_is_signed_in():
    builders.registrant("01-20001", account=False)
    _provider, admin = builders.provider_with()
    send()
    address = mailed()
    stranger = builders.client_for(admin)

    assert "signed in with another address" in page(stranger.get(address))
    assert "mailed to another address" in page(stranger.post(address))
    assert Registrant.objects.get().user is None


def test_too_many_from_one_address_have_to_wait(settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    answers = [send() for _time in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "send it again in an hour" in page(answers[-1])
    assert AccountRequest.objects.count() == 5
