"""Every step x every status x everybody, for the four life cycles of this app."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from cet_portal.accounts.roles import PROVIDER_ROLES, Role
from cet_portal.core.actor import CLOCK
from providers import services, workflow
from providers.models import Invitation, ProviderListing
from tests import builders
from tests.providers.building import applied, paid

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAFF = {"GOC_STAFF", "CET_MANAGER"}
OURS = {"SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT"}


def everybody(provider):
    """Name and actor of everybody who might try."""
    return {
        **{
            str(role): builders.actor_of(builders.member(provider, role, at=AT))
            for role in PROVIDER_ROLES
        },
        "another provider": builders.actor_of(builders.provider_with(at=AT)[1]),
        "APPROVER": builders.actor_of(builders.approver(at=AT)),
        "REGISTRANT": builders.actor_of(builders.registrant(at=AT).user),
        "GOC_STAFF": builders.actor_of(builders.staff(Role.GOC_STAFF, at=AT)),
        "CET_MANAGER": builders.actor_of(builders.staff(Role.CET_MANAGER, at=AT)),
        "the clock": CLOCK,
    }


def open_steps(table, case, at=AT, **fields):
    """For each step that anybody may take: who, having taken it and gone back."""
    found = {}
    for name, actor in everybody(case.provider).items():
        for step in table.steps.values():
            if table.refusal(case, step.name, actor=actor, at=at) is None:
                found.setdefault(step.name, set()).add(name)
                with transaction.atomic():
                    moved = table.move(
                        case, step.name, actor=actor, at=at, **fields.get(step.name, {})
                    )
                    assert moved.status == step.target
                    transaction.set_rollback(True)
    return found


def fee_at(status):
    staff = builders.actor_of(builders.staff(at=AT))
    provider = builders.provider_with(at=AT)[0]
    fee = services.charge(provider_id=provider.pk, kind="FAST_TRACK", actor=CLOCK, at=AT)
    if status in ("PAID", "REFUNDED"):
        fee = paid(fee, at=AT, actor=staff)
    if status == "WAIVED":
        fee = services.waive(fee=fee, reason="A charity.", actor=staff, at=AT)
    if status == "REFUNDED":
        fee = services.refund(fee=fee, reason="Paid twice.", actor=staff, at=AT)
    return fee


@pytest.mark.parametrize(
    "status, may",
    [
        ("DUE", {"pay": STAFF, "waive": {*STAFF, "the clock"}}),
        ("PAID", {"refund": STAFF}),
        ("WAIVED", {}),
        ("REFUNDED", {}),
    ],
)
def test_fees(status, may):
    day = {"settled_on": AT.date()}

    assert open_steps(workflow.fee, fee_at(status), pay=day, waive=day) == may


def listing_at(status):
    staff = builders.actor_of(builders.staff(at=AT))
    provider = builders.provider_with(at=AT)[0]
    if status == "SUSPENDED":
        services.suspend(provider_id=provider.pk, reason="Late.", actor=staff, at=AT)
    entry = ProviderListing.objects.get(provider=provider)
    if status == "ENDED":
        return services.end_listing(listing=entry, actor=CLOCK, at=AT + timedelta(days=400))
    return entry


@pytest.mark.parametrize(
    "status, is_over, may",
    [
        ("LISTED", False, {"suspend": STAFF}),
        ("LISTED", True, {"suspend": STAFF, "end": {"the clock"}}),
        ("SUSPENDED", False, {"lift": STAFF}),
        ("SUSPENDED", True, {"lift": STAFF, "end": {"the clock"}}),
        ("ENDED", True, {}),
    ],
)
def test_entries_on_the_list(status, is_over, may):
    at = AT + timedelta(days=400) if is_over else AT

    assert open_steps(workflow.listing, listing_at(status), at=at) == may


def application_at(status):
    staff = builders.actor_of(builders.staff(at=AT))
    application = applied(at=AT)
    if status in ("PAID", "GRANTED"):
        paid(application.fee, at=AT, actor=staff)
        application.fee.refresh_from_db()
    if status == "GRANTED":
        return services.grant_application(application=application, actor=staff, at=AT)
    if status == "REFUSED":
        return services.refuse_application(
            application=application, reason="No.", actor=staff, at=AT
        )
    if status == "WITHDRAWN":
        own = builders.actor_of(application.provider.memberships.get().user)
        return services.withdraw_application(application=application, actor=own, at=AT)
    return application


@pytest.mark.parametrize(
    "status, may",
    [
        ("APPLIED", {"refuse": STAFF, "withdraw": OURS}),
        ("PAID", {"grant": STAFF, "refuse": STAFF, "withdraw": OURS}),
        ("GRANTED", {}),
        ("REFUSED", {}),
        ("WITHDRAWN", {}),
    ],
)
def test_applications_to_be_listed(status, may):
    assert open_steps(workflow.listing_application, application_at(status)) == may


def test_invitations():
    provider, administrator = builders.provider_with(at=AT)
    invitation = services.invite(
        provider_id=provider.pk,
        email="new@example.org",
        roles=["CET_AUTHOR"],
        actor=builders.actor_of(administrator),
        at=AT,
    )
    everyone = set(everybody(provider))

    # Whoever has the link accepts; for whom it is, is asked by the service.
    assert open_steps(workflow.invitation, invitation) == {"accept": everyone, "withdraw": OURS}
    late = AT + timedelta(days=15)
    assert open_steps(workflow.invitation, invitation, at=late) == {"withdraw": OURS}
    assert Invitation.objects.get().status == "SENT"
