import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Those given before count from the day of their last change (docs/adr/0034).
LAST_DAYS = """
UPDATE sessions_events_rating
SET last_day = (rated_at AT TIME ZONE 'Europe/London')::date + 14
"""


class Migration(migrations.Migration):
    """Ratings have a last day to change them, comments can be hidden; providers write notes."""

    dependencies = [
        ("approvals", "0011_appeal_draft"),
        ("sessions_events", "0016_declared_late"),
    ]

    operations = [
        migrations.AddField("rating", "changed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("rating", "hidden_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "rating",
            "hidden_by_name",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "rating",
            "hidden_reason",
            models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("rating", "last_day", models.DateField(null=True)),
        migrations.RunSQL(LAST_DAYS, migrations.RunSQL.noop),
        migrations.AlterField("rating", "last_day", models.DateField()),
        migrations.AddConstraint(
            "rating",
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_reason="", hidden_by_name="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_reason="") & ~Q(comment=""),
                name="a_hidden_comment_has_its_reason",
            ),
        ),
        migrations.AddIndex(
            "rating",
            models.Index(fields=["-rated_at"], condition=~Q(comment=""), name="rating_comments"),
        ),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                ("made_by_name", models.CharField(max_length=200)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_by_name", models.CharField(blank=True, max_length=200)),
                ("taken_back_by_staff", models.BooleanField(default=False)),
                ("taken_back_reason", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="improvements",
                        to="approvals.cetapplication",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "improvement",
            models.CheckConstraint(
                condition=Q(taken_back_by_staff=False) | ~Q(taken_back_reason=""),
                name="staff_say_why_they_take_a_note_back",
            ),
        ),
    ]
