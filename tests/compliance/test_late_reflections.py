"""A reflection that was written after the cycle: every page says by when it was needed."""

import html
from datetime import date

import pytest

from registrants import services
from tests import builders
from tests.compliance.machines import Machine
from tests.registrants.building import accept, offer
from tests.sessions_events.building import london

pytestmark = pytest.mark.django_db

WORDS = "eer review without a reflection statement written by 31 December 2024"
CYCLE = "2022-2024"


def test_it_is_not_called_missing_once_it_is_there(time_machine):
    owner = builders.registrant(start=date(2016, 1, 1))
    line = offer(owner, 1, day=date(2024, 5, 1), peer_review=True, total=3)
    accept(line, london(2024, 6, 1))
    time_machine.move_to(london(2025, 3, 3), tick=False)
    client = builders.client_for(owner.user, "registrant")
    key = Machine(builders.actor_of(owner.user, "registrant"))
    addresses = (
        f"/statement/?cycle={CYCLE}",
        f"/statement/requirements/peer-review/?cycle={CYCLE}",
        f"/statement/record/?cycles={CYCLE}&parts=ACCEPTED",
    )

    def texts():
        return [html.unescape(client.get(each).content.decode()) for each in addresses]

    for text in texts():
        assert "eer review without a reflection statement" in text
        assert WORDS not in text
    own = builders.actor_of(owner.user, "registrant")
    services.write_reflection(entry=line, text="We ask now.", actor=own, at=london(2025, 3, 3))

    for text in texts():
        assert WORDS in text
    found = key.read(f"/api/v1/statement/{CYCLE}/")
    assert WORDS in found["not_counted"][0]["words"]
