"""An approver: what is due first, then what the providers have to answer."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals import queries as approval_queries
from approvals.enums import ApplicationStatus
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.dashboards.needs import Need, group


def approver(actor: Actor, *, at: datetime) -> dict:
    """The queue by due date, appeals among it, and what lies with the providers."""
    today = london_date(at)
    queue = group(approval_queries.queue(actor))
    asked = group(approval_queries.asked_by(actor))
    late = approval_queries.queue(actor).filter(due_on__lt=today).count()
    appeals = approval_queries.queue(actor).filter(status=ApplicationStatus.UNDER_APPEAL).count()
    address = reverse("approvals:queue")
    return {
        "figures": [
            {"number": late, "label": _("late"), "url": address, "warning": late > 0},
            {"number": queue.total, "label": _("with you to decide"), "url": address},
            {"number": appeals, "label": _("of them appeals"), "url": address},
            {"number": asked.total, "label": _("with the provider"), "url": address},
        ],
        "needs": [_need(each) for each in queue.first],
        "asked": [_need(each) for each in asked.first],
    }


def _need(application) -> Need:
    action = {
        ApplicationStatus.IN_REVIEW: _("Decide"),
        ApplicationStatus.UNDER_APPEAL: _("Decide the appeal"),
    }.get(application.status, _("Wait for the provider's answer"))
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:review", args=[application.c_number]),
        action=action,
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )
