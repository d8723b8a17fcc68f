"""A session that ends while a form is open: nothing saved, nothing typed lost, nobody else sees."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from approvals.models import CetApplication
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from providers import services
from tests import builders
from tests.accounts.pages import ORIGIN, browser, hidden, send, sign_in

pytestmark = pytest.mark.django_db

NEW = "/applications/new/"
TYPED = "Keratoconus: who to refer, and when"


@pytest.fixture
def author():
    return builders.provider_with()[1]


@pytest.fixture
def client():
    return browser()


def opened(client, path=NEW):
    """The form as it lies open: its token and who is typing."""
    page = client.get(path)
    assert page.status_code == 200
    return {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "typed_by")}


def post(client, guard, path=NEW, **headers):
    headers = {"Origin": ORIGIN, "Referer": ORIGIN + path} | headers
    return client.post(path, {"title": TYPED, "summary": "Text", **guard}, headers=headers)


def shown(client, path=NEW):
    return client.get(path).content.decode()


def test_a_form_sent_after_the_session_ended_comes_back_after_signing_in(client, author):
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()

    answer = post(client, guard)
    assert answer["Location"] == f"{reverse('account_login')}?next={NEW}"
    assert "You were signed out, so nothing was saved" in shown(client, answer["Location"])
    again = sign_in(client, author, to=NEW)

    assert again["Location"] == NEW
    assert TYPED in shown(client)
    assert not CetApplication.objects.exists()


def test_the_form_comes_back_through_the_security_code_too(client):
    author = builders.approver()
    builders.member(builders.provider_with()[0], "SYSTEM_ADMINISTRATOR", user=author)
    sign_in(client, author)
    key = next(iter(client.get("/").wsgi_request.contexts[1:])).key
    send(client, reverse("accounts:switch_role"), {"context": key}, page="/")
    guard = opened(client)
    Session.objects.all().delete()

    post(client, guard)
    again = sign_in(client, author, to=NEW)
    send(client, reverse("accounts:switch_role"), {"context": key}, page="/")

    assert again["Location"] == NEW
    assert TYPED in shown(client)
    assert not CetApplication.objects.exists()


def test_the_kept_text_is_shown_once(client, author):
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()
    post(client, guard)
    sign_in(client, author, to=NEW)

    assert [TYPED in shown(client), TYPED in shown(client)] == [True, False]


def test_a_form_from_before_another_tab_signed_in_comes_back(client, author):
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()
    sign_in(client, author)  # in another tab: the token of the open form is stale now

    answer = post(client, guard)

    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == NEW
    assert TYPED in page
    assert "nothing was saved" in page
    assert not CetApplication.objects.exists()


def test_somebody_else_who_signs_in_next_never_sees_it(client, author):
    other = builders.provider_with()[1]
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()
    post(client, guard)

    sign_in(client, other, to=NEW)

    assert TYPED not in shown(client)
    assert "kept_form" not in client.session


def test_a_stale_form_of_somebody_else_is_not_shown_to_the_next(client, author):
    other = builders.provider_with()[1]
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()
    sign_in(client, other)

    post(client, guard)

    assert TYPED not in shown(client)


def test_a_form_sent_by_another_site_is_refused_and_forgotten(client, author):
    sign_in(client, author)
    guard = opened(client)
    stale = {**guard, "csrfmiddlewaretoken": "x" * 64}

    answers = [
        post(client, guard, Origin="https://elsewhere.example"),
        post(client, stale, Origin="https://elsewhere.example"),
        post(client, stale, Origin="null"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "kept_form" not in client.session
    assert not CetApplication.objects.exists()


def test_a_stale_sign_in_page_is_not_sent_round_in_circles(client):
    stale = {"csrfmiddlewaretoken": "x" * 64, "login": "a@example.org", "password": "secret"}

    answer = client.post(reverse("account_login"), stale, headers={"Origin": ORIGIN})

    assert answer.status_code == 403


def test_a_stale_button_leads_back_to_its_page(client, author):
    application = builders.draft(provider=author.memberships.get().provider)
    page = f"/applications/{application.c_number}/check/"
    sign_in(client, author)
    guard = opened(client, page) if "typed_by" in shown(client, page) else {}
    Session.objects.all().delete()

    answer = post(
        client, guard, f"/applications/{application.c_number}/submit/", Referer=ORIGIN + page
    )

    assert answer["Location"] == f"{reverse('account_login')}?next={page}"
    application.refresh_from_db()
    assert application.status == "DRAFT"


def test_passwords_and_codes_are_never_kept(client, author):
    sign_in(client, author)
    guard = opened(client)
    Session.objects.all().delete()

    post(client, {**guard, "password1": "secret", "code": "123456"})

    assert client.session["kept_form"]["data"].keys() == {"title", "summary"}


@pytest.mark.parametrize("step, field", [("pay", "reference"), ("waive", "reason")])
def test_of_what_is_said_about_a_payment_no_card_number_is_kept(client, step, field):
    staff, provider = builders.staff(), builders.provider_with()[0]
    fee = services.charge(
        provider_id=provider.pk, kind="FAST_TRACK", about="C-1", actor=CLOCK, at=clock.now()
    )
    page = f"/fees/{fee.invoice_number}/{step}/"
    sign_in(client, staff)
    guard = opened(client, page)
    Session.objects.all().delete()

    client.post(
        page,
        {field: "4111 1111 1111 1111 Jones", **guard},
        headers={"Origin": ORIGIN, "Referer": ORIGIN + page},
    )

    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "Jones" in kept
    assert "4111" not in kept
    sign_in(client, staff, to=page)
    assert "4111" not in shown(client, page)
