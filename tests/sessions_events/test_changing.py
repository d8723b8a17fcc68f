"""What is planned is changed, cancelled, or did not take place."""

from datetime import timedelta

import pytest

from approvals import services as approval_services
from cet_portal.core import clock, holidays
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from cet_portal.core.workdays import add_working_days
from cet_portal.scheme import places
from registrants.models import PointEntry
from sessions_events import queries, services
from sessions_events.enums import EventStatus
from sessions_events.models import Change
from tests import builders
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db


def in_days(world, days):
    return clock.london_date(world.at) + timedelta(days=days)


def change(world, event, *, version=None, at=None, **values):
    return services.change_event(
        event=event,
        version=version or event.version,
        values=values,
        actor=world.admin,
        at=at or world.at,
    )


def move(world, session, **values):
    place = {"online": False, "town": "Leeds", "region": "", "latitude": None, "longitude": None}
    return services.change_session(
        session=session,
        version=session.version,
        values={**place, **values} if "town" in values else values,
        actor=world.admin,
        at=world.at,
    )


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def test_another_price_is_kept_with_its_history(world):
    event = world.event(in_days(world, 7), price="£20")

    changed = change(world, event, price="£25")

    assert (changed.price, changed.version) == ("£25", 2)
    line = Change.objects.get()
    assert line.values == [["price", "£20", "£25"]]
    assert (line.event, line.for_visitors) == (event, True)


def test_the_same_again_changes_nothing_and_tells_nobody(world):
    colleague = builders.member(world.provider, "SYSTEM_ADMINISTRATOR")
    event = world.event(in_days(world, 7), price="£20")

    change(world, event, price="£25")
    again = change(world, event, price="£25")  # the button pressed twice: an old version

    assert again.version == 2
    assert Change.objects.count() == 1
    assert told("event_changed") == [colleague.email]


def test_another_day_gives_another_due_date(world):
    session = world.session(start=in_days(world, 7), end=in_days(world, 30))
    event = world.into(session)
    before = event.due_on

    later = timedelta(days=14)
    changed = change(world, event, starts_at=event.starts_at + later, ends_at=event.ends_at + later)

    changed.refresh_from_db()
    assert changed.due_on > before
    assert changed.duties.get().due_on == changed.due_on


def test_an_event_stays_within_its_session(world):
    event = world.event(in_days(world, 7))
    day = timedelta(days=1)

    with pytest.raises(Refused, match="within the days of its session"):
        change(world, event, starts_at=event.starts_at + day, ends_at=event.ends_at + day)


def test_the_second_of_two_editors_is_told(world):
    event = world.event(in_days(world, 7))
    change(world, event, price="£25")

    with pytest.raises(services.ChangedMeanwhile) as meanwhile:
        change(world, event, version=1, price="£30")

    assert meanwhile.value.current.price == "£25"


def test_once_it_has_begun_it_is_not_changed(world):
    event = world.event(in_days(world, 7))

    with pytest.raises(Refused, match="has begun"):
        change(world, event, price="£25", at=event.starts_at)


def test_what_was_cancelled_is_not_changed(world):
    event = world.event(in_days(world, 7))
    services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)

    with pytest.raises(Refused, match="can no longer be changed"):
        change(world, event, price="£25")


def test_another_provider_changes_nothing(world):
    event, other = world.event(in_days(world, 7)), World()

    with pytest.raises(Refused):
        services.change_event(
            event=event, version=1, values={"price": "£1"}, actor=other.admin, at=world.at
        )
    with pytest.raises(Refused):
        services.change_session(
            session=event.session,
            version=1,
            values={"name": "Mine"},
            actor=other.admin,
            at=world.at,
        )


def test_a_session_that_moves_tells_the_colleagues_and_the_public_pages(world):
    colleague = builders.member(world.provider, "EVENT_DELIVERER")
    event = world.event(in_days(world, 7))

    moved = move(world, event.session, venue="Town Hall", town="York")

    assert (moved.venue, moved.town, moved.version) == ("Town Hall", "York", 2)
    assert told("session_changed") == [colleague.email]
    assert queries.changes_for_visitors([event])[event.pk].for_visitors


def test_a_session_keeps_the_days_of_its_events(world):
    event = world.event(in_days(world, 7))

    with pytest.raises(Refused, match=event.ev_number):
        move(world, event.session, start=in_days(world, 8), end=in_days(world, 9))

    services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)
    assert move(world, event.session, start=in_days(world, 8), end=in_days(world, 9)).version == 2


def test_the_place_stays_once_an_event_has_begun_there(world):
    event = world.event()

    with pytest.raises(Refused, match="has begun in this session"):
        move(world, event.session, venue="Town Hall", town="York")


