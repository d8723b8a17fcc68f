"""A form is carried out in the role in which it was opened, or not at all."""

import pytest
from django.urls import reverse

from approvals.models import CetApplication
from providers.models import ProviderMembership
from tests import builders
from tests.accounts.pages import ORIGIN, browser, hidden, sign_in

pytestmark = pytest.mark.django_db

NEW = "/applications/new/"
TYPED = "Keratoconus: who to refer, and when"


@pytest.fixture
def owen():
    """System administrator of two providers."""
    owen = builders.provider_with(name="Harbour")[1]
    builders.member(builders.provider_with(name="Northgate")[0], "SYSTEM_ADMINISTRATOR", user=owen)
    return owen


@pytest.fixture
def client(owen):
    client = browser()
    sign_in(client, owen)
    act_for(client, owen, "Northgate")
    return client


def membership_of(owen, name):
    return ProviderMembership.objects.get(provider__name=name, user=owen)


def act_for(client, owen, name):
    membership = membership_of(owen, name)
    guard = hidden(client.get("/"), "csrfmiddlewaretoken")
    client.post(
        reverse("accounts:switch_role"),
        {"context": f"provider:{membership.provider_id}", "csrfmiddlewaretoken": guard},
        headers={"Origin": ORIGIN},
    )


def opened(client):
    page = client.get(NEW)
    return {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "typed_by")}


def send(client, guard):
    return client.post(NEW, {"title": TYPED, **guard}, headers={"Origin": ORIGIN})


def test_a_form_from_before_a_role_switch_is_not_carried_out_in_the_other_role(client, owen):
    guard = opened(client)
    act_for(client, owen, "Harbour")

    answer = send(client, guard)

    assert answer["Location"] == NEW
    assert not CetApplication.objects.exists()
    page = client.get(NEW).content.decode()
    assert TYPED in page
    assert "you typed this as Northgate (CET system administrator)" in page


def test_a_form_from_a_role_that_was_taken_away_is_not_carried_out(client, owen):
    guard = opened(client)
    membership_of(owen, "Northgate").delete()

    answer = send(client, guard)

    assert answer["Location"] == NEW
    assert not CetApplication.objects.exists()
    assert "you no longer hold the role" in client.get(NEW).content.decode()


def test_a_form_sent_in_its_own_role_is_carried_out(client):
    send(client, opened(client))

    assert CetApplication.objects.get().provider.name == "Northgate"
