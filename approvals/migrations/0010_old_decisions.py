from django.contrib.postgres.search import SearchVector
from django.db import migrations
from django.db.models import Value

from cet_portal.core.workdays import LONDON, Deadline
from cet_portal.scheme import limits


def complete(apps, schema_editor):
    """Decisions of before can be found as precedents, and their rejections be appealed in time."""
    units = {unit.code: unit for unit in apps.get_model("scheme", "CompetencyUnit").objects.all()}
    found = apps.get_model("approvals", "Decision").objects.filter(
        words__isnull=True, decided_by__isnull=False
    )
    for decision in found.select_related("application__modality"):
        decision.words = _words_of(decision.application, units)
        decision.save(update_fields=["words"])
    _open_appeals(apps)


def _words_of(application, units):
    names = [f"{code} {units[code].name}" for code in application.units if code in units]
    if application.modality:
        names.append(application.modality.name)
    objectives = " ".join(application.objectives.values_list("text", flat=True))
    return (
        SearchVector(Value(application.title), weight="A", config="english")
        + SearchVector(Value(objectives), weight="B", config="english")
        + SearchVector(Value(" ".join(names)), weight="C", config="english")
    )


def _open_appeals(apps):
    known = dict(apps.get_model("core", "BankHoliday").objects.values_list("date", "name"))
    rejected = apps.get_model("approvals", "CetApplication").objects.filter(
        status="REJECTED", due_on__isnull=True, appeal__isnull=True, decided_at__isnull=False
    )
    for application in rejected:
        deadline = Deadline.explain(
            application.decided_at.astimezone(LONDON).date(),
            limits.LODGE_APPEAL_WORKING_DAYS,
            known,
            rule=limits.RULE_LODGE_APPEAL,
        )
        for name, value in deadline.as_fields().items():
            setattr(application, name, value)
        application.save(update_fields=["due_on", "due_sum"])


class Migration(migrations.Migration):
    """What decisions have that were made before there were precedents and appeals."""

    dependencies = [
        ("approvals", "0009_latest_assignment"),
        ("scheme", "0002_criteria"),
        ("core", "0002_audit_trail_is_append_only"),
    ]

    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
