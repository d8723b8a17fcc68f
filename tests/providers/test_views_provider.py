"""A provider's own pages: listing, fees, details, people."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.formats import date_format

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from providers import services
from providers.models import Fee, Invitation
from tests import builders
from tests.providers.building import applied, listed_until, paid, told

pytestmark = pytest.mark.django_db
LISTING, PEOPLE = "/provider/listing/", "/provider/people/"


def page(answer):
    return answer.content.decode()


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return page(answer)


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff())


def test_a_listed_provider_reads_until_when_and_what_it_can_do():
    _provider, administrator = listed_until(100, "SYSTEM_ADMINISTRATOR")

    text = shown(builders.client_for(administrator), LISTING)

    assert "Listed until 11:59pm on" in text
    assert "Submit applications, and plan sessions" in text
    assert "It can be renewed from" in text
    assert "All days count" in text


def test_renewed_with_a_button_it_shows_the_invoice():
    _provider, administrator = listed_until(30, "SYSTEM_ADMINISTRATOR")
    client = builders.client_for(administrator)
    assert "/provider/listing/renew/" in shown(client, LISTING)
    assert "£45.00" in shown(client, "/provider/listing/renew/")

    answer = client.post("/provider/listing/renew/", follow=True)

    fee = Fee.objects.get()
    assert "The renewal is under way" in page(answer)
    assert f"waits for the payment of invoice {fee.invoice_number}" in page(answer)
    again = client.post("/provider/listing/renew/", follow=True)
    assert "waits for its payment" in page(again)
    assert Fee.objects.count() == 1


@pytest.mark.parametrize("days, words", [(-3, "ended on"), (0, "Listed until")])
def test_the_front_page_and_the_listing_say_how_it_stands(days, words):
    _provider, administrator = listed_until(days, "SYSTEM_ADMINISTRATOR")
    client = builders.client_for(administrator)

    assert words in shown(client, LISTING)
    assert ("cannot submit" in shown(client, "/")) == (days < 0)


def test_a_suspended_provider_reads_why_on_both_pages(staff):
    provider, administrator = builders.provider_with()
    services.suspend(
        provider_id=provider.pk, reason="Attendance unchecked.", actor=staff, at=clock.now()
    )
    client = builders.client_for(administrator)

    for path in ("/", LISTING):
        assert "Their reason: Attendance unchecked." in shown(client, path)
    assert "It cannot submit applications" in shown(client, LISTING)


def test_an_author_reads_how_it_stands_without_the_fees():
    provider, author = listed_until(30, "CET_AUTHOR")
    services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now())
    fee = Fee.objects.get()
    client = builders.client_for(author)

    text = shown(client, LISTING)

    assert "Fees of your provider" not in text
    assert "/provider/listing/renew/" not in text
    assert client.get(f"/fees/{fee.invoice_number}/").status_code == 403
    assert client.get("/provider/listing/renew/").status_code == 403
    assert client.get("/provider/details/").status_code == 403


def test_staff_and_others_are_led_to_their_own_pages():
    staff = builders.client_for(builders.staff())

    assert staff.get(LISTING)["Location"] == "/overview/providers/"
    assert staff.get(PEOPLE)["Location"] == "/overview/providers/"
    assert builders.client_for(builders.approver()).get(LISTING).status_code == 403


def test_an_applicant_reads_the_next_step_and_can_withdraw(staff):
    application = applied()
    client = builders.client_for(application.provider.memberships.get().user)
    assert f"Next: pay invoice {application.fee.invoice_number}" in shown(client, LISTING)
    paid(application.fee, actor=staff)
    assert "GOC staff grant or refuse" in shown(client, LISTING)

    answer = client.post("/provider/listing/withdraw/", follow=True)

    assert "is withdrawn" in page(answer)
    assert client.get("/provider/listing/withdraw/").status_code == 404
    assert "Apply to be listed" in page(answer)
    again = client.post("/provider/listing/apply/", {"plans": "More."}, follow=True)
    assert "has applied to be listed" in page(again)


def test_a_refused_applicant_reads_the_reason(staff):
    application = applied()
    services.refuse_application(
        application=application, reason="No qualified author.", actor=staff, at=clock.now()
    )

    text = shown(builders.client_for(application.provider.memberships.get().user), LISTING)

    assert "No qualified author." in text
    assert "/provider/listing/apply/" in text


def test_details_are_changed_and_wrong_ones_are_said():
    provider, administrator = builders.provider_with()
    client = builders.client_for(administrator)
    typed = {
        "email": "new@example.org",
        "phone": "0113 496 0999",
        "website": "",
        "town": "<script>Hull",
    }

    wrong = page(client.post("/provider/details/", {**typed, "phone": "none"}))
    assert "Enter a telephone number" in wrong
    assert "new@example.org" in wrong
    answer = client.post("/provider/details/", typed, follow=True)

    provider.refresh_from_db()
    assert (provider.email, provider.town) == ("new@example.org", "<script>Hull")
    assert "<script>Hull" not in page(answer)
    assert "Your details are saved." in page(answer)


def test_an_invoice_can_be_read_and_printed():
    provider, administrator = builders.provider_with()
    fee = services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now())
    client = builders.client_for(administrator)

    text = shown(client, f"/fees/{fee.invoice_number}/")
    pdf = client.get(f"/fees/{fee.invoice_number}/pdf/")

    assert "By bank transfer" in text
    for words in (settings.PAYEE["sort_code"], settings.PAYEE["account"], "Date of the invoice"):
        assert words in text
    due = date_format(fee.pay_by, "j F Y")
    assert f"Payment is due within 30 days, by {due}." in text
    assert "Record the payment" not in text
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"/fees/{fee.invoice_number}/pay/").status_code == 403


def test_fees_and_people_download_as_csv():
    provider, administrator = builders.provider_with()
    fee = services.charge(provider_id=provider.pk, kind="LISTING", actor=CLOCK, at=clock.now())
    client = builders.client_for(administrator)

    fees = b"".join(client.get(f"{LISTING}?format=csv").streaming_content).decode()
    people = b"".join(client.get(f"{PEOPLE}?format=csv").streaming_content).decode()

    assert fee.invoice_number in fees
    assert administrator.email in people


def test_people_are_invited_given_other_roles_and_removed():
    provider, administrator = builders.provider_with("SYSTEM_ADMINISTRATOR")
    author = builders.member(provider, "CET_AUTHOR")
    place = provider.memberships.get(user=author)
    client = builders.client_for(administrator)

    sent = client.post(
        f"{PEOPLE}invite/", {"email": "new@example.org", "roles": ["CET_AUTHOR"]}, follow=True
    )
    assert "The invitation is sent." in page(sent)
    assert "new@example.org" in page(sent)
    answer = client.post(f"{PEOPLE}{place.pk}/roles/", {"roles": ["EVENT_DELIVERER"]}, follow=True)
    assert "are saved" in page(answer)
    assert "no longer sees anything" in shown(client, f"{PEOPLE}{place.pk}/remove/")
    answer = client.post(f"{PEOPLE}{place.pk}/remove/", follow=True)

    assert "no longer belongs to your provider" in page(answer)
    assert not provider.memberships.filter(user=author).exists()


def test_an_invitation_is_sent_again_and_withdrawn():
    _provider, administrator = builders.provider_with()
    client = builders.client_for(administrator)
    client.post(f"{PEOPLE}invite/", {"email": "new@example.org", "roles": ["CET_AUTHOR"]})
    key = Invitation.objects.get().pk

    again = client.post(f"/provider/invitations/{key}/again/", follow=True)
    assert "is sent again" in page(again)
    assert len(told("people_invited")) == 2
    client.post(f"/provider/invitations/{key}/withdraw/")

    assert Invitation.objects.get().status == "WITHDRAWN"
    assert client.post(f"/provider/invitations/{key}/withdraw/").status_code == 404


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"email": "nobody", "roles": ["CET_AUTHOR"]}, "Enter an e-mail address"),
        ({"email": "new@example.org"}, "Choose at least one role"),
        ({"email": "new@example.org", "roles": ["GOC_STAFF"]}, ": choose one of the list"),
        ({"email": "x" * 10_000 + "@example.org", "roles": ["CET_AUTHOR"]}, "too long"),
    ],
)
def test_a_wrong_invitation_is_said(typed, sentence):
    _provider, administrator = builders.provider_with()

    text = page(builders.client_for(administrator).post(f"{PEOPLE}invite/", typed))

    assert sentence in text
    assert not Invitation.objects.exists()


def test_a_member_is_not_invited_and_the_sentence_stands_at_the_address():
    _provider, administrator = builders.provider_with()

    text = page(
        builders.client_for(administrator).post(
            f"{PEOPLE}invite/", {"email": administrator.email, "roles": ["CET_AUTHOR"]}
        )
    )

    assert "belongs to your provider already" in text
    assert 'href="#id_email"' in text


def test_oneself_is_removed_only_with_the_box_ticked():
    provider, administrator = builders.provider_with("SYSTEM_ADMINISTRATOR")
    place = provider.memberships.get(user=administrator)
    client = builders.client_for(administrator)

    assert "Tick the box" in page(client.post(f"{PEOPLE}{place.pk}/remove/"))
    assert "Tick the box" in page(
        client.post(f"{PEOPLE}{place.pk}/roles/", {"roles": ["CET_AUTHOR"]})
    )
    answer = client.post(f"{PEOPLE}{place.pk}/remove/", {"sure": "on"}, follow=True)

    assert answer.status_code == 200
    assert not provider.memberships.exists()


def test_the_last_principal_contact_is_not_removed():
    provider, administrator, contact = builders.provider_with(
        "SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT"
    )
    place = provider.memberships.get(user=contact)

    text = page(builders.client_for(administrator).post(f"{PEOPLE}{place.pk}/remove/", follow=True))

    assert "is the last principal contact" in text
    assert provider.memberships.filter(user=contact).exists()


def test_an_author_reads_the_people_and_changes_nothing():
    provider, author = builders.provider_with("CET_AUTHOR")
    client = builders.client_for(author)

    text = shown(client, PEOPLE)

    assert author.email in text
    assert "Invite somebody" not in text
    assert client.get(f"{PEOPLE}invite/").status_code == 403
    place = provider.memberships.get()
    assert client.post(f"{PEOPLE}{place.pk}/remove/", {"sure": "on"}).status_code == 403


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_take_the_same_queries(number, django_assert_num_queries):
    provider, administrator = builders.provider_with()
    for each in range(number):
        builders.member(provider, "CET_AUTHOR")
        services.charge(
            provider_id=provider.pk,
            kind="FAST_TRACK",
            about=f"C-{each}",
            actor=CLOCK,
            at=clock.now() - timedelta(minutes=1),
        )
        services.invite(
            provider_id=provider.pk,
            email=f"i{each}@example.org",
            roles=["CET_AUTHOR"],
            actor=builders.actor_of(administrator),
            at=clock.now(),
        )
    client = builders.client_for(administrator)
    client.get(LISTING)

    with django_assert_num_queries(LISTING_QUERIES):
        client.get(LISTING)
    with django_assert_num_queries(PEOPLE_QUERIES):
        client.get(PEOPLE)


LISTING_QUERIES = 20
PEOPLE_QUERIES = 10
