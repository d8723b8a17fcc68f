"""The demonstration's accounts, and signing in to one of them at one click.

Routed only where settings.DEMONSTRATION is on; production has no such address.
"""

from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.queries import accounts_with
from cet_portal.accounts.roles import Role
from cet_portal.core.access import public
from cet_portal.home.seed.accounts import ACCOUNTS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WEARS = {account.email: account.wears for account in ACCOUNTS}


def demonstration_accounts():
    """The accounts that `seed_demo` has made; whoever signs up beside them is not among them."""
    return accounts_with(WEARS)


def offered_accounts() -> list[dict]:
    """The accounts for the sign-in page: `role`, `name`, `email`, `note`, in the order of roles.

    `role` is the one that the person begins in; `note` says in words who they are.
    """
    offered = []
    for user in demonstration_accounts():
        if contexts := contexts_of(user):
            role = Role(contexts[0].roles[0])
            words = {"role": role.label, "name": user.name, "email": user.email}
            offered.append((role, words | {"note": WEARS[user.email]}))
    ranks = list(Role)
    return [account for _role, account in sorted(offered, key=lambda one: ranks.index(one[0]))]


@require_POST
@public
def demonstration_sign_in(request):
    """Sign in as the account `email`, without password and code; then to `next` or home."""
    email = request.POST.get("email", "")
    user = demonstration_accounts().filter(email=email).first() if email in WEARS else None
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    wanted = request.POST.get("next", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if own else reverse("home:dashboard"))
