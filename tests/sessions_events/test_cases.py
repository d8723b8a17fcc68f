"""Cases about points: opened, and settled by the provider or by staff."""

from datetime import date, timedelta

import pytest

from cet_portal.accounts.roles import Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import services as event_services
from sessions_events.enums import EventStatus
from sessions_events.models import Event
from sessions_events.queries import cases as reads
from sessions_events.services import cases
from tests import builders
from tests.sessions_events.building import World, london
from tests.sessions_events.points_cases import WORDS, line, missing, own, queried, staff, told

pytestmark = pytest.mark.django_db


def test_the_provider_has_ten_working_days_with_their_sum(marsh):
    world = World(at=london(2026, 3, 27))
    case = missing(world, world.declared(), marsh)

    assert case.status == "OPEN_PROVIDER"
    assert case.due_on == date(2026, 4, 14)  # without Good Friday and Easter Monday
    assert case.deadline.working_days == 10
    assert [name for _day, name in case.deadline.left_out] == ["Good Friday", "Easter Monday"]
    assert told("case_opened") == {world.user.email}


def test_the_provider_adds_the_points_by_an_ordinary_upload(world, marsh):
    event = world.declared()
    case = missing(world, event, marsh)

    case = cases.add(case=case, actor=world.admin, at=world.at)

    assert case.status == "ADDED"
    assert case.entry == line(marsh, event)
    assert (case.entry.status, case.entry.total) == ("PENDING", 2)
    assert event.uploads.get().source == "CASE"
    assert told("case_settled") == {marsh.user.email}


def test_points_that_came_meanwhile_are_not_made_twice(world, marsh):
    event = world.declared()
    case = missing(world, event, marsh)
    world.upload(event, (1, marsh.entries.get().number, "Marsh"))

    cases.add(case=case, actor=world.admin, at=world.at)

    assert PointEntry.objects.count() == 1


def test_a_refusal_of_the_upload_is_said_and_leaves_the_case_open(world, marsh):
    event = world.event()
    case = missing(world, event, marsh)

    with pytest.raises(Refused, match="has not been declared yet"):
        cases.add(case=case, actor=world.admin, at=world.at)

    case.refresh_from_db()
    assert case.status == "OPEN_PROVIDER"


def test_staff_add_points_of_an_event_that_was_never_declared(world, marsh):
    event = world.event()
    case = missing(world, event, marsh)

    case = cases.add(case=case, actor=staff(), at=world.at)

    assert case.entry.status == "PENDING"
    event.refresh_from_db()
    # The provider still owes its declaration and its upload.
    assert event.status == EventStatus.PLANNED


def test_staff_do_not_upload_in_the_providers_stead_while_it_owes_the_upload(world, marsh):
    event = world.declared()

    cases.add(case=missing(world, event, marsh), actor=staff(), at=world.at)

    event.refresh_from_db()
    assert event.status == EventStatus.DECLARED
    assert not event.uploads.exists()


def test_staff_add_to_an_uploaded_event_as_the_provider_would(world, marsh):
    event, other = world.declared(), builders.registrant(surname="Fell")
    world.upload(event, (1, other.entries.get().number, "Fell"))

    case = cases.add(case=missing(world, event, marsh), actor=staff(), at=world.at)

    assert case.entry.status == "PENDING"
    assert event.uploads.filter(source="CASE", made_by_role=Role.GOC_STAFF).exists()


def test_what_staff_add_after_the_cycle_counts_at_once(marsh):
    world = World(at=london(2027, 12, 31))
    event = world.declared(date(2027, 12, 30))
    later = london(2028, 1, 5)
    case = missing(world, event, marsh, at=later)

    case = cases.add(case=case, actor=staff(), at=later)

    assert (case.status, case.entry.status) == ("ADDED", "ACCEPTED")


