"""The timeline: everything for those who may read it, and nothing private for the other side."""

import pytest

from approvals import services
from approvals.views.story import story
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.models import StatusChange
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return builders.approver("Rowan First")


@pytest.fixture
def application(first):
    return builders.application_at("IN_REVIEW", approver=first)


@pytest.fixture
def provider_side(application):
    return builders.actor_of(builders.administrator_of(application.provider))


def told(application, actor):
    """Everything that the timeline says, as one text."""
    return " | ".join(
        f"{entry['title']} {entry['by']} {entry['text']}" for entry in story(application, actor)
    )


def handed_back(application, first):
    second = builders.approver("Sasha Second")
    services.hand_back(
        application=application, reason="I know the author.", actor=_as(first), at=clock.now()
    )
    application.refresh_from_db()
    assert application.approver == second
    return second


def _as(user):
    return builders.actor_of(user, "approver")


def test_staff_and_approver_read_who_had_it_and_why_it_was_handed_back(application, first):
    second = handed_back(application, first)
    staff = builders.actor_of(builders.staff(Role.CET_MANAGER))

    for reader in (staff, _as(second)):
        words = told(application, reader)
        assert "Given to Rowan First" in words
        assert "Handed back Rowan First (approver) I know the author." in words
        assert "Given to Sasha Second" in words


def test_the_provider_reads_neither_names_nor_that_it_was_handed_back(
    application, first, provider_side
):
    handed_back(application, first)

    words = told(application, provider_side)

    assert words.count("Given to an approver") == 1
    for private in ("Rowan", "Sasha", "Handed back", "I know the author."):
        assert private not in words


def test_nobody_on_the_providers_side_reads_that_it_was_moved(application, first, provider_side):
    other = builders.approver("Kim Other")
    services.reassign(
        application=application,
        approver=other,
        reason="Rowan is ill.",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    assert "Taken from Rowan First" in told(application, builders.MANAGER)
    assert "Rowan is ill." in told(application, builders.MANAGER)
    words = told(application, provider_side)
    assert "ill" not in words.replace("still", "")
    assert "Kim" not in words


def test_rounds_extensions_and_notes(first, provider_side):
    application = builders.application_at("INFORMATION_REQUESTED", approver=first)
    admin = builders.actor_of(builders.administrator_of(application.provider))
    services.extend_clock(
        application=application,
        working_days=3,
        reason="The author is away.",
        actor=builders.MANAGER,
        at=clock.now(),
    )
    services.add_note(
        application=application, text="A close call.", actor=_as(first), at=clock.now()
    )
    builders.answer_all(application, admin, None, clock.now())

    theirs, ours = told(application, admin), told(application, _as(first))

    for words in ("Submitted (round 1)", "3 working days more", "The author is away.", "(round 2)"):
        assert words in theirs
        assert words in ours
    assert "A close call." in ours
    assert "A close call." not in theirs
    assert "Invented Manager (CET manager)" in ours
    assert "Invented Manager" not in theirs
    assert "CET manager" in theirs
    assert "Information requested approver" in theirs


@pytest.mark.parametrize("status", [status for status in builders.ROUTES if status != "DRAFT"])
def test_every_change_of_status_has_words_newest_first(status):
    application = builders.application_at(status)

    for reader in (
        builders.MANAGER,
        builders.actor_of(builders.administrator_of(application.provider)),
    ):
        found = story(application, reader)
        assert found
        assert all(entry["title"] for entry in found)
        assert [entry["at"] for entry in found] == sorted(
            (entry["at"] for entry in found), reverse=True
        )


def test_an_appeal_is_told_without_names():
    application = builders.application_at("REJECTED")
    builders.approver("Sasha Second")
    admin = builders.actor_of(builders.administrator_of(application.provider))
    services.lodge_appeal(
        application=application, grounds="It was read wrongly.", actor=admin, at=clock.now()
    )

    words = told(application, admin)

    assert "Appeal lodged" in words
    assert "Appeal given to another approver" in words
    assert "Sasha" not in words


def test_the_fast_track_is_told_when_its_payment_is_recorded():
    application = builders.application_at("SUBMITTED", fast_track=True)
    fee = application.provider.fees.get(kind="FAST_TRACK")
    provider_services.record_payment(
        fee=fee,
        paid_on=clock.london_date(clock.now()),
        reference="BACS 7",
        actor=builders.MANAGER,
        at=clock.now(),
    )

    admin = builders.actor_of(builders.administrator_of(application.provider))
    assert "Fast track paid" in told(application, admin)


@pytest.mark.parametrize("step", ["take", "something_of_long_ago"])
def test_steps_of_earlier_versions_do_not_stand_in_the_way(application, first, provider_side, step):
    StatusChange.objects.create(
        case_type=application._meta.label,
        case_id=application.pk,
        step=step,
        from_status="SUBMITTED",
        to_status="IN_REVIEW",
        at=clock.now(),
        actor_name="Rowan First",
        actor_role=Role.APPROVER,
    )

    assert "Submitted (round 1)" in told(application, provider_side)
    assert "Submitted (round 1)" in told(application, _as(first))
