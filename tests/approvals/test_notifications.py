"""Each change of status tells the right people what comes next and by when, and nobody about
what they did themselves."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.formats import date_format

from approvals import notifications, queries, rules, services, tasks
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import OutboxMessage
from cet_portal.core.notifications import Message
from cet_portal.scheme import queries as scheme_queries
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders

pytestmark = pytest.mark.django_db

FAILS = "DISPENSING_OPTICIAN"


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


def decide_for_optometrists_alone(scene):
    """Approved for optometrists, refused for dispensing opticians over their objectives."""
    criteria = scheme_queries.criteria()
    services.judge(
        application=scene.row,
        judged=[
            rules.Judged(
                criterion.code,
                "NOT_MET" if criterion.per_audience and audience == FAILS else "MET",
                "Too easy for them." if criterion.per_audience and audience == FAILS else "",
                audience,
            )
            for criterion in criteria
            for audience in (scene.row.audiences if criterion.per_audience else [""])
        ],
        actor=scene.acting("approver"),
        at=clock.now(),
    )
    services.decide(
        application=scene.row,
        outcomes=[
            replace(each, approved=each.audience != FAILS) for each in builders.outcomes(scene.row)
        ],
        actor=scene.acting("approver"),
        at=clock.now(),
    )


def test_a_partial_approval_says_for_every_audience_how_it_stands_and_what_is_next():
    scene = Scene("IN_REVIEW", audiences=["OPTOMETRIST", FAILS], units=["O1", "O6", "D1"])
    decide_for_optometrists_alone(scene)

    message = OutboxMessage.objects.filter(kind="application_decided").latest("pk")
    failed = scene.row.judgements.filter(verdict="NOT_MET").first()
    assert message.subject == f"{scene.row.c_number}: approved for some audiences"
    for words in (
        "Optometrists: 2 general",
        "Dispensing opticians: not approved",
        failed.criterion.name,
        "Too easy for them.",
        f"What would mend it: {failed.criterion.mend}",
        "For dispensing opticians: copy the application, keep only this audience in the copy",
        "has no appeal",
    ):
        assert words in message.body, words


def test_the_page_of_a_partial_approval_leads_to_a_copy():
    scene = Scene("IN_REVIEW", audiences=["OPTOMETRIST", FAILS], units=["O1", "O6", "D1"])
    decide_for_optometrists_alone(scene)
    page = builders.client_for(scene.admin).get(f"/applications/{scene.row.c_number}/")

    words = page.content.decode()
    assert "An application that is approved for some audiences has no appeal." in words
    assert f'href="/applications/{scene.row.c_number}/copy/"' in words
    assert "Copy it for dispensing opticians" in words


def written_by_the_author(scene):
    scene.row.made_by_id = scene.author.pk
    scene.row.save(update_fields=["made_by_id"])
    return scene


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


def test_whoever_made_it_is_not_told_once_they_have_left():
    scene = written_by_the_author(Scene("IN_REVIEW"))
    provider_services.remove_member(
        membership=provider_queries.membership_of(scene.author.pk, scene.provider.pk),
        actor=scene.acting("admin"),
        at=clock.now(),
    )
    decide(scene, approved=True)

    assert ("author", "application_decided") not in scene.told()


@pytest.mark.parametrize("approved", [True, False])
def test_decisions_are_told_to_principal_contacts_too(approved):
    scene = written_by_the_author(Scene("IN_REVIEW"))
    scene.contact = builders.member(scene.provider, Role.PRINCIPAL_CONTACT)
    decide(scene, approved=approved)

    told = OutboxMessage.objects.filter(kind="application_decided")
    assert sorted(message.to for message in told) == sorted(
        [scene.admin.email, scene.colleague.email, scene.author.email, scene.contact.email]
    )


def test_an_appeal_tells_the_manager_and_who_decides_it():
    scene = Scene("REJECTED")
    services.lodge_appeal(
        application=scene.row, grounds="Wrong.", actor=scene.acting("admin"), at=clock.now()
    )

    assert scene.told() == {("manager", "appeal_lodged"), ("second", "application_assigned")}
    assert scene.by() in scene.body("appeal_lodged")


@pytest.mark.parametrize(
    "approved, subject, words",
    [(True, "Appeal upheld: approved", "is approved"), (False, "Appeal dismissed", "is final")],
)
def test_the_decision_on_an_appeal_is_told_as_such(approved, subject, words):
    scene = Scene("REJECTED")
    scene.row = services.lodge_appeal(
        application=scene.row, grounds="Wrong.", actor=scene.acting("admin"), at=clock.now()
    )
    scene.before = OutboxMessage.objects.count()
    decide(scene, approved=approved, by="second")

    assert scene.told() == {
        ("admin", "application_decided"),
        ("colleague", "application_decided"),
        ("approver", "appeal_decided"),
        ("manager", "appeal_decided"),
    }
    for kind in ("application_decided", "appeal_decided"):
        body = scene.body(kind)
        assert subject.split(":")[0] in body
        assert words in body
        assert "Wrong." not in body
    told = OutboxMessage.objects.order_by("pk")[scene.before :]
    assert {each.subject for each in told} == {f"{scene.row.c_number}: {subject}"}
    assert {each.path for each in told if each.to == scene.approver.email} == {
        f"/queue/{scene.row.c_number}/"
    }


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