def test_what_the_provider_adds_after_the_cycle_goes_on_to_staff_who_settle_it(marsh):
    world = World(at=london(2027, 12, 31))
    event = world.declared(date(2027, 12, 30))
    later = london(2028, 1, 5)
    case = missing(world, event, marsh, at=later)

    case = cases.add(case=case, actor=world.admin, at=later)
    assert (case.status, case.entry.status) == ("OPEN_STAFF", "LATE")

    case = cases.add(case=case, actor=staff(), at=later)
    assert (case.status, line(marsh, event).status) == ("ADDED", "ACCEPTED")


def test_late_points_that_staff_refuse_lapse(marsh):
    world = World(at=london(2027, 12, 31))
    event = world.declared(date(2027, 12, 30))
    later = london(2028, 1, 5)
    case = missing(world, event, marsh, at=later)
    cases.add(case=case, actor=world.admin, at=later)

    cases.refuse(case=case, reason="Left early.", actor=staff(), at=later)

    assert line(marsh, event).status == "LAPSED"


def test_a_query_opens_a_case_and_an_answer_shows_on_the_line(world, marsh):
    event = world.declared()
    case = queried(world, event, marsh)
    assert (case.kind, case.status, case.problem) == ("QUERY", "OPEN_PROVIDER", "POINTS")
    assert told("case_opened") == {world.user.email}

    case = cases.refuse(case=case, reason="It was one hour.", actor=world.admin, at=world.at)

    assert case.status == "REFUSED"
    entry = line(marsh, event)
    assert entry.status == "PENDING"
    assert reads.cases_about(own(marsh))[entry.pk].answer == "It was one hour."


def test_a_correction_takes_the_old_line_back_and_writes_a_new_one(world, marsh):
    event = world.declared()
    case = queried(world, event, marsh)
    old = case.entry

    case = cases.correct(
        case=case,
        reason="You left before the discussion.",
        done=cases.Completion(interactive=False),
        actor=world.admin,
        at=world.at,
    )

    old.refresh_from_db()
    assert old.status == "REVERSED"
    assert (case.status, case.entry.status, case.entry.interactive) == ("CORRECTED", "PENDING", 0)
    assert told("points_taken_back") == set()
    assert told("case_settled") == {marsh.user.email}


def test_a_correction_that_cannot_be_written_changes_nothing(world, marsh):
    case = queried(world, world.declared(), marsh)
    marsh.entries.update(number="01-55555")

    with pytest.raises(Refused):
        cases.correct(case=case, reason="Wrong.", actor=world.admin, at=world.at)

    assert PointEntry.objects.get().status == "QUERIED"


def test_staff_set_points_type_and_day(world, marsh):
    event = world.declared()
    case = queried(world, event, marsh)
    exact = cases.Exact(total=3, interactive=2, kind="GENERAL", day=case.entry.event_date)

    case = cases.correct(case=case, reason="As agreed.", exact=exact, actor=staff(), at=world.at)

    assert (case.entry.total, case.entry.interactive) == (3, 2)


def test_the_provider_sets_no_points_of_its_own(world, marsh):
    case = queried(world, world.declared(), marsh)
    exact = cases.Exact(total=9, interactive=0, kind="GENERAL", day=case.entry.event_date)

    with pytest.raises(Refused, match="Only GOC staff"):
        cases.correct(case=case, reason="x", exact=exact, actor=world.admin, at=world.at)


def test_specialist_points_need_the_specialty(world, marsh):
    case = queried(world, world.declared(), marsh)
    exact = cases.Exact(total=2, interactive=0, kind="SPECIALIST", day=case.entry.event_date)

    with pytest.raises(Refused, match="no specialty"):
        cases.correct(case=case, reason="x", exact=exact, actor=staff(), at=world.at)


def test_a_dropped_query_closes_its_case(world, marsh):
    case = queried(world, world.declared(), marsh)

    register_services.drop_query(entry=case.entry, actor=own(marsh), at=world.at)

    case.refresh_from_db()
    assert case.status == "WITHDRAWN"


def test_withdrawing_a_query_lets_its_line_wait_again(world, marsh):
    case = queried(world, world.declared(), marsh)

    case = cases.withdraw(case=case, actor=own(marsh), at=world.at)

    case.refresh_from_db()
    assert (case.status, PointEntry.objects.get().status) == ("WITHDRAWN", "PENDING")


