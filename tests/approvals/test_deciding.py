"""Deciding on an application: outcomes for each audience, a check page, the act."""

from dataclasses import replace

import pytest

from approvals import rules as approval_rules
from approvals import services
from cet_portal.core import clock
from cet_portal.core.permissions import Refused
from cet_portal.scheme import queries as scheme_queries
from tests import builders
from tests.approvals.decisions import APPROVE, CONFIRM, REJECT, page, said, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(reviewer):
    return builders.client_for(reviewer)


@pytest.fixture
def judged(reviewer, given):
    builders.judge_all(given, builders.actor_of(reviewer))
    return given


def test_what_was_asked_for_is_filled_in(client, judged):
    response = client.get(page(judged))

    form = response.context["form"]
    assert form["OPTOMETRIST_outcome"].value() == "approve"
    assert form["OPTOMETRIST_total"].value() == 2
    assert form["OPTOMETRIST_units"].value() == ["O1", "O6"]
    assert "Workshop: usually 2 to 3 points. Asked for: 2." in response.content.decode()


def test_a_good_application_is_approved_in_three_presses(client, given):
    seen = client.get(page(given, "")).context["form"]["seen"].value() or ""

    client.post(page(given, ""), {"seen": seen, "then": "rest"})
    check = client.post(page(given), APPROVE).content.decode()
    assert status_of(given) == "IN_REVIEW"
    done = client.post(page(given), APPROVE | CONFIRM, follow=True)

    assert f"Approve {given.c_number}?" in check
    assert "What will happen" in check
    assert given.provider.name in check
    assert status_of(given) == "APPROVED"
    assert "approved. The provider has been told." in said(done)[0]
    assert given.approvals.get().units == ["O1"]


def test_a_failed_criterion_proposes_to_reject_and_the_provider_reads_why(client, reviewer, given):
    builders.judge_all(given, builders.actor_of(reviewer), failing="OBJECTIVES")
    assert client.get(page(given)).context["form"]["OPTOMETRIST_outcome"].value() == "reject"

    check = client.post(page(given), REJECT).content.decode()
    client.post(page(given), REJECT | CONFIRM)

    assert "The provider can appeal until" in check
    assert "This is missing." in check
    assert status_of(given) == "REJECTED"
    admin = builders.client_for(builders.administrator_of(given.provider))
    theirs = admin.get(f"/applications/{given.c_number}/").content.decode()
    assert "Objectives measurable" in theirs
    assert "This is missing." in theirs
    assert "Write each objective as something that people can do" in theirs
    assert "Please look at the guide." in theirs


def test_the_check_page_leads_back_with_everything_typed(client, judged):
    response = client.post(page(judged), APPROVE | {"reasons": "Well done", "change": "yes"})

    assert "Well done</textarea>" in response.content.decode()
    assert status_of(judged) == "IN_REVIEW"


