"""Which sections of a draft were saved at least once."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0005_moved")]

    operations = [
        migrations.AddField(
            model_name="cetapplication",
            name="sections_saved",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30),
                blank=True,
                default=list,
                size=None,
            ),
        ),
    ]
