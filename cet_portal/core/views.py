"""/healthz, the kernel's only page, and what is shown instead of a page.

The error pages never read the request's body: it can be what went wrong. Django's own check the
form's token once more, and so fail on a body that cannot be read.
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cet_portal.core import health
from cet_portal.core.access import Closed, public


@require_safe
@never_cache
@public
def healthz(request):
    """200 with "ok" for each part, or 503 with the reason why a part is not."""
    parts = health.report()
    well = all(state == "ok" for state in parts.values())
    return JsonResponse(
        {"status": "ok" if well else "unwell", "parts": parts}, status=200 if well else 503
    )


API = "/api/"


def _for_machines(request, said: str, status: int) -> HttpResponse | None:
    """The answer where the address belongs to the machine interface, which speaks JSON alone."""
    return JsonResponse({"detail": said}, status=status) if request.path.startswith(API) else None


def bad_request(request, exception) -> HttpResponse:
    """400: what was sent could not be read, or is more than a form takes, and then says what to
    do instead."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if answer := _for_machines(request, _("What was sent cannot be read."), 400):
        return answer
    most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1_000_000:g}"
    return render(request, "400.html", {"too_much": too_much, "most": most}, status=400)


def permission_denied(request, exception) -> HttpResponse:
    """403, with the sentence of the refusal."""
    if answer := _for_machines(request, _("This is not for you."), 403):
        return answer
    return render(request, "403.html", {"exception": str(exception)}, status=403)


def page_not_found(request, exception) -> HttpResponse:
    """404, whether the address or the row is not there; a row that is closed says why."""
    reason = str(exception) if isinstance(exception, Closed) else ""
    if answer := _for_machines(request, reason or _("There is nothing at this address."), 404):
        return answer
    return render(request, "404.html", {"reason": reason}, status=404)


def server_error(request) -> HttpResponse:
    """500, without anything that could fail a second time."""
    answer = _for_machines(request, _("Something went wrong here. Try again later."), 500)
    return answer or HttpResponse(render_to_string("500.html"), status=500)