@pytest.mark.parametrize(
    "changed, field, sentence",
    [
        (
            {"OPTOMETRIST_outcome": ""},
            "OPTOMETRIST_outcome",
            "Choose approve or reject for this audience",
        ),
        (
            {"OPTOMETRIST_outcome": "perhaps"},
            "OPTOMETRIST_outcome",
            "Choose approve or reject for this audience",
        ),
        (
            {"OPTOMETRIST_outcome": "reject"},
            "OPTOMETRIST_outcome",
            "To reject, judge at least one criterion for this audience as not met.",
        ),
        (
            {"OPTOMETRIST_units": []},
            "OPTOMETRIST_outcome",
            "Choose at least one competency unit for this audience.",
        ),
        ({"OPTOMETRIST_units": ["D1"]}, "OPTOMETRIST_units", "“D1” is not one of the choices"),
        (
            {"OPTOMETRIST_total": ""},
            "OPTOMETRIST_total",
            "Enter how many points these people earn",
        ),
        (
            {"OPTOMETRIST_total": "0"},
            "OPTOMETRIST_total",
            "Enter how many points these people earn",
        ),
        ({"OPTOMETRIST_total": "9999999"}, "OPTOMETRIST_total", "Enter 99 or fewer points"),
        (
            {"OPTOMETRIST_total": "two"},
            "OPTOMETRIST_total",
            "Enter the points as a whole number, such as 2",
        ),
        (
            {"OPTOMETRIST_interactive": "3"},
            "OPTOMETRIST_outcome",
            "Interactive points are part of the total, so they cannot be more.",
        ),
        ({"reasons": "nul \x00"}, "reasons", None),
        ({"reasons": "x" * 5001}, "reasons", None),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(client, judged, changed, field, sentence):
    response = client.post(page(judged), APPROVE | changed | CONFIRM)

    assert response.status_code == 200
    found = response.context["form"].errors[field]
    assert sentence is None or sentence in found
    assert status_of(judged) == "IN_REVIEW"


def test_points_of_a_rejected_audience_are_nobodys_mistake(client, reviewer, given):
    builders.judge_all(given, builders.actor_of(reviewer), failing="OBJECTIVES")
    wrong = REJECT | {"OPTOMETRIST_total": "two", "OPTOMETRIST_units": ["D1"]}

    client.post(page(given), wrong | CONFIRM)

    assert status_of(given) == "REJECTED"


def test_without_judgements_nothing_is_decided(client, given):
    content = client.get(page(given)).content.decode()
    response = client.post(page(given), APPROVE | CONFIRM)

    assert "Still to judge before you can decide" in content
    assert "Judge every criterion before you decide." in response.content.decode()
    assert status_of(given) == "IN_REVIEW"


def test_a_failed_criterion_without_a_sentence_is_not_enough(client, reviewer, given):
    actor = builders.actor_of(reviewer)
    builders.judge_all(given, actor, failing="OBJECTIVES")
    services.judge(
        application=given,
        judged=[approval_rules.Judged("OBJECTIVES", "NOT_MET", " ")],
        actor=actor,
        at=clock.now(),
    )

    response = client.post(page(given), REJECT | CONFIRM)

    assert "Say for each criterion that is not met what is missing." in response.content.decode()


def test_an_audience_may_be_left_out_and_the_provider_reads_why(client, reviewer):
    both = builders.application_at(
        "IN_REVIEW",
        approver=reviewer,
        audiences=["OPTOMETRIST", "DISPENSING_OPTICIAN"],
        units=["O1", "D1"],
    )
    actor = builders.actor_of(reviewer)
    builders.judge_all(both, actor)
    services.judge(
        application=both,
        judged=[
            approval_rules.Judged(
                "AUDIENCE_FIT", "NOT_MET", "Nothing on dispensing.", "DISPENSING_OPTICIAN"
            )
        ],
        actor=actor,
        at=clock.now(),
    )
    form = client.get(page(both)).context["form"]
    assert form["OPTOMETRIST_outcome"].value() == "approve"
    assert form["DISPENSING_OPTICIAN_outcome"].value() == "reject"

    sent = APPROVE | {"DISPENSING_OPTICIAN_outcome": "reject"}
    client.post(page(both), sent | CONFIRM)

    assert status_of(both) == "APPROVED"
    assert [each.audience for each in both.approvals.all()] == ["OPTOMETRIST"]
    admin = builders.client_for(builders.administrator_of(both.provider))
    theirs = admin.get(f"/applications/{both.c_number}/").content.decode()
    assert "Not approved for dispensing opticians" in theirs
    assert "Nothing on dispensing." in theirs


def test_specialist_points_need_to_say_which(client, reviewer):
    therapeutic = builders.application_at(
        "IN_REVIEW",
        approver=reviewer,
        audiences=["THERAPEUTIC_PRESCRIBER"],
        units=[_unit_of("THERAPEUTIC_PRESCRIBER")],
        points_specialist=1,
    )
    asked_for = client.get(page(therapeutic)).context["form"]
    assert asked_for["THERAPEUTIC_PRESCRIBER_total"].value() == therapeutic.points_total
    guide = asked_for["THERAPEUTIC_PRESCRIBER_total"].help_text
    assert "Asked for: 2, of which 1 specialist." in guide
    builders.judge_all(therapeutic, builders.actor_of(reviewer))
    sent = {
        name.replace("OPTOMETRIST", "THERAPEUTIC_PRESCRIBER"): value
        for name, value in APPROVE.items()
    } | {"THERAPEUTIC_PRESCRIBER_units": [_unit_of("THERAPEUTIC_PRESCRIBER")]}

    refused = client.post(page(therapeutic), sent | CONFIRM)
    which = {"THERAPEUTIC_PRESCRIBER_specialty": "INDEPENDENT_PRESCRIBING"}
    client.post(page(therapeutic), sent | which | CONFIRM)

    assert refused.context["form"].errors["THERAPEUTIC_PRESCRIBER_specialty"] == [
        "Choose which kind of points these are"
    ]
    approval = therapeutic.approvals.get()
    assert (approval.kind, approval.specialty) == ("SPECIALIST", "INDEPENDENT_PRESCRIBING")


def test_specialists_may_earn_general_points(client, reviewer):
    lenses = builders.application_at(
        "IN_REVIEW",
        approver=reviewer,
        audiences=["CONTACT_LENS_OPTICIAN"],
        units=[_unit_of("CONTACT_LENS_OPTICIAN")],
        points_specialist=0,
    )
    builders.judge_all(lenses, builders.actor_of(reviewer))
    form = client.get(page(lenses)).context["form"]
    assert form["CONTACT_LENS_OPTICIAN_specialty"].value() == "GENERAL"
    sent = {
        name.replace("OPTOMETRIST", "CONTACT_LENS_OPTICIAN"): value
        for name, value in APPROVE.items()
    } | {
        "CONTACT_LENS_OPTICIAN_units": [_unit_of("CONTACT_LENS_OPTICIAN")],
        "CONTACT_LENS_OPTICIAN_specialty": "GENERAL",
    }

    client.post(page(lenses), sent | CONFIRM)

    approval = lenses.approvals.get()
    assert (approval.kind, approval.specialty) == ("GENERAL", "")


def _unit_of(audience):
    builders.reference()
    return scheme_queries.units().filter(audience__code=audience).first().code


@pytest.mark.parametrize("status", ["INFORMATION_REQUESTED", "APPROVED", "REJECTED"])
def test_what_is_not_to_decide_leads_back_to_the_case(client, reviewer, status):
    application = builders.application_at(status, approver=reviewer)

    response = client.get(page(application), follow=True)

    assert response.redirect_chain[-1][0] == page(application, "")
    assert len(said(response)) == 1


@pytest.mark.parametrize("rest", ["", "ask/", "decide/", "precedents/"])
def test_what_another_approver_has_is_not_found(client, rest):
    theirs = builders.application_at("IN_REVIEW")

    assert client.get(page(theirs, rest)).status_code == 404


def test_the_check_page_remarks_on_unusual_points_and_does_not_stop(client, judged):
    check = client.post(page(judged), APPROVE | {"OPTOMETRIST_total": "50"}).content.decode()

    assert "“Workshop” usually earns 2 to 3 points, and you give 50 points." in check
    assert "50 points are more than the 2 asked for." in check
    client.post(page(judged), APPROVE | {"OPTOMETRIST_total": "50"} | CONFIRM)
    assert status_of(judged) == "APPROVED"


def test_usual_points_are_not_remarked_on(client, judged):
    assert "usually earns" not in client.post(page(judged), APPROVE).content.decode()


@pytest.mark.parametrize(
    "ground, outcome, sentence",
    [
        ("A", {"units": ["D1"]}, "Competency unit D1 does not belong to this audience."),
        ("NONE", {"interactive": 1}, "gives no ground on which the CET is interactive"),
    ],
)
def test_the_service_refuses_what_the_rule_refuses(reviewer, ground, outcome, sentence):
    application = builders.application_at(
        "IN_REVIEW", approver=reviewer, ground=ground, points_interactive=int(ground == "A")
    )
    builders.judge_all(application, builders.actor_of(reviewer))
    [as_asked] = builders.outcomes(application)

    with pytest.raises(Refused, match=sentence):
        services.decide(
            application=application,
            outcomes=[replace(as_asked, **outcome)],
            actor=builders.actor_of(reviewer),
            at=clock.now(),
        )
