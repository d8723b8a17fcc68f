"""What an event's page says: the next step, and how many people it is about."""

from datetime import date, datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.scheme import queries as scheme_queries
from sessions_events import permissions, queries, workflow
from sessions_events.enums import EventStatus
from sessions_events.models import Declaration, Event
from sessions_events.queries import declaring as declared

S = EventStatus


def next_step(event: Event, *, actor: Actor, at: datetime) -> dict[str, str]:
    """What comes next: `title`, `text`, `url` with `action` where the actor can do it, and
    the `reason` that staff gave for stopping it."""
    if event.status == S.PLANNED:
        return _before_the_declaration(event, actor, at)
    if event.status == S.DECLARED:
        return _to_upload(event, actor, at)
    if event.status == S.UPLOADED and not declared.has_points(event):
        return _without_points(event)
    stopped = queries.stopped_by(event) if event.status == S.CANCELLED else None
    if event.status == S.UPLOADED and (ended := _cycle_ended(event, at)):
        return _uploaded_late(ended)
    return _stopped(event, stopped.reason) if stopped else _nothing_to_do(event)


def cet_address(event: Event, actor: Actor) -> str:
    """The page of the CET that this person can open; empty if there is none."""
    if not actor.may(Permission.APPLICATION_READ):
        return ""
    page = "application" if actor.tenant_id else "staff_application"
    return reverse(f"approvals:{page}", args=[event.application.c_number])


def not_as_declared(uploaded: int, declaration: Declaration | None) -> str:
    """A sentence if not as many people were uploaded as were declared as completers; else empty.

    Asked once something was uploaded, or was said to be finished.
    """
    if declaration is None or uploaded == declaration.completers:
        return ""
    if not uploaded:
        return _("%(declared)s. Upload them, or correct the declaration.") % {
            "declared": nobody_uploaded(declaration.completers)
        }
    figures = {
        "uploaded": ngettext("%(n)s person uploaded", "%(n)s people uploaded", uploaded)
        % {"n": intcomma(uploaded)},
        "declared": ngettext(
            "%(n)s declared as completer", "%(n)s declared as completers", declaration.completers
        )
        % {"n": intcomma(declaration.completers)},
    }
    if uploaded > declaration.completers:
        return _("%(uploaded)s, %(declared)s. Check the list.") % figures
    return _("%(uploaded)s, %(declared)s. Upload the others, or check the list.") % figures


def nobody_uploaded(completers: int) -> str:
    """How it stands: so many were declared, and there is no upload. No full stop."""
    return ngettext(
        "%(n)s was declared as completer, nobody has been uploaded",
        "%(n)s were declared as completers, nobody has been uploaded",
        completers,
    ) % {"n": intcomma(completers)}


def _link(event: Event, name: str, action: str) -> dict[str, str]:
    url = reverse(f"sessions_events:{name}", args=[event.ev_number])
    return {"url": url, "action": action}


def _before_the_declaration(event: Event, actor: Actor, at: datetime) -> dict[str, str]:
    if workflow.event.refusal(event, "declare", actor=actor, at=at) is None:
        if event.is_distance_learning:
            return {
                "title": _("Declare the distance learning"),
                "text": _(
                    "Say how it goes and how completion is checked. After that you upload the "
                    "people who completed it, every month."
                ),
                **_link(event, "declare", _("Start the declaration")),
            }
        return {
            "title": _("Declare that the CET was delivered"),
            "text": _(
                "Say how it went and how attendance was checked. After that you upload the "
                "people who completed it."
            ),
            **_link(event, "declare", _("Start the declaration")),
        }
    if event.is_distance_learning and event.starts_at > at:
        opens = date_format(london_date(event.starts_at), "j F Y")
        return {
            "title": _("It opens on %(day)s") % {"day": opens},
            "text": _(
                "Declare it once it is open. Every month then needs an upload of the people who "
                "completed it, or a nil return."
            ),
        }
    if event.ends_at > at and not event.is_distance_learning:
        return {
            "title": _("Deliver the CET"),
            "text": _("When it is over, declare it and upload the people who completed it."),
        }
    return {
        "title": _("The declaration comes next"),
        "text": _("The provider's CET system administrator makes it."),
    }


