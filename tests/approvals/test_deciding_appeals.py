"""Deciding an appeal: read with its grounds and the first decision, upheld or dismissed."""

import pytest

from approvals import services
from cet_portal.core import clock
from tests import builders
from tests.approvals.decisions import APPROVE, CONFIRM, REJECT, page, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def appealed():
    """An appeal that the portal gave to the one who had no part in the first decision."""
    application = builders.application_at("REJECTED")
    builders.approver()
    admin = builders.actor_of(builders.administrator_of(application.provider))
    return services.lodge_appeal(
        application=application,
        grounds="They can: see the <i>records</i>.",
        actor=admin,
        at=clock.now(),
    )


def test_an_appeal_is_read_with_its_grounds_and_the_first_decision(appealed):
    client = builders.client_for(appealed.approver)

    content = client.get(page(appealed, "")).content.decode()

    assert "They can: see the &lt;i&gt;records&lt;/i&gt;." in content
    assert "The objectives cannot be assessed." in content
    assert "This is missing." in content
    assert "Decide by" in content


def test_an_appeal_is_upheld_with_points(appealed):
    client = builders.client_for(appealed.approver)
    builders.judge_all(appealed, builders.actor_of(appealed.approver))

    check = client.post(page(appealed), APPROVE).content.decode()
    client.post(page(appealed), APPROVE | CONFIRM)

    assert f"Uphold the appeal about {appealed.c_number}?" in check
    assert status_of(appealed) == "APPROVED"
    assert appealed.approvals.get().total == 2


def test_an_appeal_is_dismissed_and_that_is_final(appealed):
    client = builders.client_for(appealed.approver)
    builders.judge_all(appealed, builders.actor_of(appealed.approver), failing="OBJECTIVES")

    check = client.post(page(appealed), REJECT).content.decode()
    client.post(page(appealed), REJECT | CONFIRM)

    assert "That is final. The provider can apply anew." in check
    assert status_of(appealed) == "REJECTED"
    admin = builders.client_for(builders.administrator_of(appealed.provider))
    theirs = admin.get(f"/applications/{appealed.c_number}/").content.decode()
    assert "Decision on the appeal: dismissed" in theirs
    assert "First decision: rejected" in theirs
    assert "that is final" in theirs