def test_a_session_lies_where_its_town_lies(world):
    leeds, york = (places.find(name).place for name in ("Leeds", "York"))
    session = world.session(in_days(world, 7))
    assert (session.latitude, session.region) == (leeds.latitude, leeds.region)

    moved = move(world, session, venue="Town Hall", town="York")

    assert (moved.latitude, moved.region) == (york.latitude, york.region)


def test_what_was_typed_is_stronger_than_the_town(world):
    session = world.session(in_days(world, 7), latitude=53.9, longitude=-1.1, region="WALES")

    assert (session.latitude, session.longitude, session.region) == (53.9, -1.1, "WALES")
    assert queries.typed_place(session)["latitude"] == 53.9


def test_a_town_nobody_knows_lies_nowhere(world):
    assert world.session(in_days(world, 7), town="Xyzzy").latitude is None


def test_a_cet_is_not_planned_before_its_approval(world):
    day = clock.london_date(world.application.decided_at) - timedelta(days=1)

    with pytest.raises(Refused, match="cannot begin before that day"):
        world.event(day)


def test_a_cet_under_appeal_is_not_moved(world):
    session = world.session(start=in_days(world, 7), end=in_days(world, 30))
    event = world.into(session)
    type(world.application).objects.filter(pk=world.application.pk).update(status="UNDER_APPEAL")
    event.refresh_from_db()

    with pytest.raises(Refused, match="under appeal"):
        change(world, event, ends_at=event.ends_at + timedelta(hours=1))


def test_a_cancelled_event_owes_nothing_and_is_shown_as_cancelled(world):
    colleague = builders.member(world.provider, "PRINCIPAL_CONTACT")
    event = world.event(in_days(world, 7))

    services.cancel_event(event=event, reason="Ill.", actor=world.admin, at=world.at)

    event.refresh_from_db()
    assert not event.duties.open().exists()
    assert told("event_cancelled") == [colleague.email]
    assert list(queries.called_off(world.at)) == [event]


@pytest.mark.parametrize("service", [services.cancel_event, services.say_not_held])
def test_calling_off_needs_a_reason(world, service):
    event = world.event(in_days(world, 7))

    with pytest.raises(Refused, match="Say why"):
        service(event=event, reason=" \n", actor=world.admin, at=world.at)


def test_what_did_not_take_place_is_not_overdue(world):
    event = world.event(in_days(world, -25))
    today = clock.london_date(world.at)
    assert event in queries.overdue(world.admin, today)

    held = services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)

    assert held.status == EventStatus.NOT_HELD
    assert not held.duties.open().exists()
    assert event not in queries.overdue(world.admin, today)
    assert queries.called_off_by(held).reason == "Snow."
    assert not PointEntry.objects.exists()


def test_before_its_time_an_event_is_cancelled_instead(world):
    event = world.event(in_days(world, 7))

    with pytest.raises(Refused, match="cancel it"):
        services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)


def test_what_was_declared_did_take_place(world):
    event = world.declared()

    with pytest.raises(Refused, match="not possible any more"):
        services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)


def test_staff_find_what_did_not_take_place(world, staff):
    event = world.event()
    services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)

    listed = staff.get("/events/?standing=not_held")
    page = staff.get(f"/events/{event.ev_number}/")

    assert event.ev_number in listed.content.decode()
    assert "Snow." in page.content.decode()


def test_a_withdrawn_approval_stops_and_leaves_what_was_not_held(world):
    event = world.event()
    services.say_not_held(event=event, reason="Snow.", actor=world.admin, at=world.at)

    approval_services.withdraw_approval(
        application=world.application, reason="Old.", actor=builders.MANAGER, at=world.at
    )

    event.refresh_from_db()
    assert event.status == EventStatus.NOT_HELD
    assert StatusChange.objects.filter(reference=event.ev_number).count() == 1


def test_the_due_date_of_a_moved_event_is_ten_working_days_on(world):
    session = world.session(start=in_days(world, 7), end=in_days(world, 30))
    event = world.into(session)
    last = event.ends_at + timedelta(days=10)

    changed = change(world, event, starts_at=event.starts_at + timedelta(days=10), ends_at=last)

    assert changed.duties.get().due_on == add_working_days(
        clock.london_date(last), 10, holidays.current()
    )


def test_visitors_read_what_was_changed_and_what_was_cancelled(world, client):
    moved = world.event(in_days(world, 7), price="£20")
    gone = world.event(in_days(world, 8))
    change(world, moved, price="£25", contact="The office")
    services.cancel_event(event=gone, reason="The speaker is ill.", actor=world.admin, at=world.at)

    page = client.get(f"/directory/{moved.application.c_number}/").content.decode()
    own = client.get(f"/directory/events/{moved.ev_number}/").content.decode()

    assert page.count("Changed on") == 1
    assert "Cancelled" in page
    assert gone.ev_number in page
    assert "The speaker is ill." not in page
    assert "Price: £25 (before: £20)." in own
    assert "The office (before" not in own
