"""Words of the steps of the end of a cycle."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EndStep(TextChoices):
    """The steps of the end of a cycle; equal days stand in this order (rules/timetable.py)."""

    ANNUAL = "ANNUAL", _("Annual minimum")
    POSSIBLE_SHORTFALL = "POSSIBLE_SHORTFALL", _("Notices of a possible shortfall")
    ACCEPTANCE = "ACCEPTANCE", _("Last day to accept points")
    RUN = "RUN", _("End-of-cycle run, the report to the registrar")
    MET = "MET", _("Letters to everybody who met the requirements")
    SHORTFALL = "SHORTFALL", _("Shortfall letters")
    DISPUTES = "DISPUTES", _("Disputed records")
    DOCUMENTS = "DOCUMENTS", _("Documents for disputes")
    DETERMINATIONS = "DETERMINATIONS", _("Determinations of disputes")
    LATE = "LATE", _("Points that came late are settled")
    EXCEPTIONS = "EXCEPTIONS", _("Exceptional circumstances")
    MAKE_UP = "MAKE_UP", _("Shortfalls can be made up")
    RETENTION = "RETENTION", _("Retention on the register")
    REMOVALS = "REMOVALS", _("Removals")
    RESTORATIONS = "RESTORATIONS", _("Restorations")


class StepState(TextChoices):
    """How a step of the end of a cycle stands today."""

    TO_COME = "TO_COME", _("To come")
    WAITS = "CANNOT_START", _("Waits for a run")
    OPEN = "OPEN", _("Open")
    WORKING = "IN_PROGRESS", _("In progress")
    DONE = "DONE", _("Done")
    LATE = "LATE", _("Late")
    OVER = "OVER", _("Over")
