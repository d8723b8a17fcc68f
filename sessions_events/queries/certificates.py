"""Reads of certificates: what one says, who has one, what is being made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q

from approvals import queries as approval_queries
from cet_portal.core.actor import Actor
from cet_portal.core.clock import london_date
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, PointKind, Specialty
from registrants import queries as register_queries
from sessions_events.enums import BatchKind, BatchStatus
from sessions_events.models import (
    CertificateBatch,
    CertificateDesign,
    CertificateFile,
    CompletionCertificate,
    Event,
    UploadRow,
)
from sessions_events.queries.uploading.taking import taken_rows
from sessions_events.rules import earning
from sessions_events.rules.codes import read_code


@dataclass(frozen=True, slots=True)
class Said:
    """What a certificate says now (domain.md 6.7). `interactive` is part of `total`."""

    certificate: CompletionCertificate
    event: Event
    completed_on: date | None
    kind: str
    total: int
    interactive: int
    audience: str
    units: tuple[tuple[str, str], ...]
    objectives: tuple[str, ...]


def certificates_of(event: Event):
    """Certificates of the event that stand."""
    standing = CompletionCertificate.objects.filter(event=event, withdrawn_at__isnull=True)
    return standing.order_by("surname", "number", "pk")


def certificates_visible_to(actor: Actor, event: Event):
    """All that were ever issued for the event, also those withdrawn, by surname."""
    rows = CompletionCertificate.objects.visible_to(actor).filter(event=event)
    return rows.order_by("surname", "number", "-pk")


def withdrawn_certificates(event: Event):
    """Certificates of the event that were withdrawn, the latest first."""
    gone = CompletionCertificate.objects.filter(event=event, withdrawn_at__isnull=False)
    return gone.order_by("-withdrawn_at", "-pk")


def own_certificates(actor: Actor):
    """The person's own, also those withdrawn, the newest first."""
    if actor.person_id is None:
        return CompletionCertificate.objects.none()
    own = CompletionCertificate.objects.filter(registrant_id=actor.person_id)
    return own.select_related("event__application", "event__provider").order_by("-pk")


def about(rows, text: str):
    """Of these certificates, those with `text` in number, surname, code, event or title."""
    if not text:
        return rows
    found = (
        Q(number__icontains=text)
        | Q(surname__icontains=text)
        | Q(event__ev_number__icontains=text)
        | Q(event__application__title__icontains=text)
    )
    if code := read_code(text):
        found |= Q(code__contains=code)
    return rows.filter(found)


def certificate_with_code(code: str) -> CompletionCertificate | None:
    """The certificate with this code, also if it was withdrawn. One look into one index."""
    known = CompletionCertificate.objects.filter(code=code)
    return known.select_related("event__application__modality", "event__provider").first()


def what_it_says(certificate: CompletionCertificate) -> Said:
    """What one certificate says now."""
    return what_they_say(certificate.event, [certificate])[0]


def what_they_say(event: Event, certificates: Iterable[CompletionCertificate]) -> list[Said]:
    """What certificates of one event say now, in as many queries for one as for a thousand.

    The points are those on the person's statement; before the upload, and after a withdrawal,
    those that the approval gives the audience.
    """
    certificates = list(certificates)
    people = {certificate.registrant_id for certificate in certificates}
    lines = {
        line.registrant_id: line for line in register_queries.lines_for(event.ev_number, people)
    }
    approvals = approval_queries.approvals_of(event.application)
    objectives = tuple(
        event.application.objectives.order_by("order").values_list("text", flat=True)
    )
    names = dict(scheme_queries.units().values_list("code", "name"))

    def says(certificate: CompletionCertificate) -> Said:
        line = lines.get(certificate.registrant_id)
        approval = approvals.get(certificate.audience)
        earned = line or earning.earned(
            approvals, certificate.audience, modality="", peer_review=False
        )
        specialty = line.specialty if line else approval.specialty if approval else ""
        return Said(
            certificate=certificate,
            event=event,
            completed_on=line.event_date if line else certificate.completed_on or _last_day(event),
            kind=_kind(earned.kind, specialty),
            total=earned.total,
            interactive=earned.interactive,
            audience=Audience(certificate.audience).label,
            units=tuple((code, names.get(code, "")) for code in earned.units),
            objectives=objectives,
        )

    return [says(certificate) for certificate in certificates]


