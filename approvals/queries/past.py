"""What happened to an application, besides its changes of status."""

from approvals.models import Appeal, AppealFile, CetApplication
from cet_portal.core.models import StatusChange
from providers.enums import FeeKind
from providers.models import Fee


def assignments_of(application: CetApplication):
    """Who has had it, the earliest first."""
    return application.assignments.select_related("approver").order_by("began_at", "pk")


def extensions_of(application: CetApplication):
    """Every time staff gave a clock more days, the earliest first."""
    return application.extensions.order_by("at", "pk")


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


def appeal_files_of(application: CetApplication):
    """The files that support the appeal."""
    return AppealFile.objects.filter(appeal__application=application).select_related("file")
