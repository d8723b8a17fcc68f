"""Cases about points: who may do which step from which status, and who sees what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from cet_portal.core.permissions import Refused
from sessions_events import workflow
from sessions_events.enums import CaseStatus
from sessions_events.models import PointsCase
from sessions_events.queries import cases as reads
from sessions_events.services import cases
from tests import builders
from tests.sessions_events.building import World
from tests.sessions_events.points_cases import WORDS, missing, own, staff

pytestmark = pytest.mark.django_db


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


def test_the_cases_of_two_people_who_are_one(world, marsh):
    fell = builders.registrant(surname="Fell")
    event = world.declared()
    first, second = missing(world, event, marsh), missing(world, event, fell)

    cases.join_people(kept=marsh, joined=fell, actor=staff(), at=world.at)

    second.refresh_from_db()
    assert (second.registrant, second.status) == (marsh, "WITHDRAWN")
    assert reads.open_case_of(marsh.pk, event) == first


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
