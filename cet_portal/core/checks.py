"""System checks: what must never be switched on in production, and a calendar that runs out."""

from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from cet_portal.core import clock
from cet_portal.core.models import BankHoliday, WhyOff

PUBLISHED_KEY = "example-only-"


@checks.register(checks.Tags.security, deploy=True)
def no_rehearsal_in_production(app_configs, **kwargs):
    """With `check --deploy`: the rehearsal clock and the demonstration belong to dev and test."""
    return [
        checks.Error(f"{name} must be off in production.", id=f"core.E00{number}")
        for number, name in enumerate(("DEADLINE_REHEARSAL", "DEMONSTRATION"), start=1)
        if getattr(settings, name)
    ]


@checks.register(checks.Tags.security, deploy=True)
def the_secret_key_is_secret(app_configs, **kwargs):
    """With `check --deploy`: the key of .env.example is known to everybody."""
    if not settings.SECRET_KEY.startswith(PUBLISHED_KEY):
        return []
    return [checks.Error("SECRET_KEY is still the published example.", id="core.E003")]


@checks.register(checks.Tags.database)
def bank_holidays_reach_a_year_ahead(app_configs, databases=None, **kwargs):
    """With `check --database default`: deadlines need holidays for at least a year to come."""
    if not databases:
        return []
    try:
        filled = BankHoliday.objects.filter(why=WhyOff.BANK_HOLIDAY).order_by("date")
        last = filled.values_list("date", flat=True).last()
    except DatabaseError:
        return []
    if last and last >= clock.today() + timedelta(days=365):
        return []
    return [
        checks.Warning(
            "The bank holiday table ends in less than a year.",
            hint="Run `manage.py load_bank_holidays`.",
            id="core.W001",
        )
    ]
