"""Cases about points: opened, settled, passed on by the clock, disputed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent, OutboxMessage
from cet_portal.core.permissions import Refused
from registrants import services as register_services
from registrants.models import PointEntry
from sessions_events import services as event_services
from sessions_events import tasks, workflow
from sessions_events.enums import CaseStatus, EventStatus
from sessions_events.models import Event, PointsCase
from sessions_events.queries import cases as reads
from sessions_events.services import cases
from tests import builders
from tests.sessions_events.building import World, london

pytestmark = pytest.mark.django_db

WORDS = "I signed in at the door and out at the end."


def own(person):
    return builders.actor_of(person.user, "registrant")


def staff(role=Role.GOC_STAFF):
    return builders.actor_of(builders.staff(role))


def missing(world, event, person, **changed):
    """The person asks where their points are."""
    values = {"words": WORDS, "actor": own(person), "at": world.at, **changed}
    return cases.open_missing(event=event, **values)


def queried(world, event, person, problem="POINTS"):
    """The person has points, and queries them."""
    world.upload(event, (1, person.entries.get().number, person.surname))
    entry = line(person, event)
    register_services.query_line(
        entry=entry, problem=problem, message="Too few.", actor=own(person), at=world.at
    )
    return PointsCase.objects.get(entry=entry)


def line(person, event) -> PointEntry:
    """What stands on the person's statement for the event."""
    return PointEntry.objects.standing().get(registrant=person, event_reference=event.ev_number)


