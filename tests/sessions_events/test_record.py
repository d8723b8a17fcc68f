"""The attendance record: kept for six years, struck out, held, removed after notice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format

from cet_portal.core.actor import CLOCK
from cet_portal.core.clock import LONDON
from cet_portal.core.models import AuditEvent, OutboxMessage, StoredFile
from cet_portal.core.permissions import Refused
from sessions_events import queries, services
from sessions_events.models import RecordFile
from sessions_events.rules.retention import ended_by, keep_until
from tests import builders
from tests.sessions_events.building import World

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def kept(world, event, content=b"Marsh, Fell", at=None) -> RecordFile:
    return services.keep_file(
        event=event,
        kind="SIGN_IN",
        note="morning",
        file=SimpleUploadedFile("list.txt", content),
        actor=world.admin,
        at=at or world.at,
    )


def url(name, *args):
    return reverse(f"sessions_events:{name}", args=args)


@pytest.mark.parametrize(
    "last_day, until",
    [
        (date(2026, 5, 17), date(2032, 5, 17)),
        (date(2024, 2, 29), date(2030, 3, 1)),
        (date(2026, 2, 28), date(2032, 2, 28)),
    ],
)
def test_six_years_from_the_last_day(last_day, until):
    assert keep_until(last_day) == until
    assert last_day < ended_by(until + timedelta(days=1))
    assert ended_by(date(2028, 2, 29)) == date(2022, 3, 1)


def test_a_file_is_kept_once_however_often_the_button_is_pressed(world):
    event = world.event()

    assert kept(world, event) == kept(world, event)

    assert StoredFile.objects.count() == 1
    assert RecordFile.objects.get().made_by_name == world.admin.name


def test_what_was_added_by_mistake_is_struck_out_and_stays(world):
    record = kept(world, world.event())
    for reason in ("Another event.", "Again."):
        services.strike_file(record=record, reason=reason, actor=world.admin, at=world.at)

    record.refresh_from_db()
    assert (record.struck_reason, record.file is None) == ("Another event.", False)


def test_before_the_event_and_for_strangers_it_is_closed(world):
    to_come = world.event(world.at.date() + timedelta(days=9))

    with pytest.raises(Refused, match="begins with the event"):
        kept(world, to_come)
    with pytest.raises(Refused):
        kept(World(), to_come)


def days_after(event, days: int) -> date:
    return queries.record_kept_until(event) + timedelta(days=days)


def test_the_provider_is_told_and_a_week_later_the_file_goes(
    world, django_capture_on_commit_callbacks
):
    event = world.event()
    record = kept(world, event)
    stored = record.file
    assert not queries.records_ending(days_after(event, -31)).exists()
    assert not queries.records_over(days_after(event, 40)).exists()  # nobody was told

    end = world.at + timedelta(days=6 * 365 + 1 - 20)
    services.tell_of_end(
        record=queries.records_ending(days_after(event, -20)).get(), actor=CLOCK, at=end
    )
    assert OutboxMessage.objects.get(kind="record_ends").to == world.user.email
    assert not queries.records_ending(days_after(event, -20)).exists()

    assert not queries.records_over(days_after(event, 0)).exists()
    with pytest.raises(Refused, match="not over"):
        services.remove_record(record=record, actor=CLOCK, at=world.at)
    over = queries.records_over(days_after(event, 1)).get()
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_record(record=over, actor=CLOCK, at=end + timedelta(days=30))

    record.refresh_from_db()
    assert (record.file, record.name) == (None, "list.txt")
    assert not stored.file.storage.exists(stored.file.name)
    assert AuditEvent.objects.filter(verb="record.remove").exists()


def test_a_hold_keeps_it_and_lifting_it_begins_with_a_new_notice(world):
    event = world.event()
    record = kept(world, event)
    manager = builders.MANAGER
    services.tell_of_end(record=record, actor=CLOCK, at=world.at)

    hold = services.hold_record(event=event, reason="A complaint.", actor=manager, at=world.at)
    again = services.hold_record(event=event, reason="Again.", actor=manager, at=world.at)

    assert again == hold
    assert OutboxMessage.objects.get(kind="record_held").to == world.user.email
    assert not queries.records_over(days_after(event, 100)).exists()
    with pytest.raises(Refused, match="hold"):
        services.remove_record(record=record, actor=CLOCK, at=world.at + timedelta(days=3000))
    with pytest.raises(Refused):
        services.release_record(hold=hold, reason="x", actor=world.admin, at=world.at)
    services.release_record(hold=hold, reason="Settled.", actor=manager, at=world.at)
    assert queries.records_ending(days_after(event, 1)).get() == record
    assert not queries.records_over(days_after(event, 100)).exists()


def test_the_pages_of_the_provider(world):
    event, client = world.event(), world.client
    address = url("record", event.ev_number)

    wrong = client.post(
        address, {"kind": "SIGN_IN", "file": SimpleUploadedFile("a.exe", b"MZ\x90")}
    )
    client.post(address, {"kind": "SIGN_IN", "note": "", "file": SimpleUploadedFile("a.pdf", PDF)})

    assert wrong.status_code == 200
    assert not wrong.context["form"].is_valid()
    record = RecordFile.objects.get()
    answer = client.get(url("record_file", event.ev_number, record.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    client.post(url("record_strike", event.ev_number, record.pk), {"reason": "The wrong evening."})
    page = client.get(address).content.decode()
    assert "The wrong evening." in page
    assert "Place a hold" not in page
    assert client.get(url("record_hold", event.ev_number)).status_code == 403


def test_staff_read_it_and_hold_it(world, staff):
    event = world.event()
    record = kept(world, event)

    assert staff.get(url("record_file", event.ev_number, record.pk)).status_code == 200
    assert staff.get(url("record_strike", event.ev_number, record.pk)).status_code == 403
    staff.post(url("record_hold", event.ev_number), {"reason": "A complaint."})
    assert "A complaint." in staff.get(url("record", event.ev_number)).content.decode()
    staff.post(url("record_hold", event.ev_number), {"reason": "Settled."})
    assert queries.hold_on(event) is None


def page_of(world, event, day, time_machine) -> str:
    """The provider's page of the record on a later day."""
    time_machine.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    page = world.client.get(url("record", event.ev_number)).content.decode()
    return " ".join(page.split())


def test_after_the_six_years_the_page_says_when_it_goes(world, time_machine):
    event = world.event()
    record = kept(world, event)
    day = days_after(event, 3)

    untold = page_of(world, event, day, time_machine)
    assert "The six years ended on" in untold
    assert "about to be removed: a week after you are told" in untold

    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    services.tell_of_end(record=record, actor=CLOCK, at=at)
    words = date_format(day + timedelta(days=7), "j F Y")
    assert f"from {words} on" in page_of(world, event, day, time_machine)


def test_after_the_six_years_the_page_says_that_it_is_held(world, time_machine):
    event = world.event()
    kept(world, event)
    services.hold_record(event=event, reason="A case.", actor=builders.MANAGER, at=world.at)

    page = page_of(world, event, days_after(event, 3), time_machine)

    assert "The files stay as long as they are held" in page
    assert "is kept until" not in page


def test_what_is_kept_besides_has_its_days(world):
    event = world.declared()
    page = " ".join(world.client.get(url("record", event.ev_number)).content.decode().split())

    assert f"version 1: made {date_format(world.at.astimezone(LONDON), 'j F Y')}" in page
    assert "No day is set on which they go" in page
