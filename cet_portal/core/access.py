"""Who may enter a view. Every view says it; a test walks the URL table for it.

Entering is about the role alone. Which rows the view then shows is `visible_to(actor)`,
and what may be done to one is a `may_...` function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Access:
    """`permissions`: any one of them opens the door. None of them with `signed_in`: everybody
    with an account. Neither: the public."""

    permissions: tuple[str, ...] = ()
    signed_in: bool = True


class Closed(Http404):
    """A row that is there and that this person must not see, with the reason why (404.html)."""


def _guarded(view: Callable, declared: Access) -> Callable:
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if declared.permissions and not any(map(request.actor.may, declared.permissions)):
            # That there are others to change to is said by 403.html, to those who have some.
            raise PermissionDenied(
                _("Your present role cannot open this page.")
                if request.contexts
                else _("Your account has no role yet, so it cannot open this page.")
            )
        return view(request, *args, **kwargs)

    wrapper.access = declared
    return wrapper


def access(*permissions: str) -> Callable[[Callable], Callable]:
    """Only for those whose role carries one of `permissions`."""
    return lambda view: _guarded(view, Access(permissions=permissions))


def signed_in(view: Callable) -> Callable:
    """For everybody with an account."""
    return _guarded(view, Access())


def public(view: Callable) -> Callable:
    """For everybody."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    wrapper.access = Access(signed_in=False)
    return login_not_required(wrapper)
