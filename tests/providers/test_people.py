"""People of a provider: invited, joined, given other roles, removed."""

from datetime import UTC, datetime, timedelta

import pytest

from cet_portal.accounts.models import User
from cet_portal.core.actor import Actor
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from providers import queries, services
from providers.models import Invitation, ProviderMembership
from tests import builders
from tests.providers.building import link_in, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def provider():
    return builders.provider_with("SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT", at=AT)[0]


@pytest.fixture
def admin(provider):
    return builders.administrator_of(provider)


@pytest.fixture
def contact(provider):
    return queries.principal_contacts(provider.pk).get().user


def invited(provider, by, email="new@example.org", roles=("CET_AUTHOR",), at=AT):
    return services.invite(
        provider_id=provider.pk, email=email, roles=roles, actor=builders.actor_of(by), at=at
    )


def place_of(user, provider):
    return queries.membership_of(user.pk, provider.pk)


def changed(user, provider, by, *roles, **more):
    return services.change_roles(
        membership=place_of(user, provider),
        roles=roles,
        actor=builders.actor_of(by),
        at=AT,
        **more,
    )


def removed(user, provider, by, **more):
    services.remove_member(
        membership=place_of(user, provider), actor=builders.actor_of(by), at=AT, **more
    )


def test_an_invitation_is_mailed_with_a_link(provider, admin):
    invitation = invited(provider, admin, email="New@Example.org")

    assert invitation.email == "new@example.org"
    assert invitation.expires_on == (AT + timedelta(days=14)).date()
    assert told("people_invited") == ["new@example.org"]
    assert link_in("people_invited").startswith("/invitation/")


@pytest.mark.parametrize("who", ["SYSTEM_ADMINISTRATOR", "PRINCIPAL_CONTACT"])
def test_both_who_answer_for_the_provider_invite(provider, who):
    assert invited(provider, builders.member(provider, who, at=AT)).status == "SENT"


@pytest.mark.parametrize("who", ["CET_AUTHOR", "EVENT_DELIVERER"])
def test_the_others_do_not(provider, who):
    person = builders.member(provider, who, at=AT)

    with pytest.raises(Refused, match="Your role"):
        invited(provider, person)


def test_nobody_invites_into_another_provider(provider):
    _other, stranger = builders.provider_with(at=AT)

    with pytest.raises(Refused, match="Only the provider itself"):
        invited(provider, stranger)


def test_whoever_belongs_or_is_invited_is_not_invited_again(provider, admin, contact):
    with pytest.raises(Refused, match="belongs to your provider already"):
        invited(provider, admin, email=contact.email.upper())
    invited(provider, admin)
    with pytest.raises(Refused, match="is invited already"):
        invited(provider, admin, email="NEW@example.org")


def test_an_invitation_needs_a_role_of_a_provider(provider, admin):
    with pytest.raises(Refused, match="Choose at least one role"):
        invited(provider, admin, roles=["GOC_STAFF"])


def test_somebody_new_joins_with_a_password(provider, admin, contact):
    invitation = invited(provider, admin)

    place = services.join_with_new_account(
        invitation=invitation,
        number=1,
        name="New Person",
        password=builders.PASSWORD,
        actor=Actor(),
        at=AT,
    )

    assert place.roles == ["CET_AUTHOR"]
    assert place.user.check_password(builders.PASSWORD)
    assert set(told("people_joined")) == {admin.email, contact.email}
    assert Invitation.objects.get().status == "ACCEPTED"


def accepted(invitation, user, number=1, at=AT):
    return services.accept_invitation(
        invitation=invitation, number=number, user=user, actor=Actor(), at=at
    )


def test_somebody_with_an_account_joins_as_themselves(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)

    assert accepted(invitation, user).user == user
    with pytest.raises(Refused, match="already done"):
        accepted(invitation, user)


def test_an_invitation_is_for_its_address_alone(provider, admin):
    invitation = invited(provider, admin)

    with pytest.raises(Refused, match="is for new@example.org"):
        accepted(invitation, builders.person(at=AT))


def test_who_has_an_account_does_not_open_another(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)

    with pytest.raises(Refused, match="has an account"):
        services.join_with_new_account(
            invitation=invitation,
            number=1,
            name="Again",
            password=builders.PASSWORD,
            actor=Actor(),
            at=AT,
        )
    assert User.objects.filter(email__iexact=user.email).count() == 1


def test_an_invitation_is_good_for_fourteen_days(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)

    with pytest.raises(Refused, match="good until 16 March 2026"):
        accepted(invitation, user, at=AT + timedelta(days=15))
    assert accepted(invitation, user, at=AT + timedelta(days=14))


