"""Keys of machines have a last day: chosen, shown, told of beforehand, and kept to."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from sessions_events import services, tasks
from sessions_events.models import ApiKey
from tests import builders
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

PAGE = reverse("sessions_events:api_keys")
MADE = london(2026, 3, 10)
LAST = date(2026, 5, 20)


def key_of(user, *, tenant=None, at=MADE, expires_on=LAST) -> tuple[ApiKey, str]:
    actor = tenant or builders.actor_of(user)
    return services.make_key(name="Bookings", actor=actor, at=at, expires_on=expires_on)


def asked(secret: str):
    return Client().get("/api/v1/statement/", headers={"Authorization": f"Bearer {secret}"})


def told() -> list[str]:
    return list(OutboxMessage.objects.filter(kind="key_ends").values_list("to", flat=True))


def test_a_key_works_for_a_year_unless_an_earlier_day_is_chosen():
    user = builders.registrant().user

    longest, _secret = key_of(user, expires_on=None)
    chosen, _secret = key_of(user)

    assert longest.expires_on == date(2027, 3, 10)
    assert chosen.expires_on == LAST
    assert AuditEvent.objects.filter(verb="api_key.make").last().data["expires_on"] == "2026-05-20"


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2027, 3, 11)])
def test_the_service_refuses_a_day_that_is_past_or_too_far(day):
    with pytest.raises(Refused, match="from today on for up to a year"):
        key_of(builders.registrant().user, expires_on=day)


@pytest.mark.parametrize(
    "days, sentence",
    [(-1, "The last day cannot be in the past"), (366, "A key works for a year at most")],
)
def test_the_form_says_which_days_are_possible_and_loses_nothing(days, sentence):
    client = builders.client_for(builders.registrant().user)
    day = clock.today() + timedelta(days=days)

    page = client.post(PAGE, {"name": "Spreadsheet", "expires_on": day.isoformat()})

    assert sentence in page.content.decode()
    assert "Spreadsheet" in page.content.decode()
    assert not ApiKey.objects.exists()


def test_the_form_offers_a_year():
    client = builders.client_for(builders.registrant().user)

    assert client.get(PAGE).context["form"].initial["expires_on"] == clock.today() + timedelta(365)


def test_a_key_opens_to_the_end_of_its_last_day_in_london(time_machine):
    _key, secret = key_of(builders.registrant().user)

    time_machine.move_to(london(2026, 5, 20, 23, 59), tick=False)
    assert asked(secret).status_code == 200

    # In summer it is still the day before in UTC.
    time_machine.move_to(london(2026, 5, 21, 0, 0), tick=False)
    answer = asked(secret)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["detail"] == (
        "The last day of this key was 20 May 2026: make a new one on the page of your keys."
    )
    assert ApiKey.objects.get().used_on == LAST


def test_the_page_shows_the_last_day_and_that_it_is_past(time_machine):
    user = builders.registrant().user
    key_of(user)
    client = builders.client_for(user)

    time_machine.move_to(london(2026, 5, 20), tick=False)
    before = client.get(PAGE).content.decode()
    time_machine.move_to(london(2026, 5, 21), tick=False)
    after = client.get(PAGE).content.decode()

    assert "20 May 2026" in before
    assert "its last day is past" not in before
    assert "Opens nothing: its last day is past." in after


def test_the_owner_is_told_30_and_7_days_before_and_the_day_after(time_machine):
    user = builders.registrant().user
    key_of(user)
    heard = []
    for day in range(1, 80):
        time_machine.move_to(MADE + timedelta(days=day), tick=False)
        tasks.remind_of_keys()
        tasks.remind_of_keys()  # twice changes nothing
        heard.append(len(told()))

    days = [MADE.date() + timedelta(days=1 + heard.index(count)) for count in (1, 2, 3)]
    assert days == [date(2026, 4, 20), date(2026, 5, 13), date(2026, 5, 21)]
    assert told() == [user.email] * 3
    first, _second, last = OutboxMessage.objects.filter(kind="key_ends").order_by("pk")
    assert first.subject == "The key “Bookings” ends on 20 May 2026"
    assert "works until 11:59pm on Wednesday 20 May 2026" in first.body
    assert last.subject == "The key “Bookings” ended on 20 May 2026"
    assert "Since then it opens nothing" in last.body


def test_after_an_outage_only_the_most_pressing_word_goes_out(time_machine):
    key_of(builders.registrant().user)

    time_machine.move_to(london(2026, 5, 18), tick=False)
    for _again in range(3):
        tasks.remind_of_keys()

    assert len(told()) == 1
    assert ApiKey.objects.get().remind_on == date(2026, 5, 21)


def test_whose_a_key_is_are_told_of_it(time_machine):
    world, staff = World(at=MADE), builders.staff()
    key_of(None, tenant=world.admin)
    key_of(staff)

    time_machine.move_to(london(2026, 5, 13), tick=False)
    tasks.remind_of_keys()

    assert sorted(told()) == sorted([world.user.email, staff.email])


def test_nobody_is_told_of_a_key_that_opens_nothing_any_more(time_machine):
    staff, user = builders.staff(), builders.registrant().user
    key_of(staff)
    revoked, _secret = key_of(user)
    services.revoke_key(key=revoked, actor=builders.actor_of(user), at=MADE)
    User.objects.filter(pk=staff.pk).update(roles=[])

    time_machine.move_to(london(2026, 5, 13), tick=False)
    tasks.remind_of_keys()

    assert told() == []


def test_keys_from_before_work_for_a_year_from_the_migration_and_are_told_of(time_machine):
    migration = import_module("sessions_events.migrations.0025_last_days_of_keys")
    time_machine.move_to(london(2026, 6, 1, 0, 30), tick=False)

    assert migration.last_day() == date(2027, 6, 1)
    assert migration.first_reminder() == date(2027, 5, 2)
