"""The commands of the demonstration, and the days on which it can be written."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cet_portal.accounts.models import User
from cet_portal.core.clock import LONDON
from cet_portal.home.seed import story
from cet_portal.home.seed.accounts import ACCOUNTS
from registrants.models import PointEntry
from sessions_events import queries as event_queries
from tests.builders import reference
from tests.home.seeded import MAIN_TITLE, actor_of, main_event

pytestmark = pytest.mark.django_db


def test_it_is_written_once_and_its_accounts_and_its_loop_are_printed():
    reference()
    call_command("seed_demo", stdout=StringIO())
    people, entries = User.objects.count(), PointEntry.objects.count()
    told = StringIO()
    call_command("seed_demo", stdout=told)
    assert "already there" in told.getvalue()
    assert (User.objects.count(), PointEntry.objects.count()) == (people, entries)
    printed = StringIO()
    call_command("demo_accounts", stdout=printed)
    lines = printed.getvalue()
    event = main_event()
    assert all(account.email in lines for account in ACCOUNTS)
    assert max(map(len, lines.split("What has happened")[0].splitlines())) <= 100
    assert (
        f"{event.application.c_number} {MAIN_TITLE}: approved, {event.session.s_number} Leeds"
        in lines
    )
    assert "24 uploaded, 22 offered points, 19 accepted, rated 4.6 by 14" in lines


@pytest.mark.parametrize("command", ["seed_demo", "demo_accounts"])
def test_only_the_demonstration_has_it(settings, command):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION is off"):
        call_command(command)


def test_accounts_cannot_be_printed_before_they_exist():
    with pytest.raises(CommandError, match="not written yet"):
        call_command("demo_accounts")


@pytest.mark.parametrize(
    "now",
    [
        datetime(2028, 1, 1, 0, 30, tzinfo=LONDON),
        datetime(2028, 1, 20, 9, 0, tzinfo=LONDON),
    ],
)
def test_it_can_be_written_around_the_end_of_a_cycle(now):
    reference()
    story.tell(at=now)
    assert event_queries.owing(actor_of("Priya Raman"), now).exists()
