"""Without an account: the form, the link, the invitation."""

from datetime import timedelta

import pytest
from django.test import Client

from cet_portal.accounts.models import User
from cet_portal.core import clock
from providers import services
from providers.models import ListingApplication, ListingRequest, Provider
from tests import builders
from tests.providers.building import TYPED, asked, link_in, told

pytestmark = pytest.mark.django_db
FORM = "/apply-to-be-listed/"
SCRIPT = "<script>alert(1)</script>"


def page(answer):
    return answer.content.decode()


def send(client=None, **changed):
    return (client or Client()).post(FORM, {**TYPED, **changed})


def test_the_form_leads_to_a_mail_and_its_link_to_a_button(client):
    answer = send(client)
    assert answer["Location"] == "/apply-to-be-listed/sent/"
    assert "Now open the link" in page(client.get(answer["Location"]))

    link = link_in("listing_confirm")
    before = page(client.get(link))
    assert "Fernside Eye Training" in before
    assert "None" not in before
    assert not ListingApplication.objects.exists()
    after = page(client.post(link))

    assert "has applied to be listed" in after
    assert Provider.objects.get().name == "Fernside Eye Training"
    assert client.get(link).status_code == 410
    assert "confirmed already" in page(client.post(link))
    assert ListingApplication.objects.count() == 1


def test_the_answer_does_not_tell_who_has_an_account():
    known = builders.person()

    answers = [send(email=email) for email in (known.email, "unknown@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert told("listing_confirm") == [known.email, "unknown@example.org"]


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        ("organisation", "", "Enter the name of the organisation"),
        ("organisation", "x" * 10_000, "“Name of the organisation” is too long"),
        ("town", "x" * 10_000, "“Town or city” is too long"),
        ("phone", "", "Enter a telephone number"),
        ("phone", "call me", "Enter a telephone number"),
        ("phone", "1" * 10_000, "“Telephone” is too long"),
        ("website", "javascript:alert(1)", "Enter a web address"),
        ("booking_email", "nobody", "Enter an e-mail address"),
        ("email", "", "Enter your e-mail address"),
        ("email", "a@b", "Enter an e-mail address"),
        ("name", "", "Enter your full name"),
        ("plans", "", "Say what CET you plan"),
        ("plans", "x" * 10_000, "is too long: use 2000 characters or fewer"),
        ("organisation", "a\0b", "Remove the character"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(field, value, sentence):
    text = page(send(**{field: value}))

    assert sentence in text
    assert f'href="#id_{field}"' in text
    kept = "booking_email" if field != "booking_email" else "name"
    assert TYPED[kept] in text
    assert not ListingRequest.objects.exists()


def test_a_name_that_is_taken_is_said_at_the_field():
    builders.provider_with(name="Fernside Eye Training")

    assert "There is a provider of this name already" in page(
        send(organisation=" fernside  EYE training")
    )


def test_scripts_are_text(client):
    send(client, organisation=SCRIPT, plans=SCRIPT, name=SCRIPT, town=SCRIPT)

    link = link_in("listing_confirm")
    assert SCRIPT not in page(client.get(link))
    assert "&lt;script&gt;" in page(client.get(link))
    assert SCRIPT not in page(client.post(link))
    staff = builders.client_for(builders.staff())
    provider = Provider.objects.get()
    for address in ("/overview/providers/", f"/overview/providers/{provider.pk}/"):
        assert SCRIPT not in page(staff.get(address))


def test_too_many_from_one_address_are_stopped_and_nothing_is_lost():
    for number in range(3):
        assert send(organisation=f"Number {number}").status_code == 302

    answer = send(organisation="Number 4")

    assert answer.status_code == 429
    assert "send it again in an hour" in page(answer)
    assert "Number 4" in page(answer)
    assert ListingRequest.objects.count() == 3


def test_a_link_that_is_too_old_says_so(client, time_machine):
    asked()
    link = link_in("listing_confirm")
    time_machine.move_to(clock.now() + timedelta(days=8))

    answer = client.get(link)

    assert answer.status_code == 410
    assert "too old" in page(answer)


@pytest.mark.parametrize("path", ["/apply-to-be-listed/abcdefghijkl/", "/invitation/abcdefghijkl/"])
def test_an_invented_link_leads_nowhere(client, path):
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


@pytest.fixture
def provider():
    return builders.provider_with(name="Alpha Optics")[0]


def invited(provider, email):
    services.invite(
        provider_id=provider.pk,
        email=email,
        roles=["CET_AUTHOR"],
        actor=builders.actor_of(builders.administrator_of(provider)),
        at=clock.now(),
    )
    return link_in("people_invited")


NEW = {"name": "New Person", "password1": builders.PASSWORD, "password2": builders.PASSWORD}


def test_somebody_new_gives_name_and_password(client, provider):
    link = invited(provider, "new@example.org")
    assert "choose a password" in page(client.get(link))

    answer = client.post(link, NEW)

    assert answer["Location"] == "/accounts/login/"
    user = User.objects.get(email="new@example.org")
    assert user.name == "New Person"
    assert builders.client_for(user).get("/provider/people/").status_code == 200
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"name": ""}, "Enter the full name"),
        ({"name": "x" * 10_000}, "is too long"),
        ({"password2": "another"}, "The two passwords differ"),
        ({"password1": "12345678", "password2": "12345678"}, "password"),
        ({"password1": "New Person 1", "password2": "New Person 1"}, "too similar"),
    ],
)
def test_a_bad_password_is_said_at_its_field(client, provider, changed, sentence):
    link = invited(provider, "new@example.org")

    text = page(client.post(link, {**NEW, **changed}))

    assert "There is a problem" in text
    assert sentence in text
    assert not User.objects.filter(email="new@example.org").exists()


def test_somebody_with_an_account_signs_in_as_that_address(provider):
    user, other = builders.person(), builders.person()
    link = invited(provider, user.email)

    assert f"/accounts/login/?next={link}" in page(Client().get(link))
    stranger = builders.client_for(other)
    assert "signed in with another address" in page(stranger.get(link))
    assert "Sign in with that address" in page(stranger.post(link))
    own = builders.client_for(user)
    assert "Join Alpha Optics" in page(own.get(link))
    assert "None" not in page(own.get(link))
    answer = own.post(link, follow=True)

    assert "You belong to Alpha Optics now" in page(answer)
    assert provider.memberships.get(user=user).roles == ["CET_AUTHOR"]
    assert not provider.memberships.filter(user=other).exists()
