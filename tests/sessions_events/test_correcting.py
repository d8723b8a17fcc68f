"""After the fact: withdrawn, replaced; by the provider before acceptance, by staff at any time."""

import pytest
from django.urls import reverse

from cet_portal.core import clock
from cet_portal.core.actor import Actor
from cet_portal.core.models import OutboxMessage, StatusChange
from cet_portal.core.permissions import Refused
from registrants import workflow
from registrants.enums import PointStatus
from registrants.models import PointEntry
from sessions_events import queries, services
from tests import builders
from tests.sessions_events import certifying
from tests.sessions_events.building import World
from tests.sessions_events.sending import csv_of, number_of, sent_file


@pytest.fixture
def taken(world, marsh):
    """One person with pending points."""
    sent = sent_file(world, world.declared(), csv_of((number_of(marsh), "Marsh")))
    return services.take(upload=sent, actor=world.admin, at=world.at)


def url(name, event, *args):
    return reverse(f"sessions_events:{name}", args=[event.ev_number, *args])


def text_of(response):
    return " ".join(response.content.decode().split())


def accept(world, event, person):
    return world.accepted(event, person)


def manager():
    return builders.actor_of(builders.staff("CET_MANAGER"), "staff")


def withdraw(upload, actor, at, reason="Not there."):
    keys = upload.rows.values_list("pk", flat=True)
    return services.withdraw(event=upload.event, rows=keys, reason=reason, actor=actor, at=at)


def test_the_effect_is_shown_before_and_the_reason_is_asked_for(world, taken):
    row = taken.rows.get()
    address = f"{url('withdraw', taken.event)}?row={row.pk}"

    shown = text_of(world.client.get(address))
    empty = text_of(world.client.post(address, {"reason": " "}))
    done = text_of(world.client.post(address, {"reason": "Left early."}, follow=True))
    again = text_of(world.client.post(address, {"reason": "Left early."}, follow=True))

    assert "1 registrant loses 2 points." in shown
    assert "target" not in shown
    assert "Give the reason" in empty
    assert "The points of 1 person are taken back." in done
    assert "Nobody has points for this event" in done
    assert "Tick the people" in again
    line = PointEntry.objects.get()
    assert line.status == PointStatus.REVERSED
    change = StatusChange.objects.get(case_type="registrants.PointEntry", case_id=line.pk)
    assert (change.step, change.reason) == ("withdraw", "Left early.")
    assert "Left early." in OutboxMessage.objects.get(kind="points_taken_back").body


def test_accepted_points_stay_unless_staff_take_them_back(world, marsh, taken):
    accept(world, taken.event, marsh)

    assert withdraw(taken, world.admin, world.at) == []
    assert PointEntry.objects.get().status == PointStatus.ACCEPTED
    (line,) = withdraw(taken, manager(), world.at)

    assert line.status == PointStatus.REVERSED
    assert OutboxMessage.objects.get(kind="points_taken_back_by_staff").user_id == world.user.pk


def test_staff_see_who_would_fall_below_the_target(world, marsh, taken, staff):
    accept(world, taken.event, marsh)

    page = text_of(staff.get(f"{url('withdraw', taken.event)}?row={taken.rows.get().pk}"))
    provider = text_of(
        world.client.get(f"{url('withdraw', taken.event)}?row={taken.rows.get().pk}")
    )

    assert "0 would fall below their target." in page
    assert "1 had accepted." in page
    assert "ask GOC staff to take them back" in provider


def test_the_certificate_goes_with_the_points_and_both_sides_read_it(world, marsh, staff):
    fell = builders.registrant(surname="Fell")
    event = certifying.uploaded(world, marsh, fell)
    certificate = certifying.issued(world, event, marsh)
    keys = list(queries.taken_rows(event).values_list("pk", flat=True))
    address = f"{url('withdraw', event)}?row={keys[0]}&row={keys[1]}"

    shown = text_of(world.client.get(address))
    world.client.post(address, {"reason": "Left early."})

    assert "1 certificate is withdrawn with the points" in shown
    certificate.refresh_from_db()
    assert certificate.withdrawn_at
    told = dict(
        OutboxMessage.objects.filter(kind="points_taken_back").values_list("user_id", "body")
    )
    assert "Your certificate for it is withdrawn" in told[marsh.user_id]
    assert "certificate" not in told[fell.user_id]


def test_a_certificate_of_accepted_points_stays_unless_staff_take_them_back(
    world, marsh, taken, staff
):
    certifying.issued(world, taken.event, marsh)
    accept(world, taken.event, marsh)
    address = f"{url('withdraw', taken.event)}?row={taken.rows.get().pk}"

    assert "withdrawn with the points" not in text_of(world.client.get(address))
    assert "1 certificate is withdrawn with the points" in text_of(staff.get(address))


