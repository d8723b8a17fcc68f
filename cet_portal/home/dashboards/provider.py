"""A provider: overdue and due first, then what an approver asked, then what lies about."""

from datetime import date, datetime
from typing import Any, cast

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals import queries as approval_queries
from approvals.enums import ApplicationStatus
from cet_portal.accounts.roles import Permission
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.home.dashboards.needs import SHOWN, Group, Need, group
from cet_portal.scheme import limits
from providers import events as provider_events
from providers import permissions as provider_permissions
from providers import queries as provider_queries
from providers.enums import FeeStatus
from sessions_events import queries as event_queries
from sessions_events.enums import EventStatus
from sessions_events.queries import cases as case_queries
from sessions_events.queries.shown import with_status


def provider(actor: Actor, *, at: datetime) -> dict:
    """The acting provider's front page; empty parts where the role may not look."""
    today = london_date(at)
    overdue = group(event_queries.overdue(actor, today))
    due = group(event_queries.owing(actor, at).filter(due_on__gte=today))
    asked = group(approval_queries.asked_of(actor))
    appealable = group(approval_queries.to_appeal(actor, today))
    fees = group(_fees_due(actor))
    drafts = group(approval_queries.drafts_of(actor))
    held = group(event_queries.held(actor))
    cases = group(case_queries.with_the_provider(actor))
    left = event_queries.rows_left(actor)
    words = Words(actor)
    needs = [
        *(_event(each, words) for each in with_status(overdue.first, at)),
        *_by_date(
            [_event(each, words) for each in with_status(due.first, at)]
            + [_asked(each, words) for each in asked.first]
            + [_case(each, words) for each in cases.first]
            + [_appealable(each, words) for each in appealable.first]
        ),
        *(_rows_left(each, words) for each in left[:SHOWN]),
        *(_fee(each) for each in fees.first),
        *(_held(each) for each in with_status(held.first, at)),
        *(_draft(each, words) for each in drafts.first),
    ]
    listing = provider_queries.listing_state(cast(int, actor.tenant_id), today)
    return {
        "provider": provider_queries.provider(actor.tenant_id),
        "is_listed": listing.is_listed,
        "why_not_listed": provider_permissions.why_not_listed(listing),
        "ends_soon": _ends_soon(listing, today),
        "held_for": provider_events.what_holds(cast(int, actor.tenant_id), today),
        "figures": _figures(
            actor,
            overdue=overdue,
            due=due,
            asked=asked,
            drafts=drafts,
            held=held,
            cases=cases,
            left=left,
        ),
        "needs": needs,
        "ending": _ending(actor, today),
        "may_write": actor.may(Permission.APPLICATION_WRITE),
        "only_reads": not (
            actor.may(Permission.APPLICATION_WRITE) or actor.may(Permission.EVENT_DECLARE)
        ),
        "may_plan": actor.may(Permission.EVENT_PLAN),
    }


def _ends_soon(listing: provider_queries.ListingState, today: date) -> date | None:
    """The last day of a listing that can be renewed and is not."""
    if not listing.is_listed or listing.following or listing.entry is None:
        return None
    return listing.entry.end if today >= provider_queries.renewal_opens(listing.entry) else None


def _by_date(needs: list[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: need.deadline.due_on)


class Words:
    """Says a next step to those who may take it, and to the others who can."""

    def __init__(self, actor: Actor):
        self.actor = actor
        names = provider_queries.names_to_ask(cast(int, actor.tenant_id))
        self.who = get_text_list(names, _("or")) or _("Nobody yet")

    def say(self, permission: Permission, mine: str, theirs: str) -> str:
        """`mine` with the permission, else `theirs` with the names in it."""
        return mine if self.actor.may(permission) else theirs % {"names": self.who}


def _event(event, words: Words) -> Need:
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


def _rows_left(left: dict[str, Any], words: Words) -> Need:
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


def _asked(application, words: Words) -> Need:
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_WRITE,
            _("Answer the approver"),
            _("%(names)s can answer the approver"),
        ),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _appealable(application, words: Words) -> Need:
    if application.appeal_begun:
        return _appeal_begun(application, words)
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_SUBMIT,
            _("Read why, and appeal if it is wrong"),
            _("Read why; %(names)s can appeal if it is wrong"),
        ),
        status=application.status,
        label=application.get_status_display(),
        deadline=application.deadline,
    )


def _appeal_begun(application, words: Words) -> Need:
    may_send = words.actor.may(Permission.APPLICATION_SUBMIT)
    page = "approvals:appeal" if may_send else "approvals:application"
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse(page, args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_SUBMIT,
            _("Go on with the appeal, and send it"),
            _("%(names)s can go on with the appeal, and send it"),
        ),
        status=ApplicationStatus.DRAFT,
        label=_("Appeal begun"),
        deadline=application.deadline,
    )


def _ending(actor: Actor, today: date) -> dict | None:
    """How many approvals end within the time in which the provider is told, and when first."""
    ending = approval_queries.ending_soon(actor, today, days=max(limits.APPROVAL_ENDS_REMIND_DAYS))
    found = ending.aggregate(total=Count("pk"), first=Min("due_on"))
    return found if found["total"] else None


def _fees_due(actor: Actor):
    """The unpaid invoices, the oldest first; none for those who may not read fees."""
    due = provider_queries.fees_matching(
        provider_queries.fees_visible_to(actor), status=FeeStatus.DUE
    )
    return due.order_by("charged_at", "pk")


def _fee(fee) -> Need:
    what = str(fee.get_kind_display())
    return Need(
        reference=fee.invoice_number,
        title=f"{what}, {fee.about}" if fee.about else what,
        url=reverse("providers:invoice", args=[fee.invoice_number]),
        action=_("Pay £%(amount)s by bank transfer") % {"amount": fee.amount},
        status=fee.status,
        label=fee.get_status_display(),
    )


def _draft(application, words: Words) -> Need:
    return Need(
        reference=application.c_number,
        title=application.title,
        url=reverse("approvals:application", args=[application.c_number]),
        action=words.say(
            Permission.APPLICATION_WRITE,
            _("Go on with the draft"),
            _("%(names)s can go on with the draft"),
        ),
        status=application.status,
        label=application.get_status_display(),
    )


def _held(event) -> Need:
    return Need(
        reference=event.ev_number,
        title=event.application.title,
        url=reverse("sessions_events:event", args=[event.ev_number]),
        action=_("Wait: the CET manager decides"),
        status=event.shown[0],
        label=event.shown[1],
    )


def _case(case, words: Words) -> Need:
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


def _figures(
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
    figures = []
    if actor.may(Permission.EVENT_READ):
        events = reverse("sessions_events:event_list")
        figures += [
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
            figures += _figures_of_rows(left)
    if actor.may(Permission.APPLICATION_READ):
        applications = reverse("approvals:application_list")
        figures += [
            {
                "number": asked.total,
                "label": _("questions to answer"),
                "url": f"{applications}?status=INFORMATION_REQUESTED",
            },
            {"number": drafts.total, "label": _("drafts"), "url": f"{applications}?status=DRAFT"},
        ]
    return figures