def told(kind) -> set[str]:
    """Who was told."""
    return set(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


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


def test_the_clock_passes_it_on_and_staff_have_ten_working_days_more(marsh):
    world = World(at=london(2026, 3, 27))
    case = missing(world, world.declared(), marsh)
    goc = builders.staff()

    with pytest.raises(Refused):
        cases.pass_on_overdue(case=case, actor=CLOCK, at=london(2026, 4, 14, 23, 59))
    case = cases.pass_on_overdue(case=case, actor=CLOCK, at=london(2026, 4, 15, 0, 5))

    assert case.status == "OPEN_STAFF"
    assert case.due_on == date(2026, 4, 29)
    assert told("case_passed_on") == {marsh.user.email, world.user.email, goc.email}


@pytest.mark.parametrize(
    "day, task, kind",
    [
        (date(2026, 4, 8), tasks.remind_of_cases, None),
        (date(2026, 4, 9), tasks.remind_of_cases, "case_due_soon"),
        (date(2026, 4, 15), tasks.pass_on_cases, "case_passed_on"),
    ],
)
def test_timers(marsh, time_machine, day, task, kind):
    world = World(at=london(2026, 3, 27))
    missing(world, world.declared(), marsh)
    time_machine.move_to(london(day.year, day.month, day.day), tick=False)

    task()
    task()  # twice changes nothing

    for each in ("case_due_soon", "case_passed_on"):
        found = OutboxMessage.objects.filter(kind=each, to__in=[marsh.user.email, world.user.email])
        assert found.exists() is (each == kind)
        assert found.count() == found.values("to").distinct().count()


def test_the_cet_manager_is_told_once_that_staff_are_late(marsh, time_machine):
    world, manager = World(at=london(2026, 3, 27)), builders.staff(Role.CET_MANAGER)
    case = missing(world, world.declared(), marsh)
    cases.pass_on(case=case, reason="Not ours.", actor=world.admin, at=world.at)
    time_machine.move_to(london(2026, 4, 15), tick=False)

    tasks.tell_of_late_cases()
    tasks.tell_of_late_cases()

    assert OutboxMessage.objects.filter(kind="case_late", to=manager.email).count() == 1


def test_a_refusal_can_be_disputed_for_twenty_working_days(marsh):
    world = World(at=london(2026, 3, 27))
    case = missing(world, world.declared(), marsh)
    case = cases.refuse(case=case, reason="Not on the list.", actor=world.admin, at=world.at)
    assert case.due_on == date(2026, 4, 28)

    with pytest.raises(Refused, match="is past"):
        cases.dispute(case=case, words="I was.", actor=own(marsh), at=london(2026, 4, 29))
    case = cases.dispute(
        case=case, words="I was.", actor=own(marsh), at=london(2026, 4, 28, 23, 59)
    )

    assert (case.status, case.due_on) == ("DISPUTED", date(2026, 5, 13))


def disputed(world, person, refused_by=None):
    case = missing(world, world.declared(), person)
    case = cases.refuse(
        case=case, reason="Not on the list.", actor=refused_by or world.admin, at=world.at
    )
    return cases.dispute(case=case, words="I was there.", actor=own(person), at=world.at)


def test_an_upheld_dispute_writes_its_line_itself(world, marsh):
    case = disputed(world, marsh)

    case = cases.uphold(
        case=case, reason="The list shows it.", actor=staff(Role.CET_MANAGER), at=world.at
    )

    assert (case.status, case.entry.status) == ("UPHELD", "PENDING")
    assert AuditEvent.objects.filter(verb="point.offer", subject_id=case.entry_id).exists()


def test_a_dismissed_dispute_changes_nothing(world, marsh):
    case = cases.dismiss(
        case=disputed(world, marsh),
        reason="Another evening.",
        actor=staff(Role.CET_MANAGER),
        at=world.at,
    )

    assert case.status == "DISMISSED"
    assert not PointEntry.objects.exists()


def test_whoever_refused_does_not_decide_the_dispute(world, marsh):
    manager = staff(Role.CET_MANAGER)
    case = disputed(world, marsh, refused_by=manager)

    with pytest.raises(Refused, match="somebody else"):
        cases.dismiss(case=case, reason="No.", actor=manager, at=world.at)
    with pytest.raises(Refused, match="Only the CET manager"):
        cases.dismiss(case=case, reason="No.", actor=staff(), at=world.at)


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


def test_another_provider_sees_and_settles_nothing(world, marsh):
    case = missing(world, world.declared(), marsh)
    stranger = World().admin

    assert not PointsCase.objects.visible_to(stranger).exists()
    for act in (cases.add, cases.refuse):
        with pytest.raises(Refused):
            act(case=case, reason="x", actor=stranger, at=world.at)
    assert not PointsCase.objects.visible_to(own(builders.registrant())).exists()
    assert PointsCase.objects.visible_to(staff()).exists()


def test_one_thread_and_notes_for_staff_alone(world, marsh):
    case = missing(world, world.declared(), marsh)
    file = SimpleUploadedFile("certificate.txt", b"<b>Mine</b>")
    cases.write(case=case, text="<b>Here</b>", files=[file], actor=own(marsh), at=world.at)
    cases.write(case=case, text="Thank you.", actor=world.admin, at=world.at)
    cases.note(case=case, text="Call them.", actor=staff(), at=world.at)

    threads = {
        name: [message.text for message in reads.messages_of(actor, case)]
        for name, actor in {"hers": own(marsh), "theirs": world.admin, "ours": staff()}.items()
    }

    assert threads["hers"] == threads["theirs"] == [WORDS, "<b>Here</b>", "Thank you."]
    assert threads["ours"] == [*threads["hers"], "Call them."]
    assert reads.files_visible_to(world.admin).count() == 1
    assert not reads.files_visible_to(World().admin).exists()


def test_pressed_twice_a_message_is_there_once(world, marsh):
    case = missing(world, world.declared(), marsh)
    for _press in range(2):
        cases.write(case=case, text="Hello?", actor=own(marsh), at=world.at)

    assert case.messages.filter(text="Hello?").count() == 1


def test_a_case_has_at_most_ten_files(world, marsh):
    case = missing(world, world.declared(), marsh)
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(cases.MOST_FILES + 1)]

    with pytest.raises(Refused, match="at most 10"):
        cases.write(case=case, text="All.", files=many, actor=own(marsh), at=world.at)
    assert not reads.files_visible_to(own(marsh)).exists()


