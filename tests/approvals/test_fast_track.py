"""What approver and staff read of a fast track that was asked for."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from cet_portal.core import clock, holidays
from cet_portal.core.models import OutboxMessage
from cet_portal.core.workdays import working_days_between
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db


def lines(application, reviewer):
    """The line on the approver's page and on the staff's."""
    number = application.c_number
    pages = [
        builders.client_for(user).get(address).content.decode()
        for user, address in (
            (reviewer, f"/queue/{number}/"),
            (builders.staff(), f"/overview/applications/{number}/"),
        )
    ]
    return [
        page.partition("Fast track:</strong> ")[2].partition("</p>")[0].partition(" (<a")[0]
        for page in pages
    ]


def asked_for(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer, fast_track=True)
    return application, application.provider.fees.get(kind="FAST_TRACK")


def test_asked_for_and_not_paid(reviewer):
    application, _fee = asked_for(reviewer)

    assert lines(application, reviewer) == ["asked for, not paid"] * 2


def test_paid(reviewer):
    application, fee = asked_for(reviewer)
    provider_services.record_payment(
        fee=fee,
        paid_on=clock.today(),
        reference="BACS 7",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    found = lines(application, reviewer)
    assert all(line.startswith("paid on ") for line in found)
    assert str(clock.today().year) in found[0]


def test_waived(reviewer):
    application, fee = asked_for(reviewer)
    provider_services.waive(fee=fee, reason="Our mistake.", actor=builders.MANAGER, at=clock.now())

    assert all(line.startswith("fee waived on ") for line in lines(application, reviewer))


def test_not_asked_for_there_is_no_line(reviewer):
    application = builders.application_at("IN_REVIEW", approver=reviewer)

    assert lines(application, reviewer) == ["", ""]


class TestPaidTooLate:
    """Recorded where the short clock makes nothing sooner: nobody is told that it started."""

    def told(self):
        return OutboxMessage.objects.filter(kind__startswith="fast_track_")

    def pay(self, application):
        fee = application.provider.fees.get(kind="FAST_TRACK")
        staff, address = builders.client_for(builders.staff()), f"/fees/{fee.invoice_number}/pay/"
        before, day = staff.get(address).content.decode(), clock.today()
        typed = {"paid_on_day": day.day, "paid_on_month": day.month, "paid_on_year": day.year}
        after = staff.post(address, typed | {"reference": "BACS 7"}, follow=True)
        return before, after.content.decode()

    def page(self, application):
        admin = builders.client_for(builders.administrator_of(application.provider))
        return admin.get(f"/applications/{application.c_number}/").content.decode()

    def begun(self, status, working_days_ago):
        at = clock.now()
        while working_days_between(at.date(), clock.today(), holidays.current()) < working_days_ago:
            at -= timedelta(days=1)
        provider, _admin = builders.provider_with(at=at)
        return builders.application_at(status, provider=provider, at=at, fast_track=True)

    @pytest.mark.parametrize("ago, verb", [(8, "is"), (9, "is"), (20, "was")])
    def test_the_decision_is_due_anyway(self, ago, verb):
        application = self.begun("IN_REVIEW", ago)
        due = date_format(application.due_on, "l j F Y")

        before, after = self.pay(application)

        anyway = f"the decision {verb} due by 11:59pm on {due}"
        assert f"The short clock changes nothing: {anyway}" in before
        assert f"The short clock changes nothing: {anyway}" in after
        page = self.page(application)
        assert f"{anyway[0].upper()}{anyway[1:]} anyway, so the short clock changes nothing" in page
        assert "Paid on " in page
        assert "The short clock started" not in page
        assert {message.kind for message in self.told()} == {"fast_track_changes_nothing"}
        assert application.approver.email in {message.to for message in self.told()}
        for message in self.told():
            assert f"The decision {verb} due by 11:59pm on {due} anyway" in message.body

    def test_the_provider_has_the_clock(self):
        application = self.begun("INFORMATION_REQUESTED", 1)

        before, after = self.pay(application)

        for text in (before, after, self.page(application)):
            assert "The short clock changes nothing" in text
            assert "after the answer the approver has 3 working days anyway" in text
        assert {message.kind for message in self.told()} == {"fast_track_changes_nothing"}
        for message in self.told():
            assert "After the answer the approver has 3 working days anyway" in message.body

    def test_before_they_pay_the_provider_reads_that_it_would_change_nothing(self):
        late, in_time = self.begun("IN_REVIEW", 9), self.begun("IN_REVIEW", 1)

        words = "A payment now would make the decision no earlier"
        assert [words in self.page(each) for each in (late, in_time)] == [True, False]

    def test_in_time_staff_read_the_new_date_before_and_after(self):
        application = self.begun("IN_REVIEW", 1)

        before, after = self.pay(application)

        application.refresh_from_db()
        due = date_format(application.due_on, "l j F Y")
        for text in (before, after):
            assert f"The 3 working days begin: the decision is due by 11:59pm on {due}." in text
        assert {message.kind for message in self.told()} == {"fast_track_started"}
