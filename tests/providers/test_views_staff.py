"""GOC staff: providers, suspensions, applications to be listed, fees."""

from datetime import UTC, datetime

import pytest

from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from providers import services
from providers.models import ProviderListing
from tests import builders
from tests.providers.building import applied, listed_until, paid

pytestmark = pytest.mark.django_db
LIST, FEES = "/overview/providers/", "/overview/fees/"


@pytest.fixture
def client():
    return builders.client_for(builders.staff())


def page(answer):
    return answer.content.decode()


def names(answer):
    return [row["provider"].name for row in answer.context["rows"]]


def charged(provider, kind="FAST_TRACK", about="C-10027"):
    return services.charge(
        provider_id=provider.pk, kind=kind, about=about, actor=CLOCK, at=clock.now()
    )


def test_providers_are_found_by_name_town_and_standing(client):
    builders.provider_with(name="Alpha Optics")
    lapsed = listed_until(-5, "SYSTEM_ADMINISTRATOR")[0]

    assert names(client.get(LIST)) == ["Alpha Optics", lapsed.name]
    assert names(client.get(f"{LIST}?text=alpha")) == ["Alpha Optics"]
    assert names(client.get(f"{LIST}?standing=LAPSED")) == [lapsed.name]
    assert names(client.get(f"{LIST}?text=leeds&sort=-name")) == [lapsed.name, "Alpha Optics"]
    assert "No provider matches" in page(client.get(f"{LIST}?standing=SUSPENDED"))
    assert names(client.get(f"{LIST}?standing=NONSENSE&sort=x&page=99")) != []


def test_the_lists_download_as_csv_with_their_filters(client):
    provider = builders.provider_with(name="Alpha Optics")[0]
    builders.provider_with(name="=Beta")
    fee = charged(provider)

    providers = b"".join(client.get(f"{LIST}?format=csv").streaming_content).decode()
    one = b"".join(client.get(f"{LIST}?format=csv&text=alpha").streaming_content).decode()
    fees = b"".join(client.get(f"{FEES}?format=csv").streaming_content).decode()

    assert "Alpha Optics" in providers
    assert "'=Beta" in providers
    assert "Beta" not in one
    assert f"{fee.invoice_number},Alpha Optics,Fast track,C-10027,295.00,Due" in fees


def test_one_provider_shows_standing_people_fees_and_history(client):
    provider, administrator = builders.provider_with()
    fee = charged(provider)

    text = page(client.get(f"{LIST}{provider.pk}/"))

    for words in (provider.name, administrator.email, fee.invoice_number, "Entries on the list"):
        assert words in text
    assert client.get(f"{LIST}999999/").status_code == 404


def test_a_listing_is_suspended_and_lifted_with_reasons(client):
    provider, _administrator = builders.provider_with()
    address = f"{LIST}{provider.pk}/"

    assert "Give the reason" in page(client.post(f"{address}suspend/", {"reason": ""}))
    answer = client.post(f"{address}suspend/", {"reason": "Unchecked <b>."}, follow=True)
    assert "is suspended" in page(answer)
    assert "Unchecked &lt;b&gt;." in page(answer)
    again = page(client.post(f"{address}suspend/", {"reason": "My second reason."}))
    assert "already done" in again
    assert "My second reason." in again
    answer = client.post(f"{address}lift/", {"reason": "Put right."}, follow=True)

    assert "in force again" in page(answer)
    assert ProviderListing.objects.get().status == "LISTED"
    assert "Suspension lifted" in page(answer)


def test_an_application_is_granted_when_it_is_paid(client):
    application = applied()
    address = f"/overview/listing-applications/{application.pk}/grant/"
    assert "Wait for the payment" in page(client.get(LIST))
    assert "before you grant the listing" in page(client.post(address, follow=True))
    paid(application.fee)

    assert "Grant or refuse" in page(client.get(LIST))
    assert "Four evening workshops" in page(client.get(address))
    answer = client.post(address, follow=True)

    assert "is on the list." in page(answer)
    assert "already done" in page(client.post(address, follow=True))
    assert ProviderListing.objects.count() == 1


def test_an_application_is_refused_with_a_reason(client):
    application = applied()
    address = f"/overview/listing-applications/{application.pk}/refuse/"

    assert "too long" in page(client.post(address, {"reason": "x" * 10_000}))
    answer = client.post(address, {"reason": "No qualified author."}, follow=True)

    assert "is refused" in page(answer)
    assert "No qualified author." in page(answer)
    application.refresh_from_db()
    assert application.status == "REFUSED"


def today(**changed):
    day = clock.today()
    return {
        "paid_on_day": day.day,
        "paid_on_month": day.month,
        "paid_on_year": day.year,
        "reference": "BACS 4471",
        **changed,
    }


