import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from sessions_events.rules import reminding

# Rungs of the ladder that lie behind once a provider was told that an event is overdue.
TOLD_THE_DAY_AFTER = 3
BY_DEFAULT_ENGLAND = "england-and-wales"


def keep_what_was_told(apps, schema_editor):
    """Who was told that an event is overdue is not told again: the ladder goes on from there."""
    holidays = dict(
        apps.get_model("core", "BankHoliday")
        .objects.filter(division=BY_DEFAULT_ENGLAND)
        .values_list("date", "name")
    )
    told = apps.get_model("sessions_events", "Duty").objects.filter(
        event__overdue_told_on__isnull=False, closed_on__isnull=True, told__lt=TOLD_THE_DAY_AFTER
    )
    for duty in told.filter(due_on__lt=F("event__overdue_told_on")).iterator(chunk_size=500):
        duty.told = TOLD_THE_DAY_AFTER
        duty.tell_on = reminding.day_of(duty.told, duty.due_on, holidays)
        duty.save(update_fields=["told", "tell_on"])


class Migration(migrations.Migration):
    """The record of holds on new submissions; what was told of an event is told of its duties."""

    dependencies = [
        ("core", "0002_audit_trail_is_append_only"),
        ("providers", "0003_listings_and_people"),
        ("sessions_events", "0013_declaration_versions"),
    ]

    operations = [
        migrations.RunPython(keep_what_was_told, migrations.RunPython.noop),
        migrations.RemoveField(model_name="event", name="overdue_told_on"),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("placed_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="providers.provider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["provider"],
                        condition=Q(lifted_on__isnull=True),
                        name="one_hold_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("placed_on")),
                        name="hold_lifted_after_it_was_placed",
                    ),
                ],
            },
        ),
    ]
