from django.db import migrations
from django.db.models import Max
from django.utils import timezone

from cet_portal.core.workdays import LONDON, Deadline
from sessions_events.rules import owing, reminding

NOTHING_OWED = ("CANCELLED", "NOT_HELD", "REFUSED", "UPLOADED")
BY_DEFAULT_ENGLAND = "england-and-wales"


def lay(apps, schema_editor):
    """Duties for the events that there are. What is over gets one that is closed.

    Months of distance learning that ended before nobody asked for are not laid.
    """
    duties = apps.get_model("sessions_events", "Duty").objects
    events = apps.get_model("sessions_events", "Event").objects.filter(due_on__isnull=False)
    holidays = dict(
        apps.get_model("core", "BankHoliday")
        .objects.filter(division=BY_DEFAULT_ENGLAND)
        .values_list("date", "name")
    )
    changes = apps.get_model("core", "StatusChange").objects.filter(
        case_type="sessions_events.Event", to_status__in=NOTHING_OWED
    )
    closed = dict(changes.values_list("case_id").annotate(Max("at")))
    today = timezone.now().astimezone(LONDON).date()
    for event in events.select_related("application__modality").iterator(chunk_size=500):
        modality = event.application.modality
        distance = modality is not None and modality.distance
        over = event.status in NOTHING_OWED
        rows = [_row(event, "LAST" if distance else "DELIVERY", _stored(event), holidays)]
        if distance and not over:
            found = owing.owed(event.starts_at, event.ends_at, distance=True, holidays=holidays)
            rows += [
                _row(event, each.kind, each.deadline, holidays, each.month)
                for each in found
                if each.month and each.deadline.due_on >= today
            ]
        if over:
            day = closed[event.pk].astimezone(LONDON).date() if event.pk in closed else event.due_on
            for row in rows:
                row.update(closed_on=day, tell_on=None)
        duties.bulk_create(duties.model(**row) for row in rows)
        first = None if over else min(rows, key=lambda row: row["due_on"])
        event.due_on = first["due_on"] if first else None
        event.due_sum = first["due_sum"] if first else None
        event.save(update_fields=["due_on", "due_sum"])


def _stored(event) -> Deadline:
    return Deadline.from_fields(event.due_on, event.due_sum)


def _row(event, kind, deadline, holidays, month=None):
    return {
        "event": event,
        "kind": kind,
        "month": month,
        **deadline.as_fields(),
        "tell_on": reminding.day_of(0, deadline.due_on, holidays),
        "hold_on": reminding.hold_on(deadline.due_on, holidays),
    }


class Migration(migrations.Migration):
    """Everything that is owed for an event has a row of its own."""

    dependencies = [
        ("core", "0002_audit_trail_is_append_only"),
        ("sessions_events", "0011_changes_and_plan_lists"),
    ]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
