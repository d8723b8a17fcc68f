"""The demonstration's accounts, and signing in to one of them at one click.

Routed only where settings.DEMONSTRATION is on; production has no such address.
"""

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cet_portal.accounts.contexts import contexts_of
from cet_portal.accounts.queries import accounts_at
from cet_portal.accounts.roles import Role
from cet_portal.core.access import public
from cet_portal.home.seed.accounts import ACCOUNTS

DOMAIN = "demo.example.org"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demonstration_accounts():
    """The accounts that `seed_demo` has made."""
    return accounts_at(DOMAIN)


def offered_accounts() -> list[dict]:
    """The accounts for the sign-in page: `role`, `name`, `email`, `note`, in the order of roles.

    `role` is the one that the person begins in; `note` says in words who they are.
    """
    offered, wears = [], {account.email: account.wears for account in ACCOUNTS}
    for user in demonstration_accounts():
        if contexts := contexts_of(user):
            role = Role(contexts[0].roles[0])
            labels = ", ".join(str(context.label) for context in contexts)
            note = wears.get(user.email, labels)
            words = {"role": role.label, "name": user.name, "email": user.email, "note": note}
            offered.append((role, words))
    ranks = list(Role)
    return [account for _role, account in sorted(offered, key=lambda one: ranks.index(one[0]))]


@require_POST
@public
def demonstration_sign_in(request):
    """Sign in as the account `email`, without password and code; then to `next` or home."""
    user = demonstration_accounts().filter(email=request.POST.get("email", "")).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if own else "home:dashboard")
