import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0010_old_decisions"),
        ("core", "0002_audit_trail_is_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AppealDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grounds", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.CharField(max_length=200)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal_draft",
                        to="approvals.cetapplication",
                    ),
                ),
                ("files", models.ManyToManyField(related_name="+", to="core.storedfile")),
            ],
        ),
    ]
