"""Who may do what with sessions, events and what follows them, and if not why."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from approvals.enums import ApplicationStatus
from approvals.models import CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import LONDON, london_date
from cet_portal.core.permissions import Refusal
from cet_portal.core.typed import say_time
from providers import permissions as provider_permissions
from sessions_events.enums import EventStatus, UploadStatus
from sessions_events.models import (
    Duty,
    Event,
    Session,
    Upload,
    UploadRow,
)
from sessions_events.queries import declaring, lateness

# So many events are named in the sentence of a refusal.
_MOST_NAMED = 3


def of_the_provider(actor: Actor, provider_id: int, permission: str) -> Refusal | None:
    """Somebody of this provider whose role carries the permission."""
    if actor.tenant_id != provider_id:
        return Refusal(_("Only the provider whose event this is can do that."))
    if not actor.may(permission):
        return provider_permissions.not_your_role(provider_id)
    return None


def may_plan(actor: Actor, provider_id: int | None, *, at: datetime) -> Refusal | None:
    """A system administrator of a listed provider may plan sessions."""
    if provider_id is None:
        return Refusal(_("Only a provider can plan sessions."))
    return of_the_provider(
        actor, provider_id, Permission.EVENT_PLAN
    ) or provider_permissions.may_submit_and_schedule(provider_id, at=at)


def may_add_event(
    actor: Actor,
    session: Session,
    application: CetApplication,
    *,
    first_day: date,
    last_day: date,
    at: datetime,
) -> Refusal | None:
    """Only approved CET of the same provider, whose approval is in force on the days
    (decisions.md 6, 13, 14)."""
    refusal = may_plan(actor, session.provider_id, at=at)
    if refusal is None and application.provider_id != session.provider_id:
        return Refusal(_("This CET belongs to another provider."))
    return refusal or may_be_held(application, first_day=first_day, last_day=last_day)


def may_be_held(application: CetApplication, *, first_day: date, last_day: date) -> Refusal | None:
    """Is the approval in force from the first to the last day of an event?"""
    if application.status != ApplicationStatus.APPROVED:
        return Refusal(_NOT_APPROVED.get(application.status, _NEVER_APPROVED))
    given, ends = application.decided_at, application.approval_ends
    if given is None or ends is None:
        return Refusal(_NEVER_APPROVED)
    if first_day < london_date(given):
        return Refusal(
            _("This CET was approved on %(day)s, so an event of it cannot begin before that day.")
            % {"day": date_format(london_date(given), "j F Y")}
        )
    if ends < last_day:
        return Refusal(
            _(
                "The approval ends before the day of the event: on %(day)s, with the cycle. Ask "
                "for re-approval to go on after it."
            )
            % {"day": date_format(ends, "j F Y")}
        )
    return None


_NEVER_APPROVED = gettext_lazy("Only approved CET can be added to a session.")
_NOT_APPROVED: dict[str, Any] = {
    ApplicationStatus.UNDER_APPEAL: gettext_lazy(
        "This CET is under appeal. It cannot be scheduled unless the appeal is upheld."
    ),
    ApplicationStatus.EXPIRED: gettext_lazy(
        "The approval of this CET has expired. Ask for re-approval to schedule it again."
    ),
    ApplicationStatus.APPROVAL_WITHDRAWN: gettext_lazy(
        "The GOC has withdrawn the approval of this CET, so it cannot be scheduled."
    ),
}


def what_holds(provider_id: int, today: date) -> Refusal | None:
    """A provider 10 working days late with something cannot submit anything new until it is
    done (decisions.md 24). Answers a question of the providers."""
    late = list(lateness.holding(provider_id, today))
    if not late:
        return None
    titles = {duty.reference: duty.event.application.title for duty in late}
    named = get_text_list(list(titles)[:_MOST_NAMED], _("and"))
    if len(titles) > _MOST_NAMED:
        named = _("%(named)s and %(more)d more") % {
            "named": ", ".join(list(titles)[:_MOST_NAMED]),
            "more": len(titles) - _MOST_NAMED,
        }
    sentence = ngettext(
        "New submissions are held, because %(events)s is 10 working days late or more. Declare "
        "and upload it, and you can submit at once.",
        "New submissions are held, because %(events)s are 10 working days late or more. Declare "
        "and upload them, and you can submit at once.",
        len(titles),
    ) % {"events": named}
    return Refusal(
        sentence,
        links=tuple(
            (f"{number} {title}", reverse("sessions_events:event", args=[number]))
            for number, title in titles.items()
        ),
    )


def may_cancel(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, before the event has begun."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_PLAN)
    if refusal is None and event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be cancelled."))
    return refusal


def may_change_event(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, before the event begins; distance learning until it closes."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_PLAN)
    if refusal:
        return refusal
    if event.status not in Event.OPEN_STATUSES or (
        event.status != EventStatus.PLANNED and not event.is_distance_learning
    ):
        return Refusal(
            _("%(number)s is “%(status)s”, so it can no longer be changed.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if event.is_distance_learning and event.ends_at <= at:
        return Refusal(_("The event is closed, so it can no longer be changed."))
    if not event.is_distance_learning and event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be changed."))
    return None


def may_change_session(actor: Actor, session: Session, *, at: datetime) -> Refusal | None:
    """The provider; what its events allow, the service says."""
    return of_the_provider(actor, session.provider_id, Permission.EVENT_PLAN)


def may_remove_session(actor: Actor, session: Session, *, at: datetime) -> Refusal | None:
    """The provider, as long as no event was ever put into it."""
    refusal = of_the_provider(actor, session.provider_id, Permission.EVENT_PLAN)
    if refusal is None and session.events.exists():
        return Refusal(
            _(
                "%(number)s has events, so it stays: also what was cancelled keeps its place and "
                "its history."
            )
            % {"number": session.s_number}
        )
    return refusal


def may_say_not_held(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, once the event would have begun; before that it can be cancelled."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)
    if refusal is None and event.starts_at > at:
        return Refusal(_("The event has not begun yet. If it will not take place, cancel it."))
    return refusal


def may_stop(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """GOC staff and the portal itself, once the approval has ended and before the event begins."""
    if not (actor.is_clock or actor.may(Permission.APPROVAL_MANAGE)):
        return Refusal(_("Only GOC staff can stop events."))
    if event.application.status == ApplicationStatus.APPROVED:
        return Refusal(_("The CET is approved, so its events go on."))
    if event.starts_at <= at:
        return Refusal(_("The event has begun, so it can no longer be stopped."))
    return None


def may_declare(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider, after the event; distance learning from its start (decisions.md 19)."""
    refusal = of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)
    begins = event.starts_at if event.is_distance_learning else event.ends_at
    if refusal is None and begins > at:
        if event.is_distance_learning:
            sentence = _("Distance learning is declared once it is open: from %(at)s on.")
        else:
            sentence = _("The declaration is made when the event is over: from %(at)s on.")
        opens = begins.astimezone(LONDON)
        day, hour = date_format(opens, "j F Y"), say_time(opens.time())
        return Refusal(sentence % {"at": f"{day}, {hour}"})
    return refusal


