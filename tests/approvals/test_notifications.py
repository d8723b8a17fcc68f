"""Each change of status tells the right people what comes next and by when, and nobody about
what they did themselves."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.formats import date_format

from approvals import notifications, queries, services, tasks
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db


class Scene:
    """A provider with two administrators and an author, two approvers, a CET manager."""

    def __init__(self, status, **changed):
        self.provider, self.admin = builders.provider_with()
        self.colleague = builders.member(self.provider, Role.SYSTEM_ADMINISTRATOR)
        self.author = builders.member(self.provider, Role.CET_AUTHOR)
        self.approver = builders.approver()
        self.manager = builders.staff(Role.CET_MANAGER)
        builders.provider_with()  # somebody else, who is told nothing
        self.row = builders.application_at(
            status, provider=self.provider, approver=self.approver, **changed
        )
        self.second = builders.approver()
        self.before = OutboxMessage.objects.count()

    def acting(self, name):
        return builders.actor_of(getattr(self, name))

    def told(self):
        """Who was told what since then: pairs of a person's name here and a kind."""
        names = {
            getattr(self, name).email: name
            for name in ("admin", "colleague", "author", "approver", "second", "manager")
        }
        new = OutboxMessage.objects.order_by("pk")[self.before :]
        return {(names[message.to], message.kind) for message in new}

    def body(self, kind):
        return OutboxMessage.objects.filter(kind=kind).latest("pk").body

    def by(self):
        """The date that counts now, as messages write it."""
        self.row.refresh_from_db()
        return date_format(self.row.due_on, "l j F Y")


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


def decide(scene, *, approved, by="approver"):
    failing = "" if approved else "OBJECTIVES"
    builders.judge_all(scene.row, scene.acting(by), failing=failing)
    services.decide(
        application=scene.row,
        outcomes=builders.outcomes(scene.row, approved=approved),
        reasons="" if approved else "See above.",
        actor=scene.acting(by),
        at=clock.now(),
    )


def test_an_approval_tells_the_provider_the_points_and_the_end():
    scene = Scene("IN_REVIEW")
    decide(scene, approved=True)

    assert scene.told() == {("admin", "application_decided"), ("colleague", "application_decided")}
    scene.row.refresh_from_db()
    body = scene.body("application_decided")
    assert "Optometrist" in body
    assert date_format(scene.row.approval_ends, "j F Y") in body


def test_a_rejection_says_what_failed_what_mends_it_and_until_when_to_appeal():
    scene = Scene("IN_REVIEW")
    decide(scene, approved=False)

    body = scene.body("application_decided")
    judgement = scene.row.judgements.get(verdict="NOT_MET")
    for words in (judgement.sentence, judgement.criterion.mend, "See above.", scene.by()):
        assert str(words) in body


def test_an_appeal_tells_the_manager_and_who_decides_it():
    scene = Scene("REJECTED")
    services.lodge_appeal(
        application=scene.row, grounds="Wrong.", actor=scene.acting("admin"), at=clock.now()
    )

    assert scene.told() == {("manager", "appeal_lodged"), ("second", "application_assigned")}
    assert scene.by() in scene.body("appeal_lodged")


@pytest.mark.parametrize("approved, words", [(True, "is approved"), (False, "that is final")])
def test_the_decision_on_an_appeal_tells_the_provider(approved, words):
    scene = Scene("REJECTED")
    scene.row = services.lodge_appeal(
        application=scene.row, grounds="Wrong.", actor=scene.acting("admin"), at=clock.now()
    )
    scene.before = OutboxMessage.objects.count()
    decide(scene, approved=approved, by="second")

    assert scene.told() == {("admin", "application_decided"), ("colleague", "application_decided")}
    assert words in scene.body("application_decided")


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


def test_every_kind_has_words_and_leads_to_a_page():
    """No message without a template, and none without the address of its next step."""
    kinds = {
        each.kind
        for each in vars(notifications).values()
        if isinstance(each, type) and issubclass(each, notifications.Message) and each.kind
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
