"""One person, several roles: they choose, and every act is recorded in the one chosen."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.models import CetApplication
from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.roles import (
    GLOBAL_ROLES,
    PERMISSIONS,
    PROVIDER_ROLES,
    Permission,
    Role,
    permissions_of,
)
from cet_portal.core import clock
from cet_portal.core.actor import CLOCK
from cet_portal.core.models import AuditEvent
from registrants import services as registrant_services
from tests import builders
from tests.accounts.pages import browser, send, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_sided():
    """An approver who is a registrant and works for two providers."""
    user = builders.approver(name="Many Sided")
    for name in ("Alpha Optics", "Beta Lenses"):
        provider = builders.provider_with(name=name)[0]
        builders.member(provider, "SYSTEM_ADMINISTRATOR", "CET_AUTHOR", user=user)
    found = builders.registrant(account=False)
    registrant_services.connect_account(registrant=found, user=user, actor=CLOCK, at=clock.now())
    return user


def test_every_role_has_permissions_that_exist():
    assert set(PERMISSIONS) == set(Role)
    assert set().union(*PERMISSIONS.values()) == set(Permission)
    assert not set(GLOBAL_ROLES) & set(PROVIDER_ROLES)


@pytest.mark.parametrize(
    "role, permission",
    [
        (Role.CET_AUTHOR, Permission.APPLICATION_SUBMIT),
        (Role.PRINCIPAL_CONTACT, Permission.APPLICATION_WRITE),
        (Role.EVENT_DELIVERER, Permission.EVENT_UPLOAD),
        (Role.APPROVER, Permission.APPLICATION_SUBMIT),
        (Role.GOC_STAFF, Permission.APPLICATION_DECIDE),
        (Role.REGISTRANT, Permission.APPLICATION_READ),
        (Role.CET_AUTHOR, Permission.PEOPLE_MANAGE),
        (Role.CET_AUTHOR, Permission.EVENT_READ),
        (Role.EVENT_DELIVERER, Permission.LISTING_MANAGE),
        (Role.EVENT_DELIVERER, Permission.FEE_READ),
        (Role.PRINCIPAL_CONTACT, Permission.FEE_SETTLE),
        (Role.APPROVER, Permission.FEE_READ),
        (Role.GOC_STAFF, Permission.PEOPLE_MANAGE),
    ],
)
def test_what_a_role_may_not(role, permission):
    assert permission not in permissions_of(role)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.PRINCIPAL_CONTACT])
def test_both_who_answer_for_a_provider_look_after_people_and_listing(role):
    answers = {
        Permission.PEOPLE_MANAGE,
        Permission.LISTING_MANAGE,
        Permission.FEE_READ,
        Permission.APPLICATION_READ,
        Permission.EVENT_READ,
        Permission.RATING_READ,
    }

    assert answers <= permissions_of(role)


def test_contexts_are_the_account_then_providers_by_name_then_the_register(many_sided):
    labels = [str(context.label) for context in contexts_of(many_sided)]

    assert labels == [
        "approver",
        "Alpha Optics (CET system administrator)",
        "Beta Lenses (CET system administrator)",
        "registrant",
    ]


def test_roles_in_one_provider_add_up_and_the_record_says_the_first(many_sided):
    actor = contexts_of(many_sided)[1].actor(many_sided)

    assert actor.role == "SYSTEM_ADMINISTRATOR"
    assert actor.permissions == permissions_of("SYSTEM_ADMINISTRATOR", "CET_AUTHOR")


def test_a_person_without_roles_acts_in_none():
    user = builders.person(name="Nobody Yet")

    request = builders.client_for(user).get(reverse("accounts:message_list")).wsgi_request

    assert (list(request.contexts), bool(request.acting)) == ([], False)
    assert (request.actor.user_id, request.actor.permissions) == (user.pk, frozenset())


def test_a_new_session_starts_in_the_first_role_and_can_switch(many_sided):
    client = browser()
    sign_in(client, many_sided)
    wanted = contexts_of(many_sided)[2]

    answer = send(client, reverse("accounts:switch_role"), {"context": wanted.key}, page="/help/")

    request = client.get(reverse("accounts:message_list")).wsgi_request
    assert answer["Location"] == reverse("home:dashboard")
    assert request.acting.key == wanted.key
    assert request.actor.tenant_id == wanted.tenant_id


def test_acts_are_recorded_in_the_role_chosen(many_sided):
    wanted = contexts_of(many_sided)[2]
    client = builders.client_for(many_sided, wanted.key)

    client.post("/applications/new/", {"title": "Dry eye in practice"})

    application = CetApplication.objects.get()
    event = AuditEvent.objects.get(verb="application.create")
    assert application.provider.name == "Beta Lenses"
    assert (event.actor_name, event.actor_role) == ("Many Sided", "SYSTEM_ADMINISTRATOR")
    assert event.tenant_id == wanted.tenant_id


def test_a_role_opens_only_its_own_pages(many_sided):
    pages = {"approver": "/queue/", contexts_of(many_sided)[1].key: "/applications/"}

    answers = {
        (key, page): builders.client_for(many_sided, key).get(page).status_code
        for key in pages
        for page in pages.values()
    }

    assert [status for (key, page), status in answers.items() if pages[key] == page] == [200, 200]
    assert 200 not in [status for (key, page), status in answers.items() if pages[key] != page]


@pytest.mark.parametrize("key", ["provider:999999", "staff", "nonsense", ""])
def test_switching_to_a_role_that_is_not_ones_own_is_not_found(key):
    client = builders.client_for(builders.provider_with()[1])

    answer = client.post(reverse("accounts:switch_role"), {"context": key})

    assert answer.status_code == 404


def test_a_membership_that_ended_ends_the_role_at_once():
    provider, admin = builders.provider_with()
    client = builders.client_for(admin, f"provider:{provider.pk}")
    assert client.get("/applications/").status_code == 200

    admin.memberships.all().delete()

    assert client.get("/applications/").status_code == 403


def test_anonymous_pages_and_health_cost_no_query_about_people(client, django_assert_num_queries):
    client.get("/help/")
    with django_assert_num_queries(1):  # the shift of the rehearsal clock
        client.get("/help/")


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)
    return len(captured), page


def test_messages_ask_as_many_queries_for_one_as_for_thirty():
    admin = builders.provider_with()[1]
    client, listed = builders.client_for(admin), reverse("accounts:message_list")
    counts, rows, details = [], [], []
    for number in (1, 30):
        for _message in range(number - sum(rows)):
            builders.application_at("REJECTED", provider=admin.memberships.get().provider)
        count, page = queries_of(client, listed)
        first = page.context["page"][0]
        counts.append(count)
        rows.append(page.content.decode().count('scope="row"'))
        detail = reverse("accounts:message_detail", args=[first.pk])
        details.append(queries_of(client, detail)[0])

    assert rows == [1, 30]
    assert counts[0] == counts[1]
    assert details[0] == details[1]


def test_the_database_refuses_an_unknown_role():
    user = builders.person()
    for roles in (["KING"], ["CET_AUTHOR"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(user).objects.filter(pk=user.pk).update(roles=roles)


def test_the_database_refuses_two_accounts_for_one_address():
    user = builders.person()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(user).objects.create(email=user.email.upper())


def test_messages_are_ones_own_and_opening_one_marks_it_read():
    asked = builders.application_at("INFORMATION_REQUESTED")
    admin, other = builders.administrator_of(asked.provider), builders.provider_with()[1]
    client, stranger = builders.client_for(admin), builders.client_for(other)
    page = client.get(reverse("accounts:message_list")).context["page"]
    path = reverse("accounts:message_detail", args=[page[0].pk])

    answers = [client.get(path).status_code, stranger.get(path).status_code]

    page[0].refresh_from_db()
    assert answers == [200, 404]
    assert page[0].read_at
