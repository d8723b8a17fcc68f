"""The builders walk the real services."""

import pytest

from cet_portal.accounts.roles import Role
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", builders.ROUTES)
def test_application_at_walks_to_the_status(status):
    application = builders.application_at(status)

    assert application.status == ("IN_REVIEW" if status == "ANSWERED" else status)


def test_people_act_in_their_roles():
    provider, admin, author = builders.provider_with(Role.SYSTEM_ADMINISTRATOR, Role.CET_AUTHOR)
    registrant = builders.registrant()

    roles = [
        builders.actor_of(user).role
        for user in (admin, author, builders.approver(), builders.staff(), registrant.user)
    ]

    assert roles == [
        Role.SYSTEM_ADMINISTRATOR,
        Role.CET_AUTHOR,
        Role.APPROVER,
        Role.GOC_STAFF,
        Role.REGISTRANT,
    ]
    assert builders.administrator_of(provider) == admin
