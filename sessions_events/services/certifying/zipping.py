"""All certificates of an event as zip files, written to disk one certificate after the other."""

import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Sum

from cet_portal.core import uploads
from cet_portal.core.actor import CLOCK
from sessions_events import queries
from sessions_events.models import CertificateBatch, CertificateFile, CompletionCertificate
from sessions_events.services.certifying.claiming import hold_on, move_on
from sessions_events.services.certifying.printing import Printer

# In one file: what is lost, at most, when a worker is killed.
MOST_IN_A_FILE = 1_000
AT_ONCE = 20

Certificates = list[CompletionCertificate]


def make_files(batch: CertificateBatch, *, site: str, now: Callable[[], datetime]) -> None:
    """Make the files that are missing. Raises `TakenOver` if another worker has the batch."""
    printer = Printer(batch.event, site=site)
    while certificates := _next(batch):
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            _write(file, batch, certificates, printer, now)
            _keep(file, batch, certificates, at=now())


def _next(batch: CertificateBatch) -> Certificates:
    """Those that come after the last that is in a file."""
    last = batch.files.aggregate(last=Max("last_key"))["last"] or 0
    return list(queries.to_zip(batch).filter(pk__gt=last)[:MOST_IN_A_FILE])


def _write(
    file, batch: CertificateBatch, certificates: Certificates, printer: Printer, now
) -> None:
    before = batch.files.aggregate(made=Sum("certificates"))["made"] or 0
    total = before + queries.to_zip(batch).filter(pk__gte=certificates[0].pk).count()
    done = before
    move_on(batch, at=now(), done=done, total=total)
    # The PDFs are compressed already.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for some in _pieces(certificates):
            for said in queries.what_they_say(batch.event, some):
                number = said.certificate.number
                name = f"{batch.event.ev_number}-{number}.pdf"
                archive.writestr(name, printer.pdf(said))
            done += len(some)
            move_on(batch, at=now(), done=done)


@transaction.atomic
def _keep(file, batch: CertificateBatch, certificates: Certificates, *, at: datetime) -> None:
    """Keep the file, unless a certificate in it was withdrawn meanwhile: it is made once more."""
    hold_on(batch)
    keys = [certificate.pk for certificate in certificates]
    if queries.withdrawn_certificates(batch.event).filter(pk__in=keys).exists():
        return
    place = batch.files.count() + 1
    file.flush()
    size = file.seek(0, 2)
    file.seek(0)
    name = f"{batch.event.ev_number}-certificates-{place}.zip"
    stored = uploads.store(file=UploadedFile(file, name, size=size), actor=CLOCK, at=at)
    CertificateFile.objects.create(
        batch=batch, place=place, file=stored, certificates=len(keys), last_key=keys[-1]
    )


def _pieces(certificates: Certificates):
    for first in range(0, len(certificates), AT_ONCE):
        yield certificates[first : first + AT_ONCE]
