"""Every refusal is a sentence for the person who asked."""

from datetime import timedelta

import pytest

from approvals import permissions, services
from cet_portal.accounts.roles import Role
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from tests import builders

pytestmark = pytest.mark.django_db


def sentence(may, actor, application, at=None):
    refusal = may(actor, application, at=at or clock.now())
    return str(refusal) if refusal else None


def of(application, role):
    return builders.actor_of(builders.member(application.provider, role))


def test_may_write_is_for_authors_and_administrators_of_the_provider():
    draft = builders.draft()
    _other, stranger = builders.provider_with()

    assert sentence(permissions.may_write, of(draft, Role.CET_AUTHOR), draft) is None
    assert sentence(permissions.may_write, of(draft, Role.PRINCIPAL_CONTACT), draft) == (
        "Your role in the provider does not allow this. "
        f"Ask {builders.administrator_of(draft.provider)}."
    )
    assert sentence(permissions.may_write, builders.actor_of(stranger), draft) == (
        "Only the provider whose application this is can do that."
    )


def test_may_submit_needs_a_listing_in_force():
    provider, admin = builders.provider_with()
    draft = builders.draft(provider=provider)
    actor, after = builders.actor_of(admin), clock.now() + timedelta(days=400)

    assert sentence(permissions.may_submit, actor, draft) is None
    assert "not on the list" in sentence(permissions.may_submit, actor, draft, at=after)
    assert "role" in sentence(permissions.may_submit, of(draft, Role.CET_AUTHOR), draft)


def test_may_answer_ends_with_the_last_day():
    asked = builders.application_at("INFORMATION_REQUESTED")
    author, last = of(asked, Role.CET_AUTHOR), asked.deadline.ends_at

    assert sentence(permissions.may_answer, author, asked, at=last) is None
    assert "last day" in sentence(
        permissions.may_answer, author, asked, at=last + timedelta(seconds=1)
    )


def test_may_write_while_asked_is_for_the_sections_asked_about():
    asked = builders.application_at("INFORMATION_REQUESTED")  # about "practice"
    author, last = of(asked, Role.CET_AUTHOR), asked.deadline.ends_at

    def written(section, at=None):
        refusal = permissions.may_write(author, asked, at=at or clock.now(), section=section)
        return str(refusal) if refusal else None

    assert written("practice", at=last) is None
    assert "No question is about this section" in written("points")
    assert "has been submitted" in written("")
    assert "last day" in written("practice", at=last + timedelta(seconds=1))


def test_may_decide_is_for_the_one_who_has_it():
    taken = builders.application_at("IN_REVIEW")

    assert sentence(permissions.may_decide, builders.actor_of(taken.approver), taken) is None
    assert sentence(permissions.may_decide, builders.actor_of(builders.approver()), taken) == (
        "Another approver has this application."
    )
    assert sentence(permissions.may_decide, builders.actor_of(builders.staff()), taken) == (
        "Only an approver can review applications."
    )


def test_may_decide_ends_with_a_conflict():
    """Whoever joins the provider after the assignment must hand it back."""
    taken = builders.application_at("IN_REVIEW")
    builders.member(taken.provider, Role.PRINCIPAL_CONTACT, user=taken.approver)

    holder = builders.actor_of(taken.approver, "approver")

    assert "Hand the application back" in sentence(permissions.may_decide, holder, taken)
    assert sentence(permissions.may_hand_back, holder, taken) is None


def test_a_conflict_is_membership_interest_or_own_work():
    taken = builders.application_at("IN_REVIEW")
    member, interested, author = (builders.approver() for _each in range(3))
    builders.member(taken.provider, Role.CET_AUTHOR, user=member)
    services.declare_interest(
        approver=interested,
        provider=taken.provider,
        reason="Shares",
        actor=builders.actor_of(interested),
        at=clock.now(),
    )
    named = taken.contributors.get().name

    def conflict(user, name="Somebody Else"):
        refusal = permissions.conflict_of(user.pk, name, taken)
        return str(refusal) if refusal else None

    assert "belong to this provider" in conflict(member)
    assert "declared an interest" in conflict(interested)
    assert "declared an interest" in conflict(author, name=f" {named.upper()} ")
    assert conflict(author) is None


