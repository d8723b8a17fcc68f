"""Lists that were read and taken, points that were taken back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from providers import queries as provider_queries
from registrants import queries as register_queries
from registrants.models import PointEntry
from sessions_events.models import Event, Upload
from sessions_events.notifications.about import AboutEvent


class _AboutUpload(AboutEvent):
    """To the person who asked for the work, if they have an account."""

    def __init__(self, upload: Upload, boxes: dict[str, int], user_id: int | None = None):
        super().__init__(upload.event)
        self.upload, self.boxes = upload, boxes
        self.user_id = user_id or upload.made_by_id

    def key(self):
        return f"{self.upload.reference}:{self.kind}:{self.upload.moved_at.timestamp():.0f}"

    def path(self):
        number = self.event.ev_number
        return reverse("sessions_events:upload_report", args=[number, self.upload.pk])

    def recipients(self):
        people = provider_queries.administrators(self.event.provider_id)
        return [each for each in people if each.user_id == self.user_id]

    def context(self):
        return {**super().context(), "upload": self.upload, "boxes": self.boxes}


class UploadRead(_AboutUpload):
    """The worker has read a large file: its preview is there, or why there is none."""

    kind = "upload_read"

    def subject(self):
        if self.upload.problem:
            return _("%(number)s: your file cannot be read") % {"number": self.event.ev_number}
        return _("%(number)s: the preview of your upload is ready") % {
            "number": self.event.ev_number
        }


class UploadTaken(_AboutUpload):
    """The worker has taken the ready rows of a large upload."""

    kind = "upload_taken"

    def subject(self):
        return _("%(number)s: your upload is taken") % {"number": self.event.ev_number}


class TakenBack(AboutEvent):
    """To the registrants whose points were taken back. `certificate`: with a certificate."""

    kind = "points_taken_back"

    def __init__(
        self,
        event: Event,
        lines: list[PointEntry],
        reason: str,
        *,
        by_staff: bool,
        certificate: bool = False,
    ):
        super().__init__(event)
        self.lines, self.reason, self.by_staff = lines, reason, by_staff
        self.certificate = certificate

    def key(self):
        return f"{super().key()}:{min(line.pk for line in self.lines)}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        return register_queries.recipients(line.registrant_id for line in self.lines)

    def subject(self):
        return _("Points for %(number)s were taken back") % {"number": self.event.ev_number}

    def context(self):
        return {
            **super().context(),
            "reason": self.reason,
            "by_staff": self.by_staff,
            "certificate": self.certificate,
        }


class TakenBackByStaff(TakenBack):
    """The same to the provider."""

    kind = "points_taken_back_by_staff"

    def path(self):
        return reverse("sessions_events:event", args=[self.event.ev_number])

    def recipients(self):
        return provider_queries.administrators(self.event.provider_id)

    def context(self):
        return {**super().context(), "people": len(self.lines)}
