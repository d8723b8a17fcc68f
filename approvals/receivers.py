"""What approvals listens to."""

from functools import partial

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from approvals import services
from approvals.models import CetApplication
from approvals.notifications import recipients
from approvals.queries.clocks import short_clock
from approvals.rules.hurrying import said_of_payment
from cet_portal.accounts import queries as account_queries
from cet_portal.core import earlier
from cet_portal.core.clock import london_date
from cet_portal.core.deadlines import due_dates_earlier
from providers.enums import FeeKind
from providers.events import fee_may_settle, fee_settled, fee_settling, member_joined


@receiver(fee_may_settle)
def what_the_fast_track_changes(sender, *, fee, at, **kwargs):
    """Staff read it before they record the payment: it may come too late to change anything."""
    is_fast_track = fee.kind == FeeKind.FAST_TRACK
    for application in CetApplication.objects.filter(c_number=fee.about) if is_fast_track else ():
        shorter = short_clock(application, at=at)
        yield said_of_payment(
            status=application.status,
            due_on=application.due_on,
            shorter=shorter.due_on if shorter else None,
            today=london_date(at),
        )


@receiver(fee_settling)
def application_is_locked_first(sender, *, fee, **kwargs):
    """As when it is decided or withdrawn: otherwise the two would wait for each other."""
    if fee.kind == FeeKind.FAST_TRACK:
        CetApplication.objects.select_for_update().filter(c_number=fee.about).first()


@receiver(fee_settled)
def fast_track_starts(sender, *, fee, actor, at, **kwargs):
    """The fast track is paid for, or waived by staff: its short clock starts (decisions.md 11)."""
    if fee.kind != FeeKind.FAST_TRACK:
        return
    application = CetApplication.objects.filter(c_number=fee.about).first()
    if application is not None:
        services.start_fast_track(application=application, actor=actor, at=at)


@receiver(member_joined)
def the_cases_of_a_new_member_pass_on(sender, *, membership, at, **kwargs):
    """An approver decides nothing of a provider that they belong to (decisions.md 16).

    After the commit, since cases are locked before providers. If that is not reached, the timer
    `approvals.pass_on` finds the cases.
    """
    act = partial(
        services.pass_on_joined, user_id=membership.user_id, provider=membership.provider, at=at
    )
    transaction.on_commit(act, robust=True)


@receiver(due_dates_earlier)
def whoever_has_the_clock_is_told(sender, *, moves, day, name, at, **kwargs):
    """A day off was taken away: approvers and providers have less time than they were told."""
    own = [move for move in moves if isinstance(move.case, CetApplication)]
    approvers, providers = [], []
    for move in own:
        if move.case.status not in CetApplication.WITH_THE_APPROVER:
            providers += [(each, move) for each in recipients.at_work(move.case)]
        elif move.case.approver_id:
            approvers.append((account_queries.recipient(move.case.approver_id), move))
    queue, mine = reverse("approvals:queue"), reverse("approvals:application_list")
    earlier.tell(approvers, day=day, name=name, page=queue, at=at)
    earlier.tell(providers, day=day, name=name, page=mine, at=at)
