"""Listings: suspended, lifted, renewed, reminded of, ended (decisions.md 8, timer 16)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage, StatusChange, SweepRun
from cet_portal.core.permissions import Refused
from providers import permissions, queries, services, tasks
from providers.models import ProviderListing
from tests import builders
from tests.providers.building import entries, listed_until, paid, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def staff():
    return builders.actor_of(builders.staff(at=AT))


def suspended(provider, staff, reason="Attendance was not checked.", at=AT):
    return services.suspend(provider_id=provider.pk, reason=reason, actor=staff, at=at)


def renewed(provider, at=AT):
    actor = builders.actor_of(builders.administrator_of(provider))
    return services.renew(provider_id=provider.pk, actor=actor, at=at)


def test_suspended_it_cannot_submit_and_is_told_why(staff):
    provider, administrator = builders.provider_with(at=AT)

    suspended(provider, staff)

    sentence = str(permissions.may_submit_and_schedule(provider.pk, at=AT))
    assert "suspended" in sentence
    assert "Their reason: Attendance was not checked. You can still declare" in sentence
    assert told("listing_suspended") == [administrator.email]
    body = OutboxMessage.objects.get(kind="listing_suspended").body
    assert "Attendance was not checked." in body
    assert "must still be declared and uploaded" in body


def test_lifted_it_can_submit_again_and_be_suspended_once_more(staff):
    provider, _administrator = builders.provider_with(at=AT)
    suspended(provider, staff)

    services.lift(provider_id=provider.pk, reason="Put right.", actor=staff, at=AT)

    assert permissions.may_submit_and_schedule(provider.pk, at=AT) is None
    assert ProviderListing.objects.get().suspension == ""
    suspended(provider, staff, reason="Once more.")
    assert len(told("listing_suspended")) == 2


def test_what_cannot_be_suspended_or_lifted_says_why(staff):
    never, _one = builders.provider_with(listed=False, at=AT)
    listed, _two = builders.provider_with(at=AT)
    with pytest.raises(Refused, match="not on the list"):
        suspended(never, staff)
    with pytest.raises(Refused, match="Give the reason"):
        suspended(listed, staff, reason=" ")
    with pytest.raises(Refused, match="already done"):
        services.lift(provider_id=listed.pk, reason="Fine.", actor=staff, at=AT)
    suspended(listed, staff)
    with pytest.raises(Refused, match="already done"):
        suspended(listed, staff)


def test_a_suspension_holds_for_an_entry_still_to_begin(staff):
    provider, _administrator = listed_until(20, "SYSTEM_ADMINISTRATOR", at=AT)
    paid(renewed(provider), at=AT, actor=staff)

    suspended(provider, staff)

    assert [status for _start, _end, status in entries(provider)] == ["SUSPENDED", "SUSPENDED"]


@pytest.mark.parametrize("days_left", [60, 1, 0])
def test_a_renewal_follows_the_old_entry_without_a_gap(staff, days_left):
    provider, administrator = listed_until(days_left, "SYSTEM_ADMINISTRATOR", at=AT)
    fee = renewed(provider)
    assert (fee.kind, fee.status) == ("LISTING", "DUE")

    paid(fee, at=AT, actor=staff)

    (_first, old, _status), (start, end, status) = entries(provider)
    assert (start, status) == (old + timedelta(days=1), "LISTED")
    assert end == start.replace(year=start.year + 1) - timedelta(days=1)
    assert told("listing_renewed") == [administrator.email]


def test_a_lapsed_listing_begins_anew_on_the_day_of_the_payment(staff):
    provider, _administrator = listed_until(-40, "SYSTEM_ADMINISTRATOR", at=AT)

    paid(renewed(provider), at=AT, actor=staff)

    assert entries(provider)[-1][0] == TODAY
    assert permissions.may_submit_and_schedule(provider.pk, at=AT) is None


def test_a_payment_that_came_before_the_end_leaves_no_gap_however_late_it_is_recorded(staff):
    provider, _administrator = listed_until(5, "SYSTEM_ADMINISTRATOR", at=AT)
    fee = renewed(provider)
    later = AT + timedelta(days=12)

    services.record_payment(
        fee=fee, paid_on=TODAY + timedelta(days=3), reference="X", actor=staff, at=later
    )

    assert entries(provider)[-1][0] == TODAY + timedelta(days=6)


def test_a_waived_renewal_counts_like_a_paid_one_unless_the_clock_waived_it(staff):
    provider, _administrator = listed_until(5, "SYSTEM_ADMINISTRATOR", at=AT)
    services.waive(fee=renewed(provider), reason="Fell away.", actor=CLOCK, at=AT)
    assert len(entries(provider)) == 1

    services.waive(fee=renewed(provider), reason="A charity.", actor=staff, at=AT)

    assert len(entries(provider)) == 2


def test_a_fast_track_extends_nothing(staff):
    provider, _administrator = builders.provider_with(at=AT)
    fee = services.charge(
        provider_id=provider.pk, kind="FAST_TRACK", about="C-10001", actor=CLOCK, at=AT
    )

    paid(fee, at=AT, actor=staff)

    assert len(entries(provider)) == 1


def test_a_suspension_is_not_shaken_off_by_lapsing_and_renewing(staff):
    provider, _administrator = listed_until(5, "SYSTEM_ADMINISTRATOR", at=AT)
    suspended(provider, staff)
    later = AT + timedelta(days=30)
    services.end_listing(listing=ProviderListing.objects.get(), actor=CLOCK, at=later)

    paid(renewed(provider, at=later), at=later, actor=staff)

    assert [status for _start, _end, status in entries(provider)] == ["ENDED", "SUSPENDED"]
    assert "Attendance" in str(permissions.may_submit_and_schedule(provider.pk, at=later))


def test_what_cannot_be_renewed_says_why():
    early, _one = listed_until(61, "SYSTEM_ADMINISTRATOR", at=AT)
    never, _two = builders.provider_with(listed=False, at=AT)
    under_way, _three = listed_until(10, "SYSTEM_ADMINISTRATOR", at=AT)
    fee = renewed(under_way)

    with pytest.raises(Refused, match="can be renewed from 3 March 2026"):
        renewed(early)
    with pytest.raises(Refused, match="nothing to renew"):
        renewed(never)
    with pytest.raises(Refused, match=f"invoice {fee.invoice_number} waits"):
        renewed(under_way)


@pytest.mark.parametrize("role", ["CET_AUTHOR", "EVENT_DELIVERER"])
def test_only_those_who_answer_for_a_provider_renew(role):
    provider, person = listed_until(10, role, at=AT)

    with pytest.raises(Refused, match="Your role"):
        services.renew(provider_id=provider.pk, actor=builders.actor_of(person), at=AT)


def run(task, time_machine, at):
    time_machine.move_to(at, tick=False)
    task()


def test_reminders_go_out_at_60_30_and_7_days_and_on_the_lapse(time_machine):
    listed_until(70, "SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT", at=AT)
    heard = []
    for day in range(75):
        run(tasks.remind_of_ends, time_machine, AT + timedelta(days=day))
        run(tasks.end_listings, time_machine, AT + timedelta(days=day))
        count = OutboxMessage.objects.filter(kind__in=["listing_ending", "listing_lapsed"]).count()
        heard.append(count)

    first_days = [heard.index(count) for count in sorted(set(heard)) if count]
    assert first_days == [10, 40, 63, 71]
    assert heard[-1] == 4 * 2
    assert len(set(told("listing_lapsed"))) == 2


def test_after_an_outage_only_the_most_pressing_reminder_goes_out_once(time_machine):
    provider, _administrator = listed_until(70, "SYSTEM_ADMINISTRATOR", at=AT)
    for _again in range(3):
        run(tasks.remind_of_ends, time_machine, AT + timedelta(days=45))

    message = OutboxMessage.objects.get(kind="listing_ending")
    assert "Renew for 12 months" in message.body
    assert message.subject.startswith(f"The listing of {provider.name} ends on")
    assert ProviderListing.objects.get().reminded_days == 30


def test_a_reminder_names_the_invoice_of_a_renewal_under_way(time_machine):
    provider, _administrator = listed_until(7, "SYSTEM_ADMINISTRATOR", at=AT)
    fee = renewed(provider)

    run(tasks.remind_of_ends, time_machine, AT)

    assert (
        f"Pay invoice {fee.invoice_number}" in OutboxMessage.objects.get(kind="listing_ending").body
    )


def test_a_renewed_listing_ends_without_a_word(time_machine, staff):
    provider, _administrator = listed_until(7, "SYSTEM_ADMINISTRATOR", at=AT)
    paid(renewed(provider), at=AT, actor=staff)

    run(tasks.remind_of_ends, time_machine, AT)
    run(tasks.end_listings, time_machine, AT + timedelta(days=8))

    assert told("listing_ending") == told("listing_lapsed") == []
    assert [status for _start, _end, status in entries(provider)] == ["ENDED", "LISTED"]


def test_the_clock_ends_a_listing_the_day_after_its_last_day(time_machine):
    provider, _administrator = listed_until(0, "SYSTEM_ADMINISTRATOR", at=AT)

    run(tasks.end_listings, time_machine, datetime(2026, 3, 2, 23, 59, tzinfo=UTC))
    assert entries(provider)[0][2] == "LISTED"
    run(tasks.end_listings, time_machine, datetime(2026, 3, 3, 0, 1, tzinfo=UTC))

    assert entries(provider)[0][2] == "ENDED"
    assert StatusChange.objects.get(step="end").actor_role == "CLOCK"
    assert SweepRun.objects.get().name == "providers.end_listings"


def test_a_lapsed_provider_reads_when_it_ended(time_machine):
    provider, _administrator = listed_until(-1, "SYSTEM_ADMINISTRATOR", at=AT)

    sentence = str(permissions.may_submit_and_schedule(provider.pk, at=AT))

    assert "ended on 1 March 2026" in sentence
    assert "renewed under “Listing and fees”" in sentence


def test_the_end_is_a_date_by_the_calendar_with_its_rule():
    provider, _administrator = listed_until(20, "SYSTEM_ADMINISTRATOR", at=AT)
    entry = queries.last_listing(provider.pk)

    assert (entry.deadline.due_on, entry.deadline.working_days) == (entry.end, None)
    assert "12 months" in entry.deadline.rule


def test_how_a_provider_stands_for_itself_and_in_the_list_of_staff(staff):
    listed, _one = builders.provider_with(name="A listed", at=AT)
    stopped, _two = builders.provider_with(name="B suspended", at=AT)
    suspended(stopped, staff)
    lapsed, _three = listed_until(-3, "SYSTEM_ADMINISTRATOR", at=AT)
    never, _four = builders.provider_with(name="Z never", listed=False, at=AT)

    by_row = {row.pk: row.standing for row in queries.providers_with_standing(TODAY)}

    expected = {
        listed.pk: "LISTED",
        stopped.pk: "SUSPENDED",
        lapsed.pk: "LAPSED",
        never.pk: "NOT_LISTED",
    }
    assert by_row == expected
    assert {key: queries.listing_state(key, TODAY).standing for key in expected} == expected