def may_settle(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The CET manager alone releases or refuses a declaration that tells a difference, and
    answers one that was told after there were points (decisions.md 20)."""
    if actor.may(Permission.EVENT_SETTLE):
        return None
    return Refusal(_("Only the CET manager can settle a declaration that says what differed."))


def may_correct(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider what it declared, and GOC staff on audit (domain.md 3.6); a refusal is final."""
    if event.status not in (EventStatus.HELD, EventStatus.DECLARED, EventStatus.UPLOADED):
        return Refusal(
            _("There is no declaration to correct: %(number)s is “%(status)s”.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return of_the_provider(actor, event.provider_id, Permission.EVENT_DECLARE)


def may_add_evidence(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """Whoever may declare it, or correct what was declared."""
    if event.status == EventStatus.PLANNED:
        return may_declare(actor, event, at=at)
    return may_correct(actor, event, at=at)


def may_finish(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """Nobody completed it: whoever may upload, or correct the declaration, may say so."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return may_upload(actor, event, at=at)


def may_make_nil_return(
    actor: Actor, event: Event, duty: Duty | None, *, at: datetime
) -> Refusal | None:
    """The provider, for a month of distance learning that has begun, or after it has closed;
    once, and after the declaration (decisions.md 19)."""
    refusal = may_upload(actor, event, at=at)
    if refusal:
        return refusal
    if duty is None:
        return Refusal(_("Nothing has to be said for this month."))
    if duty.closed_on:
        said = _("A nil return was made on %(day)s.") if duty.nil_return else _("Done on %(day)s.")
        return Refusal(said % {"day": date_format(duty.closed_on, "j F Y")})
    if event.status != EventStatus.DECLARED:
        return Refusal(
            _("This needs the declaration first: %(number)s is “%(status)s”.")
            % {"number": event.ev_number, "status": event.get_status_display()}
        )
    if event.starts_at > at or (duty.month and duty.month > london_date(at)):
        return Refusal(_("This month has not begun."))
    if not duty.month and event.ends_at > at:
        return Refusal(_("It is still open. The last nil return comes after it has closed."))
    return None


def may_end_without_upload(event: Event, completers: int) -> Refusal | None:
    """The last nil return says that nobody is left; not while the declaration says that somebody
    completed it, and nobody was uploaded (docs/adr/0024)."""
    if not completers or declaring.has_points(event):
        return None
    sentence = ngettext(
        "%(n)s was declared as completer, nobody has been uploaded. Upload that person, or correct "
        "the declaration first.",
        "%(n)s were declared as completers, nobody has been uploaded. Upload them, or correct the "
        "declaration first.",
        completers,
    )
    return Refusal(sentence % {"n": completers})


def may_upload(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider; that it was declared first, the workflow says."""
    return of_the_provider(actor, event.provider_id, Permission.EVENT_UPLOAD)


def may_take(actor: Actor, upload: Upload, *, at: datetime) -> Refusal | None:
    """The provider, in whose name the worker goes on with what was begun."""
    return may_upload(actor, upload.event, at=at)


def may_read_upload(actor: Actor, upload: Upload, *, at: datetime) -> Refusal | None:
    """The worker, and the provider with rows that need no reading."""
    return None if actor.is_clock else may_upload(actor, upload.event, at=at)


def may_take_back(actor: Actor, event: Event, *, at: datetime) -> Refusal | None:
    """The provider of the event, and GOC staff; which lines each may, the ledger says."""
    if actor.may(Permission.EVENT_AUDIT):
        return None
    return may_upload(actor, event, at=at)


def may_decide(upload: Upload) -> Refusal | None:
    """Rows of an upload that is there to be looked at, or was taken in part."""
    if upload.status in (UploadStatus.PREVIEWED, UploadStatus.TAKEN):
        return None
    return Refusal(_("This upload is not open: its rows ask for no decision."))


def may_mend(row: UploadRow) -> Refusal | None:
    """A row that has not become points. Points are taken back, not rewritten."""
    if row.taken_at is None and row.upload.status in (UploadStatus.PREVIEWED, UploadStatus.TAKEN):
        return None
    return Refusal(_("This row has been taken. Withdraw or replace it instead."))
