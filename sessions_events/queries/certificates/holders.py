"""Which certificates there are, and who has none."""

from django.db.models import Exists, OuterRef, Q

from cet_portal.core.actor import Actor
from sessions_events.models import CompletionCertificate, Event, UploadRow
from sessions_events.queries.uploading.taking import taken_rows
from sessions_events.rules.codes import read_code


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
