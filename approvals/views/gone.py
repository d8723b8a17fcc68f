"""A case that somebody had until a moment ago."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from approvals.queries import past


def lead_to_queue(view: Callable) -> Callable:
    """What an approver sends about a case that was taken from them meanwhile leads to the queue.

    What they never had, and every page opened anew, stays 404.
    """

    @wraps(view)
    def led(request, c_number: str):
        try:
            return view(request, c_number)
        except Http404:
            if request.method != "POST" or not past.had_before(request.actor, c_number):
                raise
        messages.info(
            request,
            _("%(number)s was given to another approver in the meantime; nothing was decided.")
            % {"number": c_number},
        )
        return redirect("approvals:queue")

    return led
