"""Keys get a last day. Those there are work for a year from today and are told of as others."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations, models

LASTS, TOLD_BEFORE = timedelta(days=365), timedelta(days=30)


def last_day() -> date:
    """A year from the day on which this runs, in London."""
    return datetime.now(ZoneInfo("Europe/London")).date() + LASTS


def first_reminder() -> date:
    """The day on which whose the key is are first told."""
    return last_day() - TOLD_BEFORE


class Migration(migrations.Migration):
    dependencies = [("sessions_events", "0024_keys_of_people")]

    operations = [
        migrations.AddField(
            "apikey", "expires_on", models.DateField(default=last_day), preserve_default=False
        ),
        migrations.AddField(
            "apikey",
            "remind_on",
            models.DateField(default=first_reminder, null=True),
            preserve_default=False,
        ),
    ]