def test_without_certificates_none_is_spoken_of(world, taken):
    page = world.client.get(f"{url('withdraw', taken.event)}?row={taken.rows.get().pk}")

    assert "withdrawn with the points" not in text_of(page)


def test_another_provider_may_not(world, taken):
    other = World()

    with pytest.raises(Refused):
        withdraw(taken, other.admin, world.at)
    assert other.client.get(url("people", taken.event)).status_code == 404


@pytest.mark.parametrize("row", ["x", "9" * 30, "0", ""])
def test_a_row_that_is_none_is_no_crash(world, taken, row):
    answer = world.client.get(url("withdraw", taken.event), {"row": row}, follow=True)

    assert "Tick the people" in text_of(answer)


def test_a_replacement_that_is_not_ready_changes_nothing(world, marsh, taken):
    address = url("replace", taken.event, taken.rows.get().pk)

    page = world.client.post(
        address, {"number": "01-99999", "surname": "Fell", "reason": "Namesake."}
    )

    assert "This number is not on the register." in text_of(page)
    assert 'value="01-99999"' in text_of(page)
    assert PointEntry.objects.get().status == PointStatus.PENDING
    assert not OutboxMessage.objects.filter(kind="points_taken_back").exists()


def test_an_accepted_line_is_not_replaced_by_the_provider(world, marsh, taken):
    accept(world, taken.event, marsh)
    fell = builders.registrant(surname="Fell")

    page = world.client.post(
        url("replace", taken.event, taken.rows.get().pk),
        {"number": number_of(fell), "surname": "Fell", "reason": "Namesake."},
    )

    assert "only GOC staff can withdraw them" in text_of(page)
    assert not PointEntry.objects.filter(registrant=fell).exists()


def test_people_are_listed_with_as_many_queries_for_one_as_for_many(
    world, django_assert_max_num_queries
):
    def queries_for(count):
        people = [builders.registrant(surname="Fell", account=False) for _number in range(count)]
        event = world.declared()
        world.upload(event, *[(n, number_of(each), "Fell") for n, each in enumerate(people, 1)])
        with django_assert_max_num_queries(40) as captured:
            world.client.get(url("people", event))
        return len(captured)

    queries_for(1)
    assert queries_for(1) == queries_for(20)


def test_withdrawn_lines_count_nowhere(world, marsh, taken):
    withdraw(taken, world.admin, world.at)

    page = text_of(world.client.get(url("event", taken.event)))
    statement = text_of(builders.client_for(marsh.user, "registrant").get("/statement/"))

    assert "appears here after the upload" in page
    assert "Taken back" in statement
    assert queries.taken_rows(taken.event).count() == 0
    assert clock.now() >= taken.taken_at


def test_the_effect_counts_those_alone_who_lose_points(world, marsh, taken, staff):
    accept(world, taken.event, marsh)
    fell = builders.registrant(surname="Fell")
    world.upload(taken.event, (3, number_of(fell), "Fell"))
    keys = queries.taken_rows(taken.event).values_list("pk", flat=True)
    both = f"{url('withdraw', taken.event)}?" + "&".join(f"row={key}" for key in keys)

    shown = text_of(world.client.get(both))
    nobody = text_of(world.client.get(f"{url('withdraw', taken.event)}?row={taken.rows.get().pk}"))

    assert "Withdraw the points of 1 person?" in shown
    assert "1 registrant loses 2 points." in shown
    assert "1 registrant keeps the points" in shown
    assert "These points stay" in nobody
    assert "loses" not in nobody
    assert "They are told" not in nobody
    assert "<textarea" not in nobody
    assert "2 registrants lose 2 points." in text_of(staff.get(both))


def test_the_people_say_who_has_accepted_and_offer_only_what_can_be_withdrawn(
    world, marsh, taken, staff
):
    accept(world, taken.event, marsh)
    box = f'value="{taken.rows.get().pk}"'

    provider, goc = (text_of(who.get(url("people", taken.event))) for who in (world.client, staff))

    assert "Accepted" in provider
    assert box not in provider
    assert url("replace", taken.event, taken.rows.get().pk) not in provider
    assert box in goc


def test_what_can_be_taken_back_is_what_the_ledger_lets_go():
    steps = workflow.point.steps

    assert queries.taken_back_by(Actor(tenant_id=1)) == steps["withdraw"].sources
    assert queries.taken_back_by(Actor()) == steps["reverse"].sources