def test_sent_again_the_old_link_stops_working_and_the_days_begin_anew(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)
    later = AT + timedelta(days=20)

    services.send_invitation_again(invitation=invitation, actor=builders.actor_of(admin), at=later)

    assert told("people_invited") == [user.email] * 2
    with pytest.raises(Refused, match="out of date"):
        accepted(invitation, user, number=1, at=later)
    assert accepted(invitation, user, number=2, at=later)


def test_withdrawn_an_invitation_leads_nowhere(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)
    actor = builders.actor_of(admin)

    services.withdraw_invitation(invitation=invitation, actor=actor, at=AT)

    with pytest.raises(Refused, match="is now “Withdrawn”"):
        accepted(invitation, user)
    with pytest.raises(Refused, match="already done"):
        services.send_invitation_again(invitation=invitation, actor=actor, at=AT)
    assert invited(provider, admin, email=user.email).pk != invitation.pk


def test_roles_held_before_stay(provider, admin):
    user = builders.person(at=AT)
    invitation = invited(provider, admin, email=user.email)
    builders.member(provider, "EVENT_DELIVERER", user=user, at=AT)

    assert accepted(invitation, user).roles == ["CET_AUTHOR", "EVENT_DELIVERER"]


def test_changed_roles_are_told_to_the_person(provider, admin):
    author = builders.member(provider, "CET_AUTHOR", at=AT)

    place = changed(author, provider, admin, "EVENT_DELIVERER", "CET_AUTHOR")

    assert place.roles == ["CET_AUTHOR", "EVENT_DELIVERER"]
    assert told("people_roles") == [author.email]
    assert AuditEvent.objects.filter(verb="provider.change_roles").count() == 1


def test_nothing_changed_nobody_is_told(provider, admin):
    author = builders.member(provider, "CET_AUTHOR", at=AT)

    changed(author, provider, admin, "CET_AUTHOR")

    assert told("people_roles") == []


def test_the_last_principal_contact_stays(provider, admin, contact):
    with pytest.raises(Refused, match="last principal contact"):
        changed(contact, provider, admin, "CET_AUTHOR")
    with pytest.raises(Refused, match="last principal contact"):
        removed(contact, provider, admin)
    with pytest.raises(Refused, match="last principal contact"):
        removed(contact, provider, contact, sure=True)


def test_a_principal_contact_whose_account_is_closed_does_not_count(provider, admin, contact):
    closed = builders.member(provider, "PRINCIPAL_CONTACT", at=AT)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    with pytest.raises(Refused, match="last principal contact"):
        removed(contact, provider, admin)
    removed(closed, provider, admin)


def test_nobody_takes_their_own_role_by_accident(provider, admin):
    with pytest.raises(Refused, match="take a role from yourself"):
        changed(admin, provider, admin, "CET_AUTHOR")

    assert changed(admin, provider, admin, "CET_AUTHOR", sure=True).roles == ["CET_AUTHOR"]
    assert told("people_roles") == []


def test_nobody_removes_themselves_by_accident(provider, admin):
    with pytest.raises(Refused, match="remove yourself"):
        removed(admin, provider, admin)

    removed(admin, provider, admin, sure=True)

    assert place_of(admin, provider) is None
    assert told("people_removed") == []


def test_a_removed_person_is_told_and_sees_nothing_from_the_next_click_on(provider, admin):
    author = builders.member(provider, "CET_AUTHOR", at=AT)
    client = builders.client_for(author)
    assert client.get("/provider/people/").status_code == 200

    removed(author, provider, admin)

    assert told("people_removed") == [author.email]
    assert client.get("/provider/people/").status_code == 403
    assert client.get("/applications/").status_code == 403


def test_whoever_lost_the_role_a_moment_ago_cannot_use_it(provider, admin, contact):
    stale = builders.actor_of(admin)
    changed(admin, provider, contact, "CET_AUTHOR")
    author = builders.member(provider, "CET_AUTHOR", at=AT)

    with pytest.raises(Refused, match="no longer look after"):
        services.remove_member(membership=place_of(author, provider), actor=stale, at=AT)


def test_what_was_removed_meanwhile_says_so(provider, admin):
    place = place_of(builders.member(provider, "CET_AUTHOR", at=AT), provider)
    ProviderMembership.objects.filter(pk=place.pk).delete()

    with pytest.raises(Refused, match="does not belong to your provider any more"):
        services.change_roles(
            membership=place, roles=["EVENT_DELIVERER"], actor=builders.actor_of(admin), at=AT
        )


def test_what_a_removed_person_has_offered_is_withdrawn(provider, admin, contact):
    builders.member(provider, "SYSTEM_ADMINISTRATOR", at=AT)
    offered = invited(provider, admin, roles=("SYSTEM_ADMINISTRATOR",))

    services.remove_member(
        membership=place_of(admin, provider), actor=builders.actor_of(contact), at=AT
    )

    offered.refresh_from_db()
    assert offered.status == "WITHDRAWN"