def test_declined_points_are_told_to_the_provider_by_number_alone(world, marsh):
    event = world.declared()
    world.upload(event, (1, marsh.entries.get().number, "Marsh"))

    register_services.decline_lines(
        lines=[line(marsh, event).pk], because="NOT_ME", actor=own(marsh), at=world.at
    )

    assert told("points_declined") == {world.user.email}
    body = OutboxMessage.objects.get(kind="points_declined").body
    assert marsh.entries.get().number in body
    assert marsh.forenames not in body
    assert reads.declined_of(event, [marsh.pk]) == {marsh.pk: "I was not there"}


def test_one_open_case_a_person_and_event(world, marsh):
    event = world.declared()
    first = missing(world, event, marsh)

    assert missing(world, event, marsh) == first  # the button was pressed twice
    with pytest.raises(Refused, match=first.reference):
        missing(world, event, marsh, at=world.at + timedelta(minutes=5))
    assert missing(world, event, builders.registrant(surname="Fell")) != first


def test_not_for_an_event_to_come_nor_for_points_that_are_there(world, marsh):
    with pytest.raises(Refused, match="not over yet"):
        missing(world, world.event(world.at.date() + timedelta(days=9)), marsh)
    event = world.declared()
    world.upload(event, (1, marsh.entries.get().number, "Marsh"))
    with pytest.raises(Refused, match="query them"):
        missing(world, event, marsh)


def test_an_event_that_was_not_found_goes_to_staff_who_name_it(world, marsh):
    goc = staff()
    case = cases.open_unlisted(
        provider_name="Harbour",
        title="Dry eye",
        day=world.at.date() - timedelta(days=1),
        words=WORDS,
        actor=own(marsh),
        at=world.at,
    )
    assert (case.status, case.provider) == ("OPEN_STAFF", None)
    with pytest.raises(Refused, match="which event"):
        cases.add(case=case, actor=goc, at=world.at)

    event = world.declared()
    case = cases.name_event(case=case, ev_number=event.ev_number, actor=goc, at=world.at)

    assert (case.status, case.provider, case.event) == ("OPEN_PROVIDER", world.provider, event)
    assert cases.add(case=case, actor=world.admin, at=world.at).status == "ADDED"


def test_somebody_who_left_the_register_still_asks(world):
    day = world.at.date()
    fell = builders.registrant(surname="Fell")
    fell.entries.update(end=day - timedelta(days=1))
    event = world.declared(day - timedelta(days=1))

    case = cases.add(case=missing(world, event, fell), actor=world.admin, at=world.at)

    assert case.entry.number == fell.entries.get().number


def test_points_kept_late_by_a_query_count_when_staff_say_they_are_right(marsh):
    world = World(at=london(2027, 12, 20))
    event = world.declared(date(2027, 12, 18))
    case = queried(world, event, marsh)
    later = london(2028, 1, 2)
    register_services.keep_late(entry=case.entry, actor=CLOCK, at=later)

    case = cases.refuse(case=case, reason="Right.", actor=world.admin, at=later)
    assert case.status == "OPEN_STAFF"
    case = cases.refuse(case=case, reason="Right.", actor=staff(), at=later)

    assert (case.status, line(marsh, event).status) == ("REFUSED", "ACCEPTED")


def test_the_gocs_own_events_go_to_staff_at_once(world, marsh):
    event = world.declared()
    world.provider.own = "PEER_REVIEW"
    world.provider.save()

    assert missing(world, Event.objects.get(pk=event.pk), marsh).status == "OPEN_STAFF"


def test_the_certificate_goes_with_a_corrected_line(world, marsh):
    event = world.declared()
    case = queried(world, event, marsh)
    event_services.issue_certificate(
        event=event,
        number=marsh.entries.get().number,
        surname="Marsh",
        actor=world.admin,
        at=world.at,
    )
    cases.correct(case=case, reason="Wrong.", actor=world.admin, at=world.at)

    assert event.certificates.filter(withdrawn_at__isnull=False).exists()
