"""Every address says who may enter, and keeps to it."""

import pytest

from cet_portal.accounts.roles import Permission
from cet_portal.core.access import Access
from tests import builders
from tests.urls import INVENTED, table

ADDRESSES = [pytest.param(address, id=address.name) for address in table()]
# allauth's own pages: they cannot carry our decorator; below, each is open by allauth's own word
# or asks to sign in.
ALLAUTH = ("account_", "mfa_")
OURS = [param for param in ADDRESSES if not param.id.startswith(ALLAUTH)]
THEIRS = [param for param in ADDRESSES if param.id.startswith(ALLAUTH)]

# Everybody may see these, with the reason.
PUBLIC = {
    "healthz": "load balancers have no account",
    "home:dashboard": "the front page for visitors",
    "home:help": "help for those who cannot sign in",
    "home:points": "help for those who cannot sign in",
    "home:accessibility": "the accessibility statement",
    "home:jargon": "words explained",
    "home:demonstration_sign_in": "signing in; routed in the demonstration alone",
    "providers:apply": "whoever wants to be listed has no account",
    "providers:apply_sent": "says that a link was mailed",
    "providers:confirm_listing": "a mailed link",
    "providers:invitation": "a mailed link",
    "sessions_events:directory": "open events are public",
    "sessions_events:feed": "open events are public",
    "sessions_events:cet_list": "approved CET is public",
    "sessions_events:public_event": "open events are public",
    "sessions_events:event_calendar": "open events are public",
    "sessions_events:cet": "approved CET is public",
    "sessions_events:check": "whoever was shown a certificate has no account",
    "sessions_events:check_code": "behind the QR code: tests/sessions_events/test_checking.py",
    "registrants:open_account": "whoever wants an account has none",
    "registrants:open_without_number": "whoever wants an account has none",
    "registrants:open_sent": "says that a mail was sent",
    "registrants:open_link": "a mailed link",
    "compliance:joining": "whoever wants to join has no account",
    "compliance:shared": "a link that its owner gave to somebody",
    "compliance:own_calendar": "a calendar asks by a secret address",
    "registrants:open_password": "behind a mailed link: tests/registrants/test_views_opening.py",
    "api_schema": "the description of the public data",
    "api_cet": "approved CET is public",
    "api_events": "approved CET is public",
    "api_uploads": "asks for a provider's key itself: tests/sessions_events/test_api_uploads.py",
    "api_upload": "asks for a provider's key itself: tests/sessions_events/test_api_uploads.py",
    "api_cycles": "asks for a registrant's key itself: tests/compliance/test_api_statements.py",
    "api_statement": "asks for a registrant's key itself: tests/compliance/test_api_statements.py",
    "api_person_cycles": "asks for a key of the GOC: tests/compliance/test_api_statements.py",
    "api_person": "asks for a key of the GOC: tests/compliance/test_api_statements.py",
    "api_runs": "asks for a key of the GOC itself: tests/compliance/test_api_runs.py",
    "api_results": "asks for a key of the GOC itself: tests/compliance/test_api_runs.py",
}


@pytest.mark.parametrize("address", OURS)
def test_every_view_declares_who_may_enter(address):
    assert isinstance(getattr(address.view, "access", None), Access)


@pytest.mark.parametrize("address", OURS)
def test_every_permission_asked_for_exists(address):
    assert set(address.view.access.permissions) <= set(Permission)


def test_what_is_public_is_on_the_list():
    public = {param.id for param in OURS if not param.values[0].view.access.signed_in}

    assert public == PUBLIC.keys()


@pytest.mark.parametrize("address", OURS)
def test_only_what_is_public_goes_without_an_account(address):
    """Django's own guard and our declaration agree."""
    guarded = getattr(address.view, "login_required", True)

    assert guarded == address.view.access.signed_in


@pytest.mark.django_db
@pytest.mark.parametrize("address", OURS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in(client, address, method):
    if not address.view.access.signed_in:
        return

    answer = getattr(client, method)(address.path())

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("address", OURS)
def test_a_person_without_a_role_gets_in_nowhere(address):
    if not address.view.access.permissions:
        return
    client = builders.client_for(builders.person())

    statuses = {client.get(address.path()).status_code, client.post(address.path()).status_code}

    assert statuses <= {403, 405}
    assert 403 in statuses


@pytest.mark.django_db
@pytest.mark.parametrize("address", THEIRS)
def test_allauth_opens_a_page_by_its_own_word_or_asks_to_sign_in(client, address):
    answer = client.get(address.path())

    if getattr(address.view, "login_required", True):
        assert answer["Location"].startswith("/accounts/login/?next=")
    else:
        assert answer.status_code in (200, 302)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [param for param in ADDRESSES if param.values[0].texts])
@pytest.mark.parametrize("role", ["visitor", "administrator", "approver", "staff"])
def test_a_nul_in_an_address_is_no_page(client, address, role):
    """PostgreSQL takes no NUL in a text, so none may reach a query."""
    if role == "administrator":
        client = builders.client_for(builders.provider_with()[1])
    elif role != "visitor":
        client = builders.client_for(
            builders.approver() if role == "approver" else builders.staff()
        )
    for parameter in address.texts:
        for value in ("%00", f"{INVENTED.get(parameter, '1')}%00"):
            assert client.get(address.path(**{parameter: value})).status_code < 500