def test_what_is_settled_is_not_settled_again(world, marsh):
    case = missing(world, world.declared(), marsh)
    cases.add(case=case, actor=world.admin, at=world.at)

    with pytest.raises(Refused):
        cases.refuse(case=case, reason="No.", actor=world.admin, at=world.at)
    with pytest.raises(Refused, match="closed"):
        cases.write(case=case, text="But", actor=own(marsh), at=world.at)


def test_the_search_shows_invited_only_events_by_number_alone(world, marsh):
    secret = world.declare(world.event(open_to_all=False))
    at = world.at

    assert list(reads.attended(secret.ev_number.lower(), None, at=at)) == [secret]
    assert not reads.attended(world.application.title, None, at=at)
    assert not reads.attended(world.provider.name, None, at=at)
    shown = world.declared()
    assert list(reads.attended(world.provider.name, None, at=at)) == [shown]
    assert list(reads.attended("", shown.session.start, at=at)) == [shown]
    assert not reads.attended("", None, at=at)


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


def test_the_cases_of_two_people_who_are_one(world, marsh):
    fell = builders.registrant(surname="Fell")
    event = world.declared()
    first, second = missing(world, event, marsh), missing(world, event, fell)

    cases.join_people(kept=marsh, joined=fell, actor=staff(), at=world.at)

    second.refresh_from_db()
    assert (second.registrant, second.status) == (marsh, "WITHDRAWN")
    assert reads.open_case_of(marsh.pk, event) == first


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


ADMIN, STAFF = {Role.SYSTEM_ADMINISTRATOR}, {Role.GOC_STAFF, Role.CET_MANAGER}
OWNER, CLOCK_ROLE = "the registrant", "the clock"
BOTH = {"OPEN_PROVIDER", "OPEN_STAFF"}
# Step: from which statuses, by whom. Written down again on purpose. A dispute can be lodged, and
# a case passed on by the clock, on the days that have their own tests.
ALLOWED = {
    "add": {(status, role) for status in BOTH for role in ADMIN | STAFF},
    "correct": {(status, role) for status in BOTH for role in ADMIN | STAFF},
    "refuse": {("OPEN_PROVIDER", role) for role in ADMIN | STAFF}
    | {("OPEN_STAFF", role) for role in STAFF},
    "pass_on": {("OPEN_PROVIDER", role) for role in ADMIN | STAFF},
    "name_event": {("OPEN_STAFF", role) for role in STAFF},
    "dispute": {("REFUSED", OWNER)},
    "uphold": {("DISPUTED", Role.CET_MANAGER)},
    "dismiss": {("DISPUTED", Role.CET_MANAGER)},
    "withdraw": {(status, role) for status in {*BOTH, "DISPUTED"} for role in (OWNER, CLOCK_ROLE)},
}


def test_every_step_from_every_status_by_everybody(world, marsh):
    case = missing(world, world.declared(), marsh)
    people = {
        OWNER: own(marsh),
        "another registrant": own(builders.registrant()),
        "another provider": World().admin,
        CLOCK_ROLE: CLOCK,
        **{role: staff(role) for role in STAFF},
        **{
            role: builders.actor_of(
                builders.member(world.provider, role), f"provider:{world.provider.pk}"
            )
            for role in PROVIDER_ROLES
        },
        Role.APPROVER: builders.actor_of(builders.approver()),
    }
    found = {}
    for status in CaseStatus.values:
        case.status = status
        for name, actor in people.items():
            for step in workflow.points_case.open_to(case, actor=actor, at=world.at):
                found.setdefault(step, set()).add((status, name))

    assert found == ALLOWED
    assert set(ALLOWED) == set(workflow.points_case.steps)
