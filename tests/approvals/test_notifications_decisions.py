"""A decision, an appeal and the decision on it tell the right people what comes next."""

from dataclasses import replace

import pytest
from django.utils.formats import date_format

from approvals import rules, services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.models import OutboxMessage
from cet_portal.scheme import queries as scheme_queries
from providers import queries as provider_queries
from providers import services as provider_services
from tests import builders
from tests.approvals.scene import Scene, written_by_the_author

pytestmark = pytest.mark.django_db

FAILS = "DISPENSING_OPTICIAN"


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
        "The copy is decided within 10 working days and costs nothing.",
        "has no appeal",
    ):
        assert words in message.body, words


def test_the_page_of_a_partial_approval_leads_to_a_copy():
    scene = Scene("IN_REVIEW", audiences=["OPTOMETRIST", FAILS], units=["O1", "O6", "D1"])
    decide_for_optometrists_alone(scene)
    page = builders.client_for(scene.admin).get(f"/applications/{scene.row.c_number}/")

    words = page.content.decode()
    assert "An application that is approved for some audiences has no appeal." in words
    assert "The copy is decided within 10 working days and costs nothing." in words
    assert f'href="/applications/{scene.row.c_number}/copy/"' in words
    assert "Copy it for dispensing opticians" in words


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
