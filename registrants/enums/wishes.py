"""What registrants choose: reminders, marks, what they share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReminderFrequency(TextChoices):
    """How often pending points are mentioned; in the last month of a cycle always."""

    NORMAL = "NORMAL", _("A week after they arrive, every month, and more often before the end")
    FEWER = "FEWER", _("Only in the last three months of a cycle")
    FEWEST = "FEWEST", _("Only in the last month of a cycle")


class MarkKind(TextChoices):
    """What a registrant said of an event before its points came."""

    BOOKED = "BOOKED", _("Booked")
    SIGNED_IN = "SIGNED_IN", _("Signed in")


class SharedPart(TextChoices):
    """What a transcript, or a link to it, can show."""

    REGISTER = "REGISTER", _("Registration numbers, registers and specialties")
    REQUIREMENTS = "REQUIREMENTS", _("What each cycle requires, and how far it is met")
    ACCEPTED = "ACCEPTED", _("The CET that was completed and accepted, entry by entry")
    WAITING = "WAITING", _("Points that are not accepted yet")
