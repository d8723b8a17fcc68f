"""By whom and when each was made. What was there before gets the present instant and nobody."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        ("sessions_events", "0002_longer_booking_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="made_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="session",
            name="made_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="made_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="event",
            name="made_by_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
