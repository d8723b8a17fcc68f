"""Registers of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Profession


class Register(TextChoices):
    """The registers of people. Students are on one, and collect no points (domain.md 2)."""

    OPTOMETRIST = Profession.OPTOMETRIST.value, Profession.OPTOMETRIST.label
    DISPENSING_OPTICIAN = (
        Profession.DISPENSING_OPTICIAN.value,
        Profession.DISPENSING_OPTICIAN.label,
    )
    STUDENT_OPTOMETRIST = "STUDENT_OPTOMETRIST", _("student optometrist")
    STUDENT_DISPENSING_OPTICIAN = "STUDENT_DISPENSING_OPTICIAN", _("student dispensing optician")


STUDENTS = frozenset({Register.STUDENT_OPTOMETRIST, Register.STUDENT_DISPENSING_OPTICIAN})
