"""By whom and when each was made. What was there before gets the present instant and nobody."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        ("approvals", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="cetapplication",
            name="made_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="cetapplication",
            name="made_by_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
