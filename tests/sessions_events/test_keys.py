"""Keys of registrants and of the GOC: who makes them, who sees them, who revokes them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cet_portal.accounts.models import User
from cet_portal.core import clock
from cet_portal.core.models import AuditEvent
from cet_portal.core.permissions import Refused
from sessions_events import services
from sessions_events.models import ApiKey
from tests import builders
from tests.sessions_events.building import World

pytestmark = pytest.mark.django_db

PAGE = reverse("sessions_events:api_keys")


def page_of(client) -> str:
    return client.get(PAGE).content.decode()


def make(client, name="Ours") -> ApiKey:
    assert (
        client.post(PAGE, {"name": name, "expires_on": clock.today().isoformat()})
        .context["secret"]
        .startswith("mycet_")
    )
    return ApiKey.objects.latest("pk")


def test_a_registrant_makes_a_key_for_their_own_statement():
    owner = builders.registrant()
    client = builders.client_for(owner.user)

    key = make(client)

    assert (key.kind, key.holder, key.provider) == ("STATEMENT", owner.user, None)
    assert "read your own statement, and nothing else" in page_of(client)
    assert "Keys for your own programs" in client.get("/statement/").content.decode()
    said = {"name": "Ours", "kind": "STATEMENT", "expires_on": clock.today().isoformat()}
    assert AuditEvent.objects.get(verb="api_key.make").data == said


def test_a_key_of_the_goc_is_seen_and_revoked_by_everybody_there():
    one, other = (builders.client_for(builders.staff()) for _ in range(2))

    key = make(one, "Register")

    assert key.kind == "RESULTS"
    assert "Register" in page_of(other)
    other.post(reverse("sessions_events:revoke_key", args=[key.pk]))
    key.refresh_from_db()
    assert key.revoked_at
    assert "Keys of machines" in one.get(reverse("home:section", args=["tools"])).content.decode()


def test_a_key_of_somebody_who_left_the_goc_says_so():
    gone, other = builders.staff(name="Gone Away"), builders.client_for(builders.staff())
    make(builders.client_for(gone), "Register")
    assert "Opens nothing" not in page_of(other)

    User.objects.filter(pk=gone.pk).update(roles=[])

    assert "Opens nothing: Gone Away is no longer GOC staff." in page_of(other)


def test_nobody_sees_or_revokes_the_keys_of_others():
    clients = [
        builders.client_for(builders.registrant().user),
        builders.client_for(builders.registrant(surname="Fell").user),
        builders.client_for(builders.staff()),
        World().client,
    ]
    keys = [make(client, f"System-{place}") for place, client in enumerate(clients)]

    for place, client in enumerate(clients):
        page = page_of(client)
        for other, key in enumerate(keys):
            assert (f"System-{other}" in page) == (other == place)
            if other != place:
                path = reverse("sessions_events:revoke_key", args=[key.pk])
                assert client.post(path).status_code == 404
    assert not ApiKey.objects.filter(revoked_at__isnull=False).exists()


def test_an_approver_and_an_author_make_none():
    _provider, author = builders.provider_with("CET_AUTHOR")

    for user in (builders.approver(), author):
        assert builders.client_for(user).get(PAGE).status_code == 403
        with pytest.raises(Refused, match="makes no keys"):
            services.make_key(name="x", actor=builders.actor_of(user), at=clock.now())


def test_the_service_refuses_to_revoke_somebody_elses():
    owner, other = builders.registrant(), builders.registrant(surname="Fell")
    at = clock.now()
    key, _secret = services.make_key(name="x", actor=builders.actor_of(owner.user), at=at)

    for user in (other.user, builders.staff()):
        with pytest.raises(Refused, match="somebody else's"):
            services.revoke_key(key=key, actor=builders.actor_of(user), at=at)


@pytest.mark.parametrize("kind", ["UPLOADS", "RESULTS", "STATEMENT"])
def test_the_database_keeps_no_key_of_nobody(kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.create(kind=kind, name="x", start="x", digest="x", made_at=clock.now())
