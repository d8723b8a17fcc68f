"""The provider says what its certificates look like: its logo, and who signs."""

import io
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from PIL import Image

from cet_portal.core import audit, uploads
from cet_portal.core.actor import Actor
from cet_portal.core.models import StoredFile
from cet_portal.core.permissions import require
from providers import queries as provider_queries
from sessions_events import permissions
from sessions_events.models import CertificateDesign

# In print 50 mm wide at 300 dots an inch.
MOST_WIDE, MOST_HIGH = 600, 300


@transaction.atomic
def save_design(
    *,
    provider_id: int,
    signatory: str,
    signatory_role: str,
    logo: UploadedFile | None = None,
    without_logo: bool = False,
    actor: Actor,
    at: datetime,
) -> CertificateDesign:
    """What certificates show from now on; without a new `logo` the one before stays.

    A signature belongs to the day: certificates that were issued keep theirs. The picture is
    drawn anew as PNG, so nothing but its pixels is kept.
    """
    require(permissions.may_design(actor, provider_id, at=at))
    # Whoever saves at the same time waits here.
    provider_queries.lock(provider_id)
    design = CertificateDesign.objects.filter(provider_id=provider_id).first()
    design = design or CertificateDesign(provider_id=provider_id)
    before = design.logo
    if logo:
        design.logo = _drawn_anew(logo, actor, at)
    elif without_logo:
        design.logo = None
    design.signatory, design.signatory_role = signatory, signatory_role
    design.saved_at, design.saved_by_name = at, actor.name
    design.save()
    if before and before.pk != design.logo_id:
        uploads.remove(before)
    audit.record("certificate_design.save", design, actor=actor, at=at, signatory=signatory)
    return design


def _drawn_anew(logo: UploadedFile, actor: Actor, at: datetime) -> StoredFile:
    logo.seek(0)
    with Image.open(logo) as picture:
        picture.draft("RGB", (2 * MOST_WIDE, 2 * MOST_HIGH))  # a large JPEG is read small
        drawn = picture.convert("RGBA")
    drawn.thumbnail((MOST_WIDE, MOST_HIGH))
    # On paper there is nothing behind it, and PDF readers are spared transparency.
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "PNG", optimize=True)
    file = SimpleUploadedFile("logo.png", made.getvalue(), content_type="image/png")
    return uploads.store(file=file, actor=actor, at=at)