def _to_upload(event: Event, actor: Actor, at: datetime) -> dict[str, str]:
    if permissions.may_upload(actor, event, at=at) is None:
        if event.is_distance_learning:
            return _to_upload_by_month(event, at)
        return {
            "title": _("Upload the people who completed the CET"),
            "text": _who_gets_points(_cycle_ended(event, at)),
            **_link(event, "upload", _("Upload people")),
        }
    return {
        "title": _("The upload comes next"),
        "text": _("The provider's CET system administrator sends it."),
    }


def _who_gets_points(ended: date | None) -> str:
    if ended is None:
        return _("Send their registration numbers and surnames. They get pending points.")
    words = _(
        "Send their registration numbers and surnames. The cycle of this event ended on %(day)s: "
        "the points are kept, and GOC staff decide whether they count."
    )
    return words % {"day": date_format(ended, "j F Y")}


def _to_upload_by_month(event: Event, at: datetime) -> dict[str, str]:
    if event.ends_at > at:
        text = _(
            "Every month in which it is open: send the registration numbers and surnames of those "
            "who completed it, or make a nil return below."
        )
    else:
        text = _(
            "It has closed. Send those who completed it since the last upload, or make the last "
            "nil return below."
        )
    return {
        "title": _("Upload the people who completed the CET"),
        "text": text,
        **_link(event, "upload", _("Upload people")),
    }


def _stopped(event: Event, reason: str) -> dict[str, str]:
    if event.application.status == ApplicationStatus.APPROVAL_WITHDRAWN:
        title = _("The event was stopped because the approval was withdrawn")
        why = _("The GOC has withdrawn the approval of this CET.")
    else:
        title = _("The event was stopped because the approval ended")
        why, reason = reason, ""  # the portal's own sentence, not a person's
    text = _("Nothing has to be declared. Tell the people who have booked.")
    return {"title": title, "text": f"{why} {text}", "reason": reason}


def _without_points(event: Event) -> dict[str, str]:
    declaration = queries.declaration_of(event)
    if declaration and declaration.completers:
        return {
            "title": _("Finished without points"),
            "text": _(
                "Nobody has points from this event. Upload those who completed it, or correct the "
                "declaration."
            ),
        }
    return {
        "title": _("Declared: nobody completed the CET"),
        "text": _(
            "No points follow from this event, and nothing is left to do. If somebody completed "
            "it after all, correct the declaration and upload them."
        ),
    }


def _cycle_ended(event: Event, at: datetime) -> date | None:
    """The last day of the event's cycle, once it is past."""
    last = scheme_queries.cycle_ends().on(london_date(event.ends_at))
    return last if last < london_date(at) else None


def _uploaded_late(last: date) -> dict[str, str]:
    text = _(
        "The cycle of this event ended on %(day)s. Points that came after that day are kept, and "
        "GOC staff decide whether they count. You can still upload people who were left out."
    )
    return {
        "title": _("Declared and uploaded"),
        "text": text % {"day": date_format(last, "j F Y")},
    }


def _nothing_to_do(event: Event) -> dict[str, str]:
    words = {
        S.CANCELLED: (_("Nothing is left to do"), _("The event was cancelled.")),
        S.NOT_HELD: (
            _("Nothing is left to do"),
            _("The event did not take place, so nothing has to be declared or uploaded."),
        ),
        S.HELD: (
            _("The CET manager looks at the difference"),
            _(
                "The declaration says that the delivery differed from the approval. Until it is "
                "released nothing can be uploaded, and no points follow. You will be told."
            ),
        ),
        S.REFUSED: (
            _("Nothing is left to do"),
            _("The declaration was refused, so no points follow from this event."),
        ),
        S.UPLOADED: (
            _("Declared and uploaded"),
            _(
                "The points wait on people's statements until they accept them. You can still "
                "upload people who were left out."
            ),
        ),
    }
    title, text = words[S(event.status)]
    return {"title": title, "text": text}
