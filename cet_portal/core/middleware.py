"""What holds for every page: nothing private is stored, refusals become sentences."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from cet_portal.core.came_from import own_page
from cet_portal.core.permissions import Refused

HOME = "/"


class NoStoreMiddleware:
    """What belongs to a session is stored nowhere: not on a shared computer, not in a proxy.

    Goes by the cookie, not by who is signed in: /healthz must answer without the database.
    Stands above the sessions, so that signing in is seen as well.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            patch_cache_control(response, no_store=True)
        return response


class WrongMethodMiddleware:
    """A page instead of nothing where an address takes only what a form sends, or only reading.

    The API has an answer of its own, which is of another class.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            page = render(request, "405.html", {"opens": "GET" in response["Allow"]})
            response.content = page.content
        return response


class RefusalMiddleware:
    """Turns `Refused` into a message and a redirect back; the views need not repeat it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Back to the page before; home if that page is the one that refuses to be shown.

        A browser keeps the referer while it follows redirects, so back and forth would go on
        for ever: a page never sends to itself, and home itself answers 403.
        """
        if not isinstance(exception, Refused):
            return None
        shown = request.method in ("GET", "HEAD")
        if shown and request.path == HOME:
            raise PermissionDenied(str(exception.refusal)) from exception
        messages.error(request, str(exception.refusal))
        back = own_page(request) or HOME
        return redirect(HOME if shown and urlsplit(back).path == request.path else back)
