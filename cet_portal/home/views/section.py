"""A group of the service navigation as a page: what can be done there."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cet_portal.core import navigation
from cet_portal.core.access import signed_in


@require_safe
@signed_in
def section(request, key: str):
    """The pages of a group that this person sees; 404 for a group that they do not see."""
    for item in navigation.entries(request):
        if item["key"] == key:
            return render(request, "home/section.html", {"section": item})
    raise Http404
