"""A round more to read: what changed, and what each side sees of it."""

import pytest

from approvals import services
from cet_portal.core import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_round(reviewer):
    """Asked about practice, answered with another text there."""
    application = builders.application_at("INFORMATION_REQUESTED", approver=reviewer)
    actor = builders.actor_of(builders.administrator_of(application.provider))
    application = services.save_section(
        application=application,
        section="practice",
        version=application.version,
        values={"current_practice": "Follows the <b>new</b> guidance."},
        actor=actor,
        at=clock.now(),
    )
    return builders.answer_all(application, actor, None, clock.now())


def test_what_changed_between_rounds_is_marked_with_the_earlier_text(client, second_round):
    content = client.get(f"/queue/{second_round.c_number}/").content.decode()

    assert "1 change" in content
    assert "Follows the &lt;b&gt;new&lt;/b&gt; guidance." in content
    assert "Follows the present guidance on tear film assessment." in content


def test_each_round_has_a_page_for_both_sides_and_staff(client, second_round):
    address = f"/applications/{second_round.c_number}/rounds/"
    admin = builders.client_for(builders.administrator_of(second_round.provider))

    for reader in (client, admin, builders.client_for(builders.staff())):
        first = reader.get(f"{address}1/").content.decode()
        second = reader.get(f"{address}2/").content.decode()
        assert "Follows the present guidance" in first
        assert "new&lt;/b&gt; guidance" not in first
        assert "Changed" in second
        assert reader.get(f"{address}3/").status_code == 404


def test_the_approver_reads_what_was_submitted_and_not_what_is_being_changed(client, asked):
    services.save_section(
        application=asked,
        section="practice",
        version=asked.version,
        values={"current_practice": "Half a sentence"},
        actor=builders.actor_of(builders.administrator_of(asked.provider)),
        at=clock.now(),
    )

    assert "Half a sentence" not in client.get(f"/queue/{asked.c_number}/").content.decode()
