"""The front page: for visitors what MyCET is, for everybody else what needs them now."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cet_portal.accounts.roles import PROVIDER_ROLES, STAFF_ROLES, Role
from cet_portal.core import clock
from cet_portal.core.access import public
from cet_portal.core.remembering import remembering
from cet_portal.home import dashboards

# For each role: the page and the function that reads what it shows.
PAGES = {
    **dict.fromkeys(PROVIDER_ROLES, ("home/provider.html", dashboards.provider)),
    **dict.fromkeys(STAFF_ROLES, ("home/staff.html", dashboards.staff)),
    Role.APPROVER: ("home/approver.html", dashboards.approver),
    Role.REGISTRANT: ("home/registrant.html", dashboards.registrant),
}


@require_safe
@public
def dashboard(request):
    """The dashboard of the acting role."""
    if not request.user.is_authenticated:
        return render(request, "home/landing.html")
    if request.actor.role not in PAGES:
        return render(request, "home/no_role.html")
    template, read = PAGES[request.actor.role]
    with remembering():  # what is at risk and the layout count with the same holidays
        return render(request, template, read(request.actor, at=clock.now()))


def _reading(template: str):
    """A public page without data but the address of the CET team."""

    @require_safe
    @public
    def page(request):
        return render(request, template, {"contact": settings.CET_TEAM_ADDRESS})

    return page


help_page = _reading("home/help.html")
points_page = _reading("home/points.html")
accessibility = _reading("home/accessibility.html")
jargon = _reading("home/jargon.html")
