"""What approver and staff read of a fast track that was asked for."""

import pytest

from cet_portal.core import clock
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return builders.approver()


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
