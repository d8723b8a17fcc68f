"""Codes of requirements, and reasons why a point does not count."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class ExceptionGround(TextChoices):
    """Why somebody did not meet the requirements (domain.md 3.14)."""

    PARENTAL_LEAVE = "PARENTAL_LEAVE", _("Parental leave")
    ILLNESS = "ILLNESS", _("Illness")
    BEREAVEMENT = "BEREAVEMENT", _("Bereavement")
    OTHER = "OTHER", _("Another reason")


class ExceptionStatus(TextChoices):
    """Of a request to stay on the register despite a shortfall (docs/adr/0041)."""

    EVIDENCE = "EVIDENCE", _("Waits for evidence")
    WITH_MANAGER = "WITH_MANAGER", _("With the CET manager")
    EXCUSED = "EXCUSED", _("Granted")  # nothing of the shortfall counts against them
    LOWERED = "LOWERED", _("Granted in part")  # each named requirement is lowered to a figure
    NOT_EXCUSED = "NOT_EXCUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


EXCEPTION_OPEN = (ExceptionStatus.EVIDENCE, ExceptionStatus.WITH_MANAGER)


class Factor(TextChoices):
    """What a decision about an exception weighs (domain.md 3.14)."""

    STEPS_TAKEN = "STEPS_TAKEN", _("All reasonable steps were taken")
    BEYOND_CONTROL = "BEYOND_CONTROL", _("The circumstances were beyond their control")
    INTENTION = "INTENTION", _("They intended to meet the rules")
    PUBLIC_PROTECTION = "PUBLIC_PROTECTION", _("The public stays protected")


class Speaks(TextChoices):
    """Whether a factor speaks for the exception."""

    FOR = "FOR", _("Speaks for it")
    AGAINST = "AGAINST", _("Speaks against it")


class BulkKind(TextChoices):
    """What is done to many people or lines, in sets."""

    SETTLE_LATE = "SETTLE_LATE", _("Late points count")
    REFUSE_LATE = "REFUSE_LATE", _("Late points do not count")
    REMOVE = "REMOVE", _("Removal from the register")


class Stake(TextChoices):
    """What somebody with a shortfall may lose (rule 24 of the 2005 Rules)."""

    NAME = "NAME", _("The name")
    SPECIALTY = "SPECIALTY", _("The specialty alone")


class RemovalStatus(TextChoices):
    """Of a name or a specialty taken off the register after a cycle."""

    REMOVED = "REMOVED", _("Removed")
    RESTORED = "RESTORED", _("Restored")


class HeldBack(TextChoices):
    """Why somebody who is short is not removed now; the first that applies is given."""

    ALREADY_REMOVED = "ALREADY_REMOVED", _("Was removed already")
    NOT_ON_REGISTER = "NOT_ON_REGISTER", _("Is not on the register any more")
    APART = "APART", _("Data contradict themselves")
    DISPUTE = "DISPUTE", _("Disputes the record")
    EXCEPTION = "EXCEPTION", _("Asked for an exception")
    EXCUSED = "EXCUSED", _("Exception granted")
    LATE = "LATE", _("Has late points that nobody has settled")
    MADE_UP = "MADE_UP", _("Made it up by 15 March")
    MET_SINCE = "MET_SINCE", _("The record has changed since the run, and meets everything now")
    CHANGED = "CHANGED", _("The record has changed since the run")


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


class RunChange(TextChoices):
    """How somebody came out of a second run, against the first."""

    NOW_MET = "NOW_MET", _("Met now")
    NOW_NOT_MET = "NOW_NOT_MET", _("Not met now")
    OTHER_OUTCOME = "OTHER_OUTCOME", _("Another outcome")
    SAME_OUTCOME = "SAME_OUTCOME", _("Other figures, same outcome")
    ONLY_BEFORE = "ONLY_BEFORE", _("Only in the first")
    ONLY_AFTER = "ONLY_AFTER", _("Only in the second")


class LetterKind(TextChoices):
    """What a letter about a cycle says; each is written for everybody whom it concerns."""

    POSSIBLE_SHORTFALL = "POSSIBLE_SHORTFALL", _("Notice of a possible shortfall")
    MET = "MET", _("Requirements met")
    SHORTFALL = "SHORTFALL", _("Shortfall")
    ANNUAL = "ANNUAL", _("Annual minimum not reached")


class LetterWay(TextChoices):
    """How a letter reaches its reader."""

    ACCOUNT = "ACCOUNT", _("In the account, with a message by e-mail")
    POST = "POST", _("By post: no account")


class RoundStatus(TextChoices):
    """Of the letters of one kind that are written together."""

    PLANNED = "PLANNED", _("Planned")  # by the clock, on its stored day
    WRITING = "WRITING", _("Being written")
    WRITTEN = "WRITTEN", _("Written")
    PASSED_OVER = "PASSED_OVER", _("Not written")  # the day came when the cycle was over


class StepState(TextChoices):
    """How a step of the end of a cycle stands today."""

    TO_COME = "TO_COME", _("To come")
    WAITS = "CANNOT_START", _("Waits for a run")
    OPEN = "OPEN", _("Open")
    WORKING = "IN_PROGRESS", _("In progress")
    DONE = "DONE", _("Done")
    LATE = "LATE", _("Late")
    OVER = "OVER", _("Over")


class Direction(TextChoices):
    """What a variant of a scheme version would do to somebody."""

    TO_MET = "TO_MET", _("Would meet the cycle")
    TO_NOT_MET = "TO_NOT_MET", _("Would no longer meet it")
    STAYS_MET = "STAYS_MET", _("Meets it, with other figures")
    STAYS_NOT_MET = "STAYS_NOT_MET", _("Does not meet it, with other figures")
