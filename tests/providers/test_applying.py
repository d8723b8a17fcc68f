"""The way onto the list: asked for, confirmed, paid, granted or refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cet_portal.accounts.models import User
from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from providers import permissions, queries, services
from providers.models import Fee, ListingApplication, ListingRequest, Provider
from tests import builders
from tests.providers.building import TYPED, applied, asked, entries, paid, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff(at=AT))


def confirmed(request, at=AT):
    return services.confirm_listing_request(request=request, actor=CLOCK, at=at)


def answering_for(application):
    user = application.provider.memberships.get().user
    return builders.actor_of(user, f"provider:{application.provider_id}")


def test_before_it_is_confirmed_there_is_nothing_but_a_mail():
    asked(at=AT)

    assert told("listing_confirm") == [TYPED["email"]]
    assert (Provider.objects.count(), User.objects.count(), Fee.objects.count()) == (0, 0, 0)


def test_confirmed_there_is_an_account_a_provider_and_an_invoice(
    django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        application = confirmed(asked(at=AT))

    person = application.provider.memberships.get()
    assert (person.user.email, person.user.name) == (TYPED["email"], TYPED["name"])
    assert person.roles == ["SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT"]
    assert (application.status, application.fee.status) == ("APPLIED", "DUE")
    assert (application.provider.town, application.provider.phone) == ("York", "01904 960 111")
    assert told("fee_charged") == [TYPED["email"]]
    links = [mail for mail in mailoutbox if "choose a password" in mail.subject]
    assert [mail.to for mail in links] == [[TYPED["email"]]]
    assert "security codes" not in links[0].body
    assert not entries(application.provider)


def test_who_has_an_account_keeps_it(django_capture_on_commit_callbacks, mailoutbox):
    user = builders.person(name="Wren Known", at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        application = applied(at=AT, email=user.email.upper())

    assert application.provider.memberships.get().user == user
    assert not [mail for mail in mailoutbox if "choose a password" in mail.subject]


def test_a_closed_account_is_not_opened_by_a_link():
    user = builders.person(at=AT)
    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(Refused, match="closed"):
        applied(at=AT, email=user.email)
    assert not Provider.objects.exists()


def test_confirmed_twice_it_happens_once():
    request = asked(at=AT)
    confirmed(request)

    with pytest.raises(Refused, match="confirmed already"):
        confirmed(request)
    assert (ListingApplication.objects.count(), Fee.objects.count()) == (1, 1)


def test_the_link_is_good_for_seven_days():
    request = asked(at=AT)

    with pytest.raises(Refused, match="good until 9 March 2026"):
        confirmed(request, at=AT + timedelta(days=8))
    assert confirmed(request, at=AT + timedelta(days=7)).status == "APPLIED"


def test_a_name_that_was_taken_meanwhile_is_refused_and_leaves_nothing():
    request = asked(at=AT)
    builders.provider_with(name=TYPED["organisation"].upper(), at=AT)
    people = User.objects.count()

    with pytest.raises(Refused, match="There is a provider of the name"):
        confirmed(request)
    assert (Provider.objects.count(), User.objects.count()) == (1, people)


def test_granted_when_it_is_paid(staff):
    application = applied(at=AT)
    with pytest.raises(Refused, match="Record its payment or waive it"):
        services.grant_application(application=application, actor=staff, at=AT)

    paid(application.fee, at=AT, actor=staff)
    granted = services.grant_application(application=application, actor=staff, at=AT)

    assert granted.status == "GRANTED"
    assert entries(granted.provider) == [(date(2026, 3, 2), date(2027, 3, 1), "LISTED")]
    assert told("listing_decided") == [TYPED["email"]]
    assert permissions.may_submit_and_schedule(granted.provider_id, at=AT) is None


def test_granted_when_the_fee_is_waived_and_the_fee_alone_lists_nobody(staff):
    application = applied(at=AT)
    services.waive(fee=application.fee, reason="A charity.", actor=staff, at=AT)
    assert not entries(application.provider)

    services.grant_application(application=application, actor=staff, at=AT)

    assert len(entries(application.provider)) == 1


def test_refused_with_a_reason_an_unpaid_invoice_falls_away(staff):
    application = applied(at=AT)

    refused = services.refuse_application(
        application=application, reason="No qualified author.", actor=staff, at=AT
    )

    assert (refused.status, refused.fee.status) == ("REFUSED", "WAIVED")
    body = OutboxMessage.objects.get(kind="listing_decided").body
    assert "No qualified author." in body
    assert "need not be paid" in body
    assert not entries(application.provider)


def test_what_was_paid_stays_paid_when_it_is_refused(staff):
    application = applied(at=AT)
    paid(application.fee, at=AT, actor=staff)

    refused = services.refuse_application(application=application, reason="No.", actor=staff, at=AT)

    assert refused.fee.status == "PAID"
    assert "decide whether it is refunded" in OutboxMessage.objects.get(kind="listing_decided").body


def test_a_refusal_needs_a_reason(staff):
    application = applied(at=AT)

    with pytest.raises(Refused, match="Give the reason"):
        services.refuse_application(application=application, reason="", actor=staff, at=AT)


def test_withdrawn_by_the_provider_and_applied_for_again(staff):
    application = applied(at=AT)
    actor = answering_for(application)

    withdrawn = services.withdraw_application(application=application, actor=actor, at=AT)
    again = services.apply_for_listing(
        provider_id=application.provider_id,
        email="new@example.org",
        plans="Six workshops.",
        actor=actor,
        at=AT,
    )

    assert (withdrawn.status, withdrawn.fee.status) == ("WITHDRAWN", "WAIVED")
    assert (again.status, again.fee.status) == ("APPLIED", "DUE")
    assert again.fee != withdrawn.fee
    with pytest.raises(Refused, match="has applied"):
        services.apply_for_listing(
            provider_id=application.provider_id, email="x@example.org", plans="", actor=actor, at=AT
        )


def test_the_cet_manager_is_told_of_an_application_and_of_its_withdrawal():
    manager = builders.staff(Role.CET_MANAGER, at=AT)
    application = applied(at=AT)
    services.withdraw_application(
        application=application, actor=answering_for(application), at=AT + timedelta(hours=1)
    )

    assert told("listing_applied") == told("listing_taken_back") == [manager.email]
    first = OutboxMessage.objects.get(kind="listing_applied")
    assert first.path == f"/overview/providers/{application.provider_id}/"
    assert application.fee.invoice_number in first.body


def test_staff_read_in_the_history_that_somebody_applied():
    application = applied()
    client = builders.client_for(builders.staff())

    page = client.get(f"/overview/providers/{application.provider_id}/").content.decode()

    assert "Application to be listed sent" in page


def test_a_listed_provider_does_not_apply():
    provider, administrator = builders.provider_with(at=AT)

    with pytest.raises(Refused, match="can be renewed"):
        services.apply_for_listing(
            provider_id=provider.pk,
            email="x@example.org",
            plans="More.",
            actor=builders.actor_of(administrator),
            at=AT,
        )


def test_before_the_grant_the_provider_reads_that_it_is_not_listed_yet():
    application = applied(at=AT)

    sentence = str(permissions.may_submit_and_schedule(application.provider_id, at=AT))

    assert "not on the list yet" in sentence
    assert queries.listing_state(application.provider_id, date(2026, 3, 2)).standing == "APPLIED"


def test_what_nobody_confirmed_is_forgotten():
    asked(at=AT)
    asked(at=AT + timedelta(days=5), organisation="Younger")

    gone = services.forget_requests(actor=CLOCK, at=AT + timedelta(days=9))

    assert gone == 1
    assert ListingRequest.objects.get().organisation == "Younger"