def test_a_payment_is_recorded(client):
    fee = charged(builders.provider_with()[0])
    address = f"/fees/{fee.invoice_number}/pay/"
    assert "The 3 working days of the fast track begin" in page(client.get(address))

    answer = client.post(address, today(), follow=True)

    assert "is recorded" in page(answer)
    assert "reference BACS 4471" in page(answer)
    assert "already done" in page(client.get(address, follow=True))


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"paid_on_year": datetime.now(UTC).year + 1}, "cannot lie in the future"),
        ({"paid_on_year": 2001}, "cannot be older than the invoice"),
        ({"paid_on_day": 31, "paid_on_month": 2}, "real date"),
        ({"paid_on_day": "", "paid_on_month": "", "paid_on_year": ""}, "Enter the day"),
        ({"reference": " "}, "Enter the reference"),
        ({"reference": "x" * 10_000}, "too long"),
    ],
)
def test_a_wrong_payment_is_said_at_its_field(client, changed, sentence):
    fee = charged(builders.provider_with()[0])

    text = page(client.post(f"/fees/{fee.invoice_number}/pay/", today(**changed)))

    assert sentence in text
    fee.refresh_from_db()
    assert fee.status == "DUE"


def test_a_fee_is_waived_or_refunded_with_a_reason(client):
    provider = builders.provider_with()[0]
    waived, refunded = charged(provider), charged(provider, about="C-10028")
    paid(refunded)

    for fee, step, words in ((waived, "waive", "is waived"), (refunded, "refund", "is refunded")):
        address = f"/fees/{fee.invoice_number}/{step}/"
        assert "Give the reason" in page(client.post(address, {"reason": " "}))
        assert words in page(client.post(address, {"reason": "Agreed."}, follow=True))
        assert "Agreed." in page(client.get(f"/fees/{fee.invoice_number}/"))


CARD = "4111 1111 1111 1111"
NO_CARD = "This looks like the number of a payment card"


@pytest.mark.parametrize(
    "step, sent, rest",
    [
        ("pay", {"reference": CARD}, ""),
        ("pay", {"reference": f"Visa {CARD.replace(' ', '-')} Jones"}, "Visa"),
        ("waive", {"reason": f"Paid with {CARD}."}, "Paid with"),
        ("refund", {"reason": f"Back to {CARD}."}, "Back to"),
    ],
)
def test_the_number_of_a_card_is_refused_and_neither_shown_again_nor_kept(
    client, caplog, step, sent, rest
):
    fee = charged(builders.provider_with()[0])
    if step == "refund":
        paid(fee)
    fee.refresh_from_db()
    before = fee.status

    answer = client.post(f"/fees/{fee.invoice_number}/{step}/", today() | sent)

    text = page(answer)
    assert NO_CARD in text
    assert rest in text
    assert "4111" not in text
    assert "4111" not in caplog.text
    assert NO_CARD in " ".join(answer.context["form"].errors[next(iter(sent))])
    fee.refresh_from_db()
    assert fee.status == before


def test_fees_are_found_by_number_provider_state_and_kind(client):
    alpha = builders.provider_with(name="Alpha Optics")[0]
    first = charged(alpha)
    second = charged(builders.provider_with(name="Beta")[0], kind="LISTING", about="")
    paid(first)

    def found(query):
        return [row["fee"] for row in client.get(f"{FEES}?{query}").context["rows"]]

    assert found("") == [second, first]
    assert found("text=alpha") == found("text=c-10027") == found("status=PAID") == [first]
    assert found(f"text=inv {second.invoice_number[4:]}") == [second]
    assert found("text=C10027") == [first]
    assert found(f"text={second.invoice_number}") == found("kind=LISTING") == [second]
    assert found("sort=amount") == [second, first]
    assert "No invoice matches" in page(client.get(f"{FEES}?status=REFUNDED"))


@pytest.mark.parametrize("path", [LIST, FEES])
@pytest.mark.parametrize("who", ["provider", "approver", "registrant"])
def test_these_pages_are_for_staff_alone(path, who):
    user = {
        "provider": lambda: builders.provider_with()[1],
        "approver": builders.approver,
        "registrant": lambda: builders.registrant().user,
    }[who]()

    assert builders.client_for(user).get(path).status_code == 403


@pytest.mark.parametrize("number", [1, 12])
def test_the_lists_take_the_same_queries(client, number, django_assert_num_queries):
    for each in range(number):
        provider, _administrator = builders.provider_with()
        charged(provider)
        applied(organisation=f"Applicant {each}", email=f"a{each}@example.org")
    client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    with django_assert_num_queries(FEES_QUERIES):
        client.get(FEES)
    with django_assert_num_queries(ONE_QUERIES):
        client.get(f"{LIST}{provider.pk}/")


LIST_QUERIES = 11
FEES_QUERIES = 9
ONE_QUERIES = 18


def test_the_empty_lists_say_what_appears(client):
    assert "applies to be listed with the public form" in page(client.get(LIST))
    assert "Invoices appear here." in page(client.get(FEES))