@pytest.mark.parametrize("status", ["INFORMATION_REQUESTED", "APPROVED"])
def test_only_what_waits_for_the_decision_can_be_handed_back(status):
    application = builders.application_at(status)

    refusal = sentence(
        permissions.may_hand_back, builders.actor_of(application.approver), application
    )

    assert "waits for your decision" in refusal


def test_may_appeal_ends_with_the_last_day_and_is_for_administrators():
    rejected = builders.application_at("REJECTED")
    admin, last = of(rejected, Role.SYSTEM_ADMINISTRATOR), rejected.deadline.ends_at

    assert sentence(permissions.may_appeal, admin, rejected, at=last) is None
    assert "last day to appeal" in sentence(
        permissions.may_appeal, admin, rejected, at=last + timedelta(seconds=1)
    )
    assert "role" in sentence(permissions.may_appeal, of(rejected, Role.CET_AUTHOR), rejected)


def test_may_assign_is_for_staff_and_the_portal():
    waiting = builders.application_at("SUBMITTED")

    assert sentence(permissions.may_assign, CLOCK, waiting) is None
    assert sentence(permissions.may_assign, builders.actor_of(builders.staff()), waiting) is None
    assert "Only GOC staff" in sentence(
        permissions.may_assign, builders.actor_of(builders.approver()), waiting
    )


@pytest.mark.parametrize("may", [permissions.may_manage, permissions.may_note])
def test_a_provider_neither_manages_nor_notes(may):
    taken = builders.application_at("IN_REVIEW")

    assert "Only" in sentence(may, of(taken, Role.SYSTEM_ADMINISTRATOR), taken)
    assert sentence(may, builders.actor_of(builders.staff()), taken) is None


def test_private_notes_are_not_for_the_provider():
    taken = builders.application_at("IN_REVIEW")

    assert permissions.may_read_notes(of(taken, Role.SYSTEM_ADMINISTRATOR))
    assert permissions.may_read_notes(builders.actor_of(taken.approver)) is None
    assert permissions.may_read_notes(builders.actor_of(builders.staff())) is None


def test_only_the_clock_waits_for_the_day_to_pass():
    asked = builders.application_at("INFORMATION_REQUESTED")
    last = asked.deadline.ends_at

    assert "not passed yet" in sentence(permissions.only_the_clock, CLOCK, asked, at=last)
    assert (
        sentence(permissions.only_the_clock, CLOCK, asked, at=last + timedelta(seconds=1)) is None
    )
    assert "Only the portal" in sentence(
        permissions.only_the_clock, builders.actor_of(asked.approver), asked
    )


def test_an_approval_expires_after_its_last_day_and_by_the_portal_alone():
    approved = builders.application_at("APPROVED")
    last = approved.deadline.ends_at

    assert "not ended yet" in sentence(permissions.only_after_the_end, CLOCK, approved, at=last)
    after = last + timedelta(seconds=1)
    assert sentence(permissions.only_after_the_end, CLOCK, approved, at=after) is None
    assert "Only the portal" in sentence(
        permissions.only_after_the_end, builders.MANAGER, approved, at=after
    )


def test_profession_is_kept_by_staff_and_the_rest_also_by_oneself():
    user = builders.approver()
    themselves, other = builders.actor_of(user), builders.actor_of(builders.approver())

    assert permissions.may_keep_approver(themselves, user) is None
    assert permissions.may_keep_approver(themselves, user, own=False) is not None
    assert permissions.may_keep_approver(other, user) is not None
    assert permissions.may_keep_approver(builders.MANAGER, user, own=False) is None
