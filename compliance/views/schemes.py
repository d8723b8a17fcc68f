"""The rules of each scheme version with their figures, for everybody who is signed in."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import Permission
from cet_portal.core.access import signed_in
from compliance import queries
from compliance.rules.figure_words import SCHEMES, scheme_name, told
from compliance.rules.figures import Figures, figures_of


@require_safe
@signed_in
def schemes(request):
    """Every scheme version, with the cycles that it applies to."""
    cycles = queries.cycles_by_scheme()
    versions = [
        {"code": code, "name": name, "cycles": cycles.get(code, [])}
        for code, name in reversed(SCHEMES.items())
    ]
    may_draft = request.actor.may(Permission.SCHEME_DRAFT)
    context = {"versions": versions, "may_draft": may_draft}
    return render(request, "compliance/schemes.html", context)


@require_safe
@signed_in
def scheme(request, code: str):
    """One scheme version: what it asks, each figure with its source."""
    context = {
        "code": code,
        "name": scheme_name(code),
        "parts": list(told(figures_named(code))),
        "columns": [_("Rule"), _("Figure"), _("Source")],
        "cycles": queries.cycles_by_scheme().get(code, []),
        "may_draft": request.actor.may(Permission.SCHEME_DRAFT),
    }
    return render(request, "compliance/scheme.html", context)


def figures_named(code: str) -> Figures:
    """The figures of a scheme version; 404 if there is none of this code."""
    try:
        return figures_of(code)
    except KeyError:
        raise Http404 from None
