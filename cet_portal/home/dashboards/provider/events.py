"""A provider's events that somebody has to do something about."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts.roles import Permission
from cet_portal.home.dashboards.needs import Need
from cet_portal.home.dashboards.provider.words import Words
from sessions_events.enums import EventStatus


def event_need(event, words: Words) -> Need:
    """An event to declare, or to upload for."""
    if event.status == EventStatus.DECLARED:
        action = words.say(
            Permission.EVENT_UPLOAD,
            _("Upload who completed it"),
            _("%(names)s can upload who completed it"),
        )
    else:
        action = words.say(
            Permission.EVENT_DECLARE,
            _("Declare, then upload"),
            _("%(names)s can declare, then upload"),
        )
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=action,
        status=event.shown[0],
        label=event.shown[1],
        deadline=event.deadline,
    )


def rows_left_need(left: dict[str, Any], words: Words) -> Need:
    """Rows of an event's uploads that nobody has points from yet."""
    waiting, ready = left["waiting"], left["ready"]
    said = []
    if ready:
        take = ngettext("take %(n)s ready row", "take %(n)s ready rows", ready)
        said.append(take % {"n": ready})
    if waiting:
        mend = ngettext("mend or decide %(n)s row", "mend or decide %(n)s rows", waiting)
        said.append(mend % {"n": waiting})
    act = get_text_list(said, _("and"))
    return Need(
        reference=left["ev_number"],
        title=left["title"],
        url=reverse("sessions_events:waiting", args=[left["ev_number"]]),
        action=capfirst(act)
        if words.actor.may(Permission.EVENT_UPLOAD)
        else _("%(names)s can %(act)s") % {"names": words.who, "act": act},
        status="UNDECIDED",
        label=_("Rows that wait"),
    )


def held_need(event) -> Need:
    """A declaration that the CET manager looks at."""
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=_("Wait: the CET manager decides"),
        status=event.shown[0],
        label=event.shown[1],
    )


def case_need(case, words: Words) -> Need:
    """A registrant's question about points."""
    return Need(
        reference=case.reference,
        title=case.title,
        url=reverse("sessions_events:case", args=[case.pk]),
        action=words.say(
            Permission.EVENT_UPLOAD,
            _("Add or correct the points, or answer"),
            _("%(names)s can add or correct the points, or answer"),
        ),
        status=case.status,
        label=case.get_kind_display(),
        deadline=case.deadline,
    )
