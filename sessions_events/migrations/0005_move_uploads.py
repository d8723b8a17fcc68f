from django.db import migrations
from django.db.models import F, OuterRef, Subquery

# The sentences of rows that could not be used, before reasons had codes.
REASONS = (
    ("Give both", "INCOMPLETE"),
    ("This is a formula", "FORMULA"),
    ("This is not a registration", "NO_NUMBER"),
    ("This number is not", "UNKNOWN_NUMBER"),
    ("The surname does not", "SURNAME"),
    ("Not on the register", "NOT_REGISTERED"),
    ("The CET is not approved", "REFUSED"),
    ("Already uploaded", "UPLOADED"),
    ("The same person", "UPLOADED"),
)


def move(apps, schema_editor):
    """Rows know whom they are about without a foreign key, and their reasons are codes."""
    rows = apps.get_model("sessions_events", "UploadRow").objects
    points = apps.get_model("registrants", "PointEntry").objects.filter(pk=OuterRef("point_id"))
    rows.filter(point__isnull=False).update(
        registrant_id=Subquery(points.values("registrant_id")),
        taken_number=Subquery(points.values("number")),
        audience=Subquery(points.values("audience")),
        earned_on=Subquery(points.values("event_date")),
        taken_at=Subquery(points.values("arrived_at")),
    )
    for words, code in REASONS:
        rows.filter(reason__startswith=words).update(reason=code)
    rows.exclude(reason__in=["", *(code for _words, code in REASONS)]).update(reason="REFUSED")
    uploads = apps.get_model("sessions_events", "Upload").objects
    uploads.update(moved_at=F("made_at"), taken_at=F("made_at"))


class Migration(migrations.Migration):
    """What uploads were before they had a preview: all of them were taken at once."""

    dependencies = [
        ("sessions_events", "0004_uploads_in_two_steps"),
        ("registrants", "0001_initial"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
