"""Which rows, in which order, and for whom."""

from datetime import timedelta

import pytest

from approvals import queries
from approvals.models import CetApplication
from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core import clock
from tests import builders

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [row.c_number for row in rows]


@pytest.fixture
def world():
    """One application at each status, by one provider, with one approver."""
    provider, _admin = builders.provider_with()
    reviewer = builders.approver()
    cases = {
        status: builders.application_at(status, provider=provider, approver=reviewer)
        for status in builders.ROUTES
    }
    return provider, reviewer, cases


def seen(actor):
    return set(queries.visible_to(actor).values_list("c_number", flat=True))


@pytest.mark.parametrize("role", PROVIDER_ROLES)
def test_visible_to_a_provider_is_its_own(world, role):
    provider, _reviewer, cases = world
    foreign = builders.application_at("APPROVED")

    found = seen(builders.actor_of(builders.member(provider, role)))

    reads = role != Role.EVENT_DELIVERER
    assert found == ({case.c_number for case in cases.values()} if reads else set())
    assert foreign.c_number not in found


def test_visible_to_an_approver_is_what_was_given_to_them(world):
    _provider, reviewer, cases = world
    other = builders.approver()

    assert seen(builders.actor_of(other)) == set()
    assert seen(builders.actor_of(reviewer)) == {
        case.c_number for status, case in cases.items() if status != "DRAFT"
    }


def test_visible_to_an_approver_who_belongs_to_the_provider_is_nothing(world):
    provider, reviewer, _cases = world
    builders.member(provider, Role.EVENT_DELIVERER, user=reviewer)

    assert seen(builders.actor_of(reviewer, "approver")) == set()


@pytest.mark.parametrize("role", [Role.GOC_STAFF, Role.CET_MANAGER])
def test_visible_to_staff_is_all_but_drafts(world, role):
    _provider, _reviewer, cases = world

    assert seen(builders.actor_of(builders.staff(role))) == {
        case.c_number for status, case in cases.items() if status != "DRAFT"
    }


def test_visible_to_a_registrant_is_nothing(world):
    assert seen(builders.actor_of(builders.registrant().user)) == set()


def test_queue_has_the_earliest_due_date_first():
    now = clock.now()
    reviewer = builders.approver()
    later, sooner = (
        builders.application_at("IN_REVIEW", approver=reviewer, at=now - ago)
        for ago in (timedelta(hours=2), timedelta(days=9))
    )
    builders.application_at("IN_REVIEW")

    assert numbers(queries.queue(builders.actor_of(reviewer))) == numbers([sooner, later])


def test_parts_of_the_queue_are_by_who_has_the_clock(world):
    _provider, reviewer, cases = world
    actor = builders.actor_of(reviewer)
    decided = {
        status
        for status, case in cases.items()
        if case.c_number in numbers(queries.decided_by(actor))
    }

    assert numbers(queries.asked_by(actor)) == numbers([cases["INFORMATION_REQUESTED"]])
    assert decided == {"APPROVED", "REJECTED", "UNDER_APPEAL", "EXPIRED", "APPROVAL_WITHDRAWN"}


def test_of_provider_has_open_questions_first(world):
    provider, _reviewer, cases = world
    actor = builders.actor_of(builders.member(provider, Role.CET_AUTHOR))

    first, second, *_rest = numbers(queries.of_provider(actor))

    assert [first, second] == numbers([cases["INFORMATION_REQUESTED"], cases["WITHDRAWN"]])


@pytest.mark.parametrize(
    "text, status, expected",
    [
        ("DRY", "", ["dry"]),
        ("nothing like it", "", []),
        ("", "SUBMITTED", ["dry"]),
        ("", "APPROVED", ["wet"]),
        ("dry", "APPROVED", []),
        ("", "", ["dry", "wet"]),
        ("%", "", []),
    ],
)
def test_matching_looks_at_title_number_and_status(text, status, expected):
    builders.application_at("SUBMITTED", title="dry")
    builders.application_at("APPROVED", title="wet")

    rows = queries.matching(CetApplication.objects.order_by("pk"), text=text, status=status)

    assert [row.title for row in rows] == expected


def test_matching_finds_the_number():
    application = builders.draft()

    rows = queries.matching(CetApplication.objects.all(), text=application.c_number.lower())

    assert list(rows) == [application]


def test_approved_ends_with_the_cycle():
    application = builders.application_at("APPROVED")
    ends = application.approval_ends

    assert list(queries.approved(ends)) == [application]
    assert list(queries.approved(ends + timedelta(days=1))) == []


def test_unanswered_begins_the_day_after_the_last():
    application = builders.application_at("INFORMATION_REQUESTED")
    last = application.due_on

    assert list(queries.unanswered(last)) == []
    assert list(queries.unanswered(last + timedelta(days=1))) == [application]


def test_timeline_tells_the_steps_in_order():
    application = builders.application_at("ANSWERED")

    assert [change.step for change in queries.timeline(application)] == [
        "submit",
        "assign",
        "ask",
        "answer",
    ]
