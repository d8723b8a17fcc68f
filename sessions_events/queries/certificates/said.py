"""What a certificate says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from approvals import queries as approval_queries
from cet_portal.core.clock import london_date
from cet_portal.scheme import queries as scheme_queries
from cet_portal.scheme.enums import Audience, PointKind, Specialty
from registrants import queries as register_queries
from sessions_events.models import CertificateDesign, CompletionCertificate, Event
from sessions_events.rules import earning


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


def design_of(provider_id: int) -> CertificateDesign | None:
    """What the provider puts onto its certificates, if it has said so."""
    return CertificateDesign.objects.filter(provider_id=provider_id).select_related("logo").first()
