"""Statuses of an application, outcomes, reasons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    DRAFT = "DRAFT", _("Draft")  # the provider writes
    SUBMITTED = "SUBMITTED", _("Submitted")  # waits for an approver
    IN_REVIEW = "IN_REVIEW", _("In review")  # the approver reads
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED", _("Information requested")  # provider answers
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Section(TextChoices):
    """The parts of an application, in the order in which they are asked."""

    ABOUT = "about", _("About the CET")
    AUDIENCES = "audiences", _("Audiences and competency units")
    LEARNING = "learning", _("Learning objectives")
    INTERACTIVITY = "interactivity", _("Interactivity and points")
    PRACTICE = "practice", _("Practice and patient care")


class SectionState(TextChoices):
    """How far a section of a draft has come; the words are those of the task list."""

    DONE = "DONE", _("Completed")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    NOT_STARTED = "NOT_STARTED", _("Not yet started")
    PROBLEM = "PROBLEM", _("There is a problem")