def _last_day(event: Event) -> date | None:
    """The day of an event; of distance learning only the line or the certificate knows it."""
    return None if event.is_distance_learning else london_date(event.ends_at)


def _kind(kind: str, specialty: str) -> str:
    label = str(PointKind(kind).label)
    return f"{label}, {Specialty(specialty).label}" if specialty else label


def rows_without_certificate(event: Event):
    """Rows that are points and whose person has no certificate, by surname."""
    return taken_rows(event).exclude(registrant_id__in=certificates_of(event).values("registrant"))


def rows_to_certify(event: Event):
    """Of these, those to whom all at once may be issued.

    Where somebody withdrew the certificate by hand and left the points, a certificate is issued
    by hand again.
    """
    by_hand = CompletionCertificate.objects.filter(
        event=event,
        registrant_id=OuterRef("registrant_id"),
        withdrawn_at__gte=OuterRef("taken_at"),
    )
    return rows_without_certificate(event).filter(~Exists(by_hand))


def points_were_withdrawn(event: Event, registrant_id: int) -> bool:
    """Were this person's points for the event taken back, and not given again?"""
    rows = UploadRow.objects.filter(
        upload__event=event, registrant_id=registrant_id, taken_at__isnull=False
    )
    return rows.exists() and not rows.filter(withdrawn_at__isnull=True).exists()


def reachable_holders(event: Event) -> dict[str, int]:
    """How many certificates stand, how many holders have an account, and were told: `issued`,
    `reachable`, `told`, `unreachable`."""
    standing = certificates_of(event)
    issued = standing.count()
    reachable = standing.filter(_HAS_ACCOUNT)
    counted = {"issued": issued, "reachable": reachable.count()}
    counted["told"] = reachable.filter(mailed_at__isnull=False).count()
    counted["untold"] = counted["reachable"] - counted["told"]
    counted["unreachable"] = issued - counted["reachable"]
    return counted


_HAS_ACCOUNT = Q(registrant__user__is_active=True)


def to_mail(batch: CertificateBatch):
    """Certificates whose holders this batch still has to tell, by key."""
    waiting = certificates_of(batch.event).filter(_HAS_ACCOUNT)
    untold = Q(mailed_at__isnull=True)
    if batch.again:
        untold |= Q(mailed_at__lt=batch.made_at)
    return waiting.filter(untold).select_related("registrant__user").order_by("pk")


def to_zip(batch: CertificateBatch):
    """Certificates that belong into the files of this batch, by key.

    Also those that the worker issues first, after the batch was asked for.
    """
    return certificates_of(batch.event).order_by("pk")


def certificate_batch(key: int) -> CertificateBatch | None:
    """One batch, for the worker."""
    found = CertificateBatch.objects.filter(pk=key)
    return found.select_related("event__application__modality", "event__provider").first()


def batches_visible_to(actor: Actor):
    """Batches of events that the actor may see, the latest first."""
    return CertificateBatch.objects.visible_to(actor).select_related("event").order_by("-pk")


def batches_of(event: Event):
    """What was made for the event all at once, the latest first; removed ones are not shown."""
    made = CertificateBatch.objects.filter(event=event).exclude(status=BatchStatus.REMOVED)
    return made.order_by("-pk")


def files_of(batch: CertificateBatch):
    """The zip files of a batch, in order."""
    return CertificateFile.objects.filter(batch=batch).select_related("file").order_by("place")


def withdrawn_since(batch: CertificateBatch) -> int:
    """How many of the certificates in its files were withdrawn since they were made."""
    if batch.kind != BatchKind.ZIP or batch.done_at is None:
        return 0
    last = batch.files.aggregate(last=Max("last_key"))["last"] or 0
    gone = withdrawn_certificates(batch.event).filter(pk__lte=last)
    return gone.filter(withdrawn_at__gte=batch.done_at).count()


def stalled_batches(before: datetime):
    """Batches whose worker is gone, or whose request the broker lost."""
    return CertificateBatch.objects.stalled(before).select_related("event")


def batches_to_remove(today: date):
    """Batches whose files were kept long enough. `due_on` is what timers order by."""
    return CertificateBatch.objects.to_remove(today)


def design_of(provider_id: int) -> CertificateDesign | None:
    """What the provider puts onto its certificates, if it has said so."""
    return CertificateDesign.objects.filter(provider_id=provider_id).select_related("logo").first()
