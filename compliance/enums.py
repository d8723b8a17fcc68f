"""Codes of requirements, and reasons why a point does not count."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The three therapeutic specialties, counted as one.
THERAPEUTIC = "THERAPEUTIC"


class RequirementCode(TextChoices):
    """In the order in which requirements are listed by every assessment."""

    GENERAL_POINTS = "GENERAL_POINTS", _("General points")
    SPECIALIST_POINTS = "SPECIALIST_POINTS", _("Specialist points")
    INTERACTIVE_POINTS = "INTERACTIVE_POINTS", _("Interactive points")
    COMPETENCY_UNITS = "COMPETENCY_UNITS", _("Competency units")
    PEER_REVIEW = "PEER_REVIEW", _("Peer review")
    STANDARDS_OF_PRACTICE = "STANDARDS_OF_PRACTICE", _("Standards of practice")
    ANNUAL_MINIMUM = "ANNUAL_MINIMUM", _("Points in a year")


class NotCounted(TextChoices):
    """In the order in which they are asked: the first that applies is given."""

    NOT_ACCEPTED = "NOT_ACCEPTED", _("not accepted")
    OUTSIDE_CYCLE = "OUTSIDE_CYCLE", _("outside the cycle")
    OUTSIDE_REGISTRATION = "OUTSIDE_REGISTRATION", _("while not on the register")
    OTHER_NUMBER = "OTHER_NUMBER", _("under an earlier registration number")
    SPECIALTY_NOT_HELD = "SPECIALTY_NOT_HELD", _("for a specialty not held on the day")
    NO_REFLECTION = "NO_REFLECTION", _("peer review without a reflection statement")


class RestorationCode(TextChoices):
    """What is asked of somebody who wants back on the register."""

    NAME = "NAME", _("General points in 12 months")
    SPECIALTY = "SPECIALTY", _("Specialist points in 12 months")
    SHORTFALL = "SHORTFALL", _("Missing when the last cycle ended")


class NotForRestoration(TextChoices):
    """Why a point does nothing for a restoration; the first that applies."""

    NOT_ACCEPTED = "NOT_ACCEPTED", _("not accepted")
    OUTSIDE_MONTHS = "OUTSIDE_MONTHS", _("outside the months that count")
    NO_REFLECTION = "NO_REFLECTION", _("peer review without a reflection statement")
    NOT_ASKED = "NOT_ASKED", _("of a type that is not asked for")


class Standing(TextChoices):
    """How a person stands in a cycle, as the end-of-cycle report sorts them."""

    MET = "met", _("Met")
    NOT_MET = "not-met", _("Not met")
    ONLY_ACCEPTANCE = "only-acceptance", _("Only acceptance missing")


class DisputeStatus(TextChoices):
    """Of a disputed record of a cycle (domain.md 3.14)."""

    DOCUMENTS = "DOCUMENTS", _("Waits for documents")  # the registrant shows evidence
    DECIDING = "DECIDING", _("With the registrar")
    UPHELD = "UPHELD", _("Record changed")  # points given, or taken back
    DISMISSED = "DISMISSED", _("Dispute dismissed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


DISPUTE_OPEN = (DisputeStatus.DOCUMENTS, DisputeStatus.DECIDING)


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


class VariantStatus(TextChoices):
    """Of an edition of a drafted change of a scheme version (docs/adr/0037)."""

    DRAFT = "DRAFT", _("Draft")
    REHEARSED = "REHEARSED", _("Rehearsed")  # kept as it was then; a change is a new edition
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class RunKind(TextChoices):
    """A rehearsal is for looking; letters and removals follow a real run only."""

    REHEARSAL = "REHEARSAL", _("Rehearsal")
    REAL = "REAL", _("Real run")


class RunStatus(TextChoices):
    """Of an end-of-cycle run."""

    ASKED = "ASKED", _("Waits for a second person")
    RUNNING = "RUNNING", _("Running")
    SEALED = "SEALED", _("Sealed")
    REFUSED = "REFUSED", _("Refused")  # people whose data contradict themselves
    CANCELLED = "CANCELLED", _("Cancelled")


RUN_OPEN = (RunStatus.ASKED, RunStatus.RUNNING)


class Settled(TextChoices):
    """How a person came out of a run; the first three as in `Standing`."""

    MET = "met", _("Met")
    NOT_MET = "not-met", _("Not met")
    ONLY_ACCEPTANCE = "only-acceptance", _("Only acceptance missing")
    APART = "apart", _("Listed apart")  # not judged: the data contradict themselves
