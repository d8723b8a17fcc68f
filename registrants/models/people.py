"""People, and their dated entries on the register (decisions.md 27)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cet_portal.scheme.enums import Profession, Specialty
from registrants.enums import Register, ReminderFrequency


class Registrant(models.Model):
    """A person. Numbers, entries and specialties over time hang on it (decisions.md 27).

    `u_reference`: what somebody without a number collects points under (decisions.md 28), as
    somebody who is `joining` that profession.
    `joined_to`: this turned out to be the same person as that one, who has everything now.
    """

    forenames = models.CharField(max_length=150)
    surname = models.CharField(max_length=150)
    surname_key = models.CharField(max_length=150, db_index=True)
    date_of_birth = models.DateField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="registrant"
    )
    u_reference = models.CharField(max_length=12, blank=True, default="", db_default="")
    joining = models.CharField(
        max_length=30, choices=Profession.choices, blank=True, default="", db_default=""
    )
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")
    reminders = models.CharField(
        max_length=10,
        choices=ReminderFrequency.choices,
        default=ReminderFrequency.NORMAL,
        db_default=ReminderFrequency.NORMAL.value,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["u_reference"],
                condition=~Q(u_reference=""),
                name="one_person_a_u_reference",
            )
        ]

    def __str__(self):
        return f"{self.forenames} {self.surname}"


class FormerSurname(models.Model):
    """A surname that somebody had until a day, inclusive. Uploads under it are still theirs."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="former_surnames")
    surname = models.CharField(max_length=150)
    surname_key = models.CharField(max_length=150, db_index=True)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "surname_key", "until"], name="one_former_surname_a_day"
            )
        ]

    def __str__(self):
        return f"{self.surname} until {self.until}"


class RegisterEntry(models.Model):
    """A period on a register with a number. Dates inclusive; `end` None: still on it."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="entries")
    profession = models.CharField(max_length=30, choices=Register.choices)
    number = models.CharField(max_length=12, db_index=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__lte=F("end")),
                name="entry_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["number", "start"], name="one_entry_a_number_and_start"
            ),
        ]

    def __str__(self):
        return self.number


class SpecialtyEntry(models.Model):
    """A period with a specialty against the name. Dates inclusive."""

    registrant = models.ForeignKey(Registrant, models.PROTECT, related_name="specialties")
    specialty = models.CharField(max_length=30, choices=Specialty.choices)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__lte=F("end")),
                name="specialty_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.get_specialty_display()} from {self.start}"
