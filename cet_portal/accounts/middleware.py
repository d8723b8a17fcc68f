"""Who is at the other end, in which role, and what they typed when their session ended."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _

from cet_portal.accounts.contexts import Context, contexts_of
from cet_portal.accounts.roles import SECURITY_CODE_ROLES
from cet_portal.core import kept_text
from cet_portal.core.actor import NOBODY, Actor

SESSION_KEY = "acting_in"


class KeepTypedTextMiddleware(LoginRequiredMiddleware):
    """Every page needs an account unless it says otherwise; a form sent without one is kept."""

    def handle_no_permission(self, request, view_func):
        """To the sign-in page, and from there back to the page of the form."""
        if request.method == "POST":
            kept_text.keep(request)
            messages.warning(
                request, _("You were signed out, so nothing was saved. Sign in to go on.")
            )
            return redirect_to_login(kept_text.address_of(request))
        return super().handle_no_permission(request, view_func)


class ActingMiddleware:
    """Sets `request.contexts`, `request.acting` and `request.actor`, checked at each request.

    All three are lazy: a page that asks for none of them costs no query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        acting = Acting(request)
        request.contexts = SimpleLazyObject(lambda: acting.contexts)
        request.acting = SimpleLazyObject(lambda: acting.chosen)
        request.actor = SimpleLazyObject(lambda: acting.actor)
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A form is carried out in the role in which it was opened, or not at all.

        The role may have been changed in another tab, or taken away. What was typed is kept.
        """
        access = getattr(view_func, "access", None)
        if request.method != "POST" or not access or not access.permissions:
            return None
        typed = kept_text.typed_by(request)
        now = request.acting.key if request.acting else ""
        if typed is None or typed[1] == now:
            return None
        messages.warning(request, self._other_role(request, typed[1]))
        if kept_text.keep(request):
            messages.warning(
                request, _("What you typed is kept: change your role and open the page again.")
            )
        return redirect(kept_text.address_of(request))

    @staticmethod
    def _other_role(request, then: str) -> str:
        label = next((known.label for known in request.contexts if known.key == then), None)
        if label is None:
            return _("Nothing was saved: you no longer hold the role in which you typed this.")
        return _("Nothing was saved: you typed this as %(then)s, and now act in another role.") % {
            "then": label
        }


class Acting:
    """The contexts of a request's user and the one chosen; the first if none was."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def contexts(self) -> list[Context]:
        user = self.request.user
        return contexts_of(user) if user.is_authenticated else []

    @cached_property
    def chosen(self) -> Context | None:
        if not self.contexts:
            return None
        wanted = self.request.session.get(SESSION_KEY)
        return next((known for known in self.contexts if known.key == wanted), self.contexts[0])

    @property
    def actor(self) -> Actor:
        user = self.request.user
        if self.chosen:
            return self.chosen.actor(user)
        return Actor(user_id=user.pk, name=str(user)) if user.is_authenticated else NOBODY


class SecurityCodeMiddleware:
    """GOC staff and approvers set up security codes before they see anything else.

    Not even a public page opens: the dashboard and the public front page are one address.
    """

    SET_UP = "mfa_activate_totp"
    # What setting up needs: confirming the password, and leaving.
    OPEN = frozenset({SET_UP, "account_reauthenticate", "account_logout", "healthz"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A redirect to the set-up page, or None for those who may pass."""
        if request.resolver_match.view_name in self.OPEN:
            return None
        user = request.user
        if not user.is_authenticated or SECURITY_CODE_ROLES.isdisjoint(user.roles):
            return None
        return None if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else redirect(self.SET_UP)
