"""/healthz: the kernel's only page."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cet_portal.core import health
from cet_portal.core.access import public


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
