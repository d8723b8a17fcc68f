"""The numbers on top of a provider's front page, each with its list."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.home.dashboards.needs import Group


def _figures_of_rows(left: list[dict[str, Any]]) -> list[dict]:
    """How many rows wait and how many are ready, each leading to the first event with some."""
    counts = (("ready", _("rows ready, not taken")), ("waiting", _("rows to mend or decide")))
    return [
        {
            "number": sum(each[name] for each in left),
            "label": label,
            "url": reverse(
                "sessions_events:waiting",
                args=[next(each["ev_number"] for each in left if each[name])],
            ),
        }
        for name, label in counts
        if any(each[name] for each in left)
    ]


def figures(
    actor: Actor,
    *,
    overdue: Group,
    due: Group,
    asked: Group,
    drafts: Group,
    held: Group,
    cases: Group,
    left: list[dict[str, Any]],
) -> list[dict]:
    """The numbers that the acting role may see."""
    found = []
    if actor.may(Permission.EVENT_READ):
        events = reverse("sessions_events:event_list")
        found += [
            {
                "number": overdue.total,
                "label": _("events overdue"),
                "url": f"{events}?standing=overdue",
                "warning": overdue.total > 0,
            },
            {
                "number": due.total,
                "label": _("to declare or upload"),
                "url": f"{events}?standing=due",
            },
            {
                "number": held.total,
                "label": _("declarations held"),
                "url": f"{events}?standing=held",
            },
            {
                "number": cases.total,
                "label": _("points queries"),
                "url": reverse("sessions_events:cases") + "?status=OPEN_PROVIDER",
            },
        ]
        if left:
            found += _figures_of_rows(left)
    if actor.may(Permission.APPLICATION_READ):
        applications = reverse("approvals:application_list")
        found += [
            {
                "number": asked.total,
                "label": _("questions to answer"),
                "url": f"{applications}?status=INFORMATION_REQUESTED",
            },
            {"number": drafts.total, "label": _("drafts"), "url": f"{applications}?status=DRAFT"},
        ]
    return found
