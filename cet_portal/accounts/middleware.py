"""Who is at the other end, in which role, and what they typed when their session ended."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from allauth.mfa.utils import is_mfa_enabled

from cet_portal.accounts.contexts import Context, contexts_of
from cet_portal.accounts.roles import SECURITY_CODE_ROLES
from cet_portal.core import kept_text
from cet_portal.core.actor import NOBODY, Actor

SESSION_KEY = "acting_in"


class KeepTypedTextMiddleware(LoginRequiredMiddleware):
    """Every page needs an account unless it says otherwise; a form sent without one is kept."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            kept_text.keep(request)
            return redirect_to_login(request.path)
        return super().handle_no_permission(request, view_func)


class ActingMiddleware:
    """Sets `request.contexts`, `request.acting` and `request.actor`, checked at each request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        acting = Acting(request)
        request.contexts = acting.contexts
        request.acting = acting.chosen
        request.actor = acting.actor
        return self.get_response(request)


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
        wanted = self.request.session.get(SESSION_KEY)
        first = self.contexts[0] if self.contexts else None
        return next((context for context in self.contexts if context.key == wanted), first)

    @property
    def actor(self) -> Actor:
        user = self.request.user
        if self.chosen:
            return self.chosen.actor(user)
        return Actor(user_id=user.pk, name=str(user)) if user.is_authenticated else NOBODY


class SecurityCodeMiddleware:
    """GOC staff and approvers set up security codes before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        user = request.user
        if not user.is_authenticated or SECURITY_CODE_ROLES.isdisjoint(user.roles):
            return None
        namespace = request.resolver_match.view_name or ""
        open_to_all = not getattr(view_func, "login_required", True)
        if open_to_all or namespace.startswith(("mfa_", "account_")) or is_mfa_enabled(user):
            return None
        return redirect(reverse("mfa_activate_totp"))
