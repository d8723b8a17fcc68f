"""What happened to an application, besides its changes of status."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q

from approvals.enums import ApplicationStatus, Ending, Stage
from approvals.models import Appeal, AppealDraft, AppealFile, Assignment, CetApplication
from cet_portal.accounts.roles import Permission
from cet_portal.core import holidays
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.core.models import StatusChange, StoredFile
from cet_portal.core.workdays import Deadline
from cet_portal.scheme import limits
from providers.enums import FeeKind
from providers.models import Fee


def assignments_of(application: CetApplication):
    """Who has had it, the earliest first."""
    return application.assignments.select_related("approver").order_by("began_at", "pk")


def had_before(actor: Actor, c_number: str) -> bool:
    """Did the actor have this case, until it was handed back or given to somebody else?"""
    gone = Assignment.objects.filter(ending__in=[Ending.HANDED_BACK, Ending.REASSIGNED])
    return gone.filter(approver_id=actor.user_id, application__c_number=c_number).exists()


def extensions_of(application: CetApplication):
    """Every time staff gave a clock more days, the earliest first."""
    return application.extensions.order_by("at", "pk")


def last_day_to_answer(application: CetApplication) -> date | None:
    """Of the latest request for information, also after its clock has gone; None without one.

    The clock of whoever comes next has taken its place, so it is counted anew (decisions.md 12);
    a longer one was stored with its extension.
    """
    asked = application.requests.order_by("-asked_at").first()
    if asked is None:
        return None
    given = extensions_of(application).filter(at__gte=asked.asked_at)
    decided_at = application.decisions.aggregate(first=Min("decided_at"))["first"]
    longer = (given.filter(at__lt=decided_at) if decided_at else given).last()
    if longer is not None:
        return longer.due_on
    counted = Deadline.explain(
        london_date(asked.asked_at),
        limits.ANSWER_WORKING_DAYS,
        holidays.current(),
        rule=limits.RULE_ANSWER,
    )
    return counted.due_on


def notes_of(application: CetApplication):
    """Private notes, the newest first. Only for those who `may_read_notes`."""
    return application.notes.order_by("-at", "-pk")


def fast_track_changes(application: CetApplication):
    """What became of the fee for the fast track: paid, waived, refunded."""
    if not application.fast_track:
        return StatusChange.objects.none()
    fees = Fee.objects.filter(kind=FeeKind.FAST_TRACK, about=application.c_number)
    return StatusChange.objects.filter(
        case_type=Fee._meta.label, case_id__in=fees.values("pk")
    ).order_by("at", "pk")


def appeal_of(application: CetApplication) -> Appeal | None:
    """The appeal with its files, if the provider lodged one."""
    found = Appeal.objects.filter(application=application)
    return found.prefetch_related("files__file").first()


def reads_appeal(actor: Actor, application: CetApplication) -> bool:
    """May they read grounds and files of its appeal? Provider, GOC staff and whoever decides it do.

    Not the approver whose rejection is appealed. `application`: one that the actor sees.
    """
    if not actor.may(Permission.APPLICATION_DECIDE):
        return True
    deciding = application.assignments.filter(approver_id=actor.user_id, stage=Stage.APPEAL)
    return deciding.exclude(ending__in=[Ending.HANDED_BACK, Ending.REASSIGNED]).exists()


def appeal_files_visible_to(actor: Actor, application: CetApplication):
    """The files that support the appeal, for those who may read it (`reads_appeal`)."""
    found = AppealFile.objects.filter(appeal__application=application).select_related("file")
    return found if reads_appeal(actor, application) else found.none()


def first_approver_of(application: CetApplication) -> int | None:
    """Who had it before the appeal, to the end of that: not who handed it back or lost it."""
    had = application.assignments.filter(stage=Stage.FIRST)
    kept = had.exclude(ending__in=[Ending.HANDED_BACK, Ending.REASSIGNED])
    return kept.order_by("-pk").values_list("approver_id", flat=True).first()


def appeal_draft(actor: Actor, application: CetApplication) -> AppealDraft | None:
    """The appeal that the actor's provider has begun and not sent, if there is one."""
    return AppealDraft.objects.visible_to(actor).filter(application=application).first()


def appeals_begun_too_late(today: date):
    """Applications with an appeal that was begun and can not be sent any more."""
    begun = AppealDraft.objects.filter(application=OuterRef("pk"))
    open_still = Q(status=ApplicationStatus.REJECTED, due_on__gte=today)
    return CetApplication.objects.filter(Exists(begun)).exclude(open_still)


def kept_files(actor: Actor, application: CetApplication, keys: Iterable[int]):
    """Files for the appeal that this person has sent, or that are kept with the appeal that its
    provider has begun; none that an appeal has. In the order sent."""
    begun = AppealDraft.objects.visible_to(actor).filter(application=application)
    with_it = Exists(begun.filter(files=OuterRef("pk")))
    sent = StoredFile.objects.filter(Q(stored_by_id=actor.user_id) | with_it, pk__in=list(keys))
    taken = AppealFile.objects.filter(file=OuterRef("pk"))
    return sent.exclude(Exists(taken)).order_by("pk")
