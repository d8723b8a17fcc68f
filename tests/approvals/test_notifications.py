"""Each change of status but decisions tells the right people what comes next and by when, and
nobody about what they did themselves."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from approvals import notifications, queries, services, tasks
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import Message
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders
from tests.approvals.scene import Scene, written_by_the_author

pytestmark = pytest.mark.django_db


def test_a_submission_tells_the_colleagues_and_the_approver():
    scene = Scene("DRAFT")
    services.submit(application=scene.row, actor=scene.acting("admin"), at=clock.now())
    scene.row.refresh_from_db()
    chosen = "approver" if scene.row.approver_id == scene.approver.pk else "second"

    assert scene.told() == {
        ("colleague", "application_submitted"),
        (chosen, "application_assigned"),
    }
    assert f"by 11:59pm on {scene.by()} (10 working days)" in scene.body("application_submitted")
    assert f"by 11:59pm on {scene.by()}" in scene.body("application_assigned")


def test_a_submission_that_nobody_fits_tells_the_manager():
    scene = Scene("DRAFT", units=["D1"], audiences=["DISPENSING_OPTICIAN"])
    services.submit(application=scene.row, actor=scene.acting("admin"), at=clock.now())

    assert ("manager", "application_nobody_fits") in scene.told()
    assert "Choose an approver." in scene.body("application_nobody_fits")


def test_asking_tells_the_provider_what_to_answer_by_when():
    scene = Scene("IN_REVIEW")
    services.ask_information(
        application=scene.row,
        questions=[("practice", "Which guidance?"), ("points", "Why two?")],
        actor=scene.acting("approver"),
        at=clock.now(),
    )

    assert scene.told() == {
        ("admin", "information_requested"),
        ("colleague", "information_requested"),
    }
    body = scene.body("information_requested")
    for words in ("Which guidance?", "Why two?", scene.by(), "MyCET rejects the application"):
        assert words in body


def test_an_answer_tells_the_approver_and_not_the_one_who_answered():
    scene = Scene("INFORMATION_REQUESTED")
    row = services.save_answers(
        application=scene.row,
        version=scene.row.version,
        answers={each.pk: "This." for each in queries.open_questions(scene.row)},
        actor=scene.acting("admin"),
        at=clock.now(),
    )
    services.answer(application=row, actor=scene.acting("admin"), at=clock.now())

    assert scene.told() == {("approver", "information_answered")}
    assert scene.by() in scene.body("information_answered")


def test_no_answer_tells_both_sides_and_that_it_can_be_appealed():
    scene = Scene("INFORMATION_REQUESTED")
    services.reject_unanswered(
        application=scene.row,
        actor=CLOCK,
        at=scene.row.deadline.ends_at + timedelta(minutes=5),
    )

    assert scene.told() == {
        ("admin", "application_rejected_unanswered"),
        ("colleague", "application_rejected_unanswered"),
        ("approver", "application_closed_unanswered"),
    }
    assert f"You can appeal until 11:59pm on {scene.by()}" in scene.body(
        "application_rejected_unanswered"
    )


def test_whoever_made_the_application_is_told_what_becomes_of_it():
    scene = written_by_the_author(Scene("DRAFT"))
    services.submit(application=scene.row, actor=scene.acting("admin"), at=clock.now())

    assert {who for who, kind in scene.told() if kind == "application_submitted"} == {
        "colleague",
        "author",
    }


def test_whoever_made_it_is_told_once_and_not_of_their_own_act():
    scene = Scene("DRAFT")  # made by the administrator who submits it
    services.submit(application=scene.row, actor=scene.acting("admin"), at=clock.now())

    assert [who for who, kind in scene.told() if kind == "application_submitted"] == ["colleague"]


def test_withdrawn_by_the_provider_tells_the_approver():
    scene = Scene("IN_REVIEW")
    services.withdraw(application=scene.row, actor=scene.acting("admin"), at=clock.now())

    assert scene.told() == {("approver", "application_taken_back")}


def test_an_approval_withdrawn_by_staff_tells_the_provider_the_reason():
    scene = Scene("APPROVED")
    services.withdraw_approval(
        application=scene.row,
        reason="Out of date.",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    assert scene.told() == {("admin", "approval_withdrawn"), ("colleague", "approval_withdrawn")}
    assert "Out of date." in scene.body("approval_withdrawn")


def test_given_to_somebody_else_both_approvers_are_told():
    scene = Scene("IN_REVIEW")
    services.reassign(
        application=scene.row,
        approver=scene.second,
        reason="Away",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    assert scene.told() == {
        ("approver", "application_taken_away"),
        ("second", "application_assigned"),
    }


def test_handed_back_the_next_approver_is_told_and_not_who_gave_it():
    scene = Scene("IN_REVIEW")
    services.hand_back(
        application=scene.row, reason="A friend.", actor=scene.acting("approver"), at=clock.now()
    )

    assert scene.told() == {("second", "application_assigned")}


def test_more_time_is_told_to_both_sides_with_the_reason():
    scene = Scene("IN_REVIEW")
    services.extend_clock(
        application=scene.row,
        working_days=3,
        reason="The approver was ill.",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    assert scene.told() == {(name, "clock_extended") for name in ("admin", "colleague", "approver")}
    body = scene.body("clock_extended")
    assert "The approver was ill." in body
    assert scene.by() in body


def test_more_time_to_appeal_is_not_the_approvers_matter():
    scene = Scene("REJECTED")
    services.extend_clock(
        application=scene.row,
        working_days=3,
        reason="They were ill.",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    assert scene.told() == {(name, "clock_extended") for name in ("admin", "colleague")}


def test_the_fast_track_is_told_when_it_starts():
    scene = Scene("IN_REVIEW", fast_track=True)
    provider_services.record_payment(
        fee=provider_queries.fees_about(scene.row.c_number).get(),
        paid_on=clock.today(),
        reference="BACS 1",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    kinds = {pair for pair in scene.told() if pair[1] == "fast_track_started"}
    assert kinds == {(name, "fast_track_started") for name in ("admin", "colleague", "approver")}
    assert scene.by() in scene.body("fast_track_started")


def test_a_waived_fast_track_is_told_as_waived():
    scene = Scene("IN_REVIEW", fast_track=True)
    provider_services.waive(
        fee=provider_queries.fees_about(scene.row.c_number).get(),
        reason="Our mistake.",
        actor=scene.acting("manager"),
        at=clock.now(),
    )

    page = builders.client_for(scene.admin).get(f"/applications/{scene.row.c_number}/")
    bodies = OutboxMessage.objects.filter(kind="fast_track_started").values_list("body", flat=True)
    assert len(bodies) == 3
    assert all("has started: the fee was waived." in body for body in bodies)
    assert not any("payment" in body for body in bodies)
    assert "when the fee was waived." in page.content.decode()


def test_every_kind_has_words_and_leads_to_a_page():
    """No message without a template, and none without the address of its next step."""
    kinds = {
        each.kind
        for each in vars(notifications).values()
        if isinstance(each, type) and issubclass(each, Message) and each.kind
    }
    folder = Path(__file__).parents[2] / "templates" / "emails"
    for kind in kinds:
        words = (folder / f"{kind}.txt").read_text()
        assert "{{ address }}" in words, kind
        assert re.search(r"translate|blocktranslate", words), kind


def test_the_timers_write_messages_that_render():
    """The reminders' own words are tested with their days; here that each one has an address."""
    long_ago = clock.now() - timedelta(days=60)
    builders.staff(Role.CET_MANAGER)
    builders.application_at("IN_REVIEW", at=long_ago)
    builders.application_at("SUBMITTED", at=long_ago)
    tasks.tell_late()

    for message in OutboxMessage.objects.filter(kind__contains="late"):
        assert settings.SITE_ADDRESS + message.path in message.body
        assert "{{" not in message.body
