"""Every refusal is a sentence for the person who asked."""

from datetime import timedelta

import pytest

from approvals import permissions
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
        "Your role in the provider does not allow this."
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


def test_may_take_is_refused_where_the_approver_belongs():
    waiting = builders.application_at("SUBMITTED")
    conflicted = builders.approver()
    builders.member(waiting.provider, Role.PRINCIPAL_CONTACT, user=conflicted)

    assert sentence(permissions.may_take, builders.actor_of(builders.approver()), waiting) is None
    assert "somebody else" in sentence(
        permissions.may_take, builders.actor_of(conflicted, "approver"), waiting
    )
    assert sentence(permissions.may_take, builders.actor_of(builders.staff()), waiting) == (
        "Only an approver can review applications."
    )


def test_may_decide_is_for_the_one_who_took_it():
    taken = builders.application_at("IN_REVIEW")

    assert sentence(permissions.may_decide, builders.actor_of(taken.approver), taken) is None
    assert sentence(permissions.may_decide, builders.actor_of(builders.approver()), taken) == (
        "Another approver has taken this application."
    )


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
