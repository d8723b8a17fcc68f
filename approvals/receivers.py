"""What approvals listens to."""

from django.dispatch import receiver

from approvals import services
from approvals.models import CetApplication
from providers.enums import FeeKind
from providers.events import fee_settled, fee_settling


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
