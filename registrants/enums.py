"""Words of the register and of the ledger."""

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


class PointStatus(TextChoices):
    """decisions.md 25. Set by: upload; registrant (accepted, declined, queried); clock; an upload
    after the cycle's end; and for the last the provider before acceptance, GOC staff at any time.
    """

    PENDING = "PENDING", _("Pending")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    QUERIED = "QUERIED", _("Queried")
    LAPSED = "LAPSED", _("Lapsed")
    LATE = "LATE", _("Late")
    REVERSED = "REVERSED", _("Taken back")


# Lines that say no more that their person was there: the person may be uploaded again.
NOT_STANDING = frozenset({PointStatus.DECLINED, PointStatus.REVERSED})


class DeclineReason(TextChoices):
    """Why a registrant does not accept a line at all (domain.md 3.8)."""

    NOT_ME = "NOT_ME", _("I was not there")
    NOT_COMPLETED = "NOT_COMPLETED", _("I did not complete it")


class QueryProblem(TextChoices):
    """What a registrant says is wrong with a line (domain.md 3.8)."""

    POINTS = "POINTS", _("The number of points")
    TYPE = "TYPE", _("The type of points")
    DATE = "DATE", _("The date")


class AcceptedWay(TextChoices):
    """Who accepted a line, in words behind the day."""

    OWN = "OWN", _("by you")
    INSTRUCTION = "INSTRUCTION", _("by your standing instruction")
    STAFF = "STAFF", _("by GOC staff, as you asked")
    SETTLED = "SETTLED", _("by GOC staff, who decided after the cycle’s end")


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


class RequestWay(TextChoices):
    """How somebody without internet asked staff to act for them."""

    LETTER = "LETTER", _("By letter")
    PHONE = "PHONE", _("By phone")


class RequestOutcome(TextChoices):
    """What was found when somebody asked for an account; only a mail to them says it."""

    LINK = "LINK", _("A link was sent")
    ACCOUNT_THERE = "ACCOUNT_THERE", _("Has an account already")
    ADDRESS_TAKEN = "ADDRESS_TAKEN", _("Somebody else uses the address")
    STUDENT = "STUDENT", _("A student")
    UNKNOWN_NUMBER = "UNKNOWN_NUMBER", _("No such number")
    WRONG_DATE = "WRONG_DATE", _("Another date of birth")
    CLOSED = "CLOSED", _("The number was closed")


class JoinDifference(TextChoices):
    """In what two records that may be one person's differ."""

    BIRTHDAY = "BIRTHDAY", _("Date of birth")
    SURNAME = "SURNAME", _("Surname")
    REGISTER = "REGISTER", _("Register")


class AssistedAct(TextChoices):
    """What staff do on such a request."""

    ACCEPT = "ACCEPT", _("Accept")
    DECLINE = "DECLINE", _("Decline")
    QUERY = "QUERY", _("Query")
    CORRECT = "CORRECT", _("Correct")


class ImportKind(TextChoices):
    """Whether a file holds the whole register or changes to it."""

    FULL = "FULL", _("The full register")
    CHANGES = "CHANGES", _("Changes only")


class ImportStatus(TextChoices):
    """The life of an import of the register."""

    READING = "READING", _("Being read")
    UNREADABLE = "UNREADABLE", _("Cannot be read")
    PREVIEWED = "PREVIEWED", _("Ready to check")
    WAITING = "WAITING", _("Waits for a second person")
    COMMITTING = "COMMITTING", _("Being taken over")
    COMMITTED = "COMMITTED", _("Taken over")
    DISCARDED = "DISCARDED", _("Discarded")


class Difference(TextChoices):
    """What a row of an import would change, the gravest first."""

    SENSELESS = "SENSELESS", _("Makes no sense")
    LEFT = "LEFT", _("Left")
    RESTORED = "RESTORED", _("Restored")
    NUMBER_CHANGED = "NUMBER_CHANGED", _("Number changed")
    NEW = "NEW", _("New")
    NAME_CHANGED = "NAME_CHANGED", _("Name changed")
    SPECIALTY_ADDED = "SPECIALTY_ADDED", _("Specialty added")
    SPECIALTY_ENDED = "SPECIALTY_ENDED", _("Specialty ended")
    CHANGED = "CHANGED", _("Changed")
