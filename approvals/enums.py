"""Statuses of an application, its parts, and the words of a decision."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    DRAFT = "DRAFT", _("Draft")  # the provider writes
    SUBMITTED = "SUBMITTED", _("Submitted")  # no approver yet: on the CET manager's list
    IN_REVIEW = "IN_REVIEW", _("In review")  # the approver reads
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED", _("Information requested")  # provider answers
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    UNDER_APPEAL = "UNDER_APPEAL", _("Under appeal")  # another approver decides
    EXPIRED = "EXPIRED", _("Expired")  # its cycle has ended
    APPROVAL_WITHDRAWN = "APPROVAL_WITHDRAWN", _("Approval withdrawn")  # by GOC staff
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")  # by the provider, before a decision


class Section(TextChoices):
    """The parts of an application, in the order in which they are asked (domain.md 6.2)."""

    ABOUT = "about", _("About the CET")
    AUDIENCES = "audiences", _("Audiences and competency units")
    LEARNING = "learning", _("Learning objectives")
    INTERACTIVITY = "interactivity", _("Interactivity")
    POINTS = "points", _("Points")
    PRACTICE = "practice", _("Practice and patient care")
    PEOPLE = "people", _("Authors, presenters and interests")
    ATTACHMENTS = "attachments", _("Attachments")
    SPEED = "speed", _("Fast track")


class SectionState(TextChoices):
    """How far a section of a draft has come; the words are those of the task list."""

    DONE = "DONE", _("Completed")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    NOT_STARTED = "NOT_STARTED", _("Not yet started")
    PROBLEM = "PROBLEM", _("There is a problem")


class Severity(TextChoices):
    """An error stands against submitting; a warning only says so."""

    ERROR = "ERROR", _("Error")
    WARNING = "WARNING", _("Warning")


class StimulusFormat(TextChoices):
    """Formats of a reflection stimulus (mission/000, "What is a Reflection Stimulus?")."""

    WORKBOOK = "WORKBOOK", _("Worksheet or workbook")
    OBJECTIVES_REVIEW = "OBJECTIVES_REVIEW", _("Learning objective review tool")
    START_STOP_CONTINUE = "START_STOP_CONTINUE", _("Start, stop, continue")
    EMBEDDED_QUESTIONS = "EMBEDDED_QUESTIONS", _("Short questions embedded in the material")
    BEFORE_AND_AFTER = "BEFORE_AND_AFTER", _("Multiple-choice questions before and after")
    OTHER = "OTHER", _("Another format")


class Engagement(TextChoices):
    """How people engage peers under option B (mission/000, option B (ii) a to c)."""

    IN_PERSON = "IN_PERSON", _("Talking in person")
    FORUM = "FORUM", _("In writing, not at the same time: a forum or message board")
    LIVE = "LIVE", _("Live: chat, webinar or video conference")


class Part(TextChoices):
    """What a person did for the CET."""

    AUTHOR = "AUTHOR", _("Author")
    PRESENTER = "PRESENTER", _("Presenter")
    BOTH = "BOTH", _("Author and presenter")


class AttachmentKind(TextChoices):
    """What an attachment is."""

    SLIDES = "SLIDES", _("Slides or script")
    TEXT = "TEXT", _("Text or article")
    QUESTIONS = "QUESTIONS", _("Questions with answers")
    PROGRAMME = "PROGRAMME", _("Programme or plan")
    STIMULUS = "STIMULUS", _("Reflection stimulus")
    OTHER = "OTHER", _("Something else")


class Verdict(TextChoices):
    """How an approver judges a criterion."""

    MET = "MET", _("Met")
    NOT_MET = "NOT_MET", _("Not met")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Not applicable")


class Stage(TextChoices):
    """The first decision, or the one on an appeal."""

    FIRST = "FIRST", _("First decision")
    APPEAL = "APPEAL", _("Appeal")


class Ending(TextChoices):
    """Why an approver no longer has a case."""

    DECIDED = "DECIDED", _("Decided")
    CLOSED = "CLOSED", _("Closed without a decision of the approver")  # withdrawn or by the clock
    HANDED_BACK = "HANDED_BACK", _("Handed back")
    REASSIGNED = "REASSIGNED", _("Given to somebody else")
