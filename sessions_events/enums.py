"""Statuses of an event, boxes of an upload's rows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cet_portal.scheme.enums import Region  # noqa: F401  where a session lies


class EventStatus(TextChoices):
    PLANNED = "PLANNED", _("Planned")  # the provider plans and delivers
    CANCELLED = "CANCELLED", _("Cancelled")
    NOT_HELD = "NOT_HELD", _("Did not take place")  # said afterwards: nothing is owed
    HELD = "HELD", _("Declaration held")  # delivery differed: the CET manager decides
    REFUSED = "REFUSED", _("Declaration refused")
    DECLARED = "DECLARED", _("Declared")  # the provider uploads
    UPLOADED = "UPLOADED", _("Uploaded")


class DutyKind(TextChoices):
    """What a provider owes for an event (decisions.md 19)."""

    DELIVERY = "DELIVERY", _("Declaration and upload")
    MONTH = "MONTH", _("Upload or nil return of a month")  # distance learning
    LAST = "LAST", _("Last upload after closing")  # distance learning


class EvidenceKind(TextChoices):
    """What a file of a declaration shows."""

    DISCUSSION = "DISCUSSION", _("Discussion")  # interactive CET needs it, as text or as a file
    DELIVERY = "DELIVERY", _("Delivery")


class Box(TextChoices):
    """Where a row of an upload lands, in the order in which people look at them."""

    READY = "READY", _("Ready")
    NOTED = "NOTED", _("Ready, with a remark")
    UNDECIDED = "UNDECIDED", _("Needs a decision")
    UNUSABLE = "UNUSABLE", _("Cannot be used")
    KNOWN = "KNOWN", _("Already uploaded")


TAKEN_BOXES = (Box.READY, Box.NOTED)


class Reason(TextChoices):
    """Why a row is in its box. The sentences are in `rules.sentences`."""

    NONE = "", ""
    # NOTED
    SPELLING = "SPELLING", _("number spelled differently")
    FORMER_SURNAME = "FORMER_SURNAME", _("former surname")
    DAY_ASSUMED = "DAY_ASSUMED", _("day of completion assumed")
    U_REFERENCE = "U_REFERENCE", _("not on the register yet")
    # UNDECIDED
    PROPOSAL = "PROPOSAL", _("number damaged")
    SWAPPED = "SWAPPED", _("columns swapped")
    AUDIENCE = "AUDIENCE", _("not the audience of the CET")
    # UNUSABLE
    INCOMPLETE = "INCOMPLETE", _("number or surname missing")
    FORMULA = "FORMULA", _("a formula")
    NO_NUMBER = "NO_NUMBER", _("not a registration number")
    UNKNOWN_NUMBER = "UNKNOWN_NUMBER", _("number not on the register")
    SURNAME = "SURNAME", _("surname does not match")
    NOT_REGISTERED = "NOT_REGISTERED", _("not on the register on the day")
    STUDENT = "STUDENT", _("a student")
    NO_DAY = "NO_DAY", _("day of completion not readable")
    OTHER_DAY = "OTHER_DAY", _("completed outside the event")
    DAY_TO_COME = "DAY_TO_COME", _("completed on a day to come")
    TOO_WIDE = "TOO_WIDE", _("too many columns")
    TOO_LONG = "TOO_LONG", _("too long")
    UNKNOWN_ROLE = "UNKNOWN_ROLE", _("role not known")
    REFUSED = "REFUSED", _("decided against")
    # KNOWN
    UPLOADED = "UPLOADED", _("already uploaded")
    TWICE = "TWICE", _("twice in the upload")
    CONTINUED = "CONTINUED", _("sent again")


# Rows in the box KNOWN although nothing of them was uploaded, and what is said of them.
KNOWN_OTHERWISE = {Reason.TWICE: _("Twice in this list"), Reason.CONTINUED: _("Sent again")}


class Part(TextChoices):
    """What a person did at the event (domain.md 3.7)."""

    PARTICIPANT = "PARTICIPANT", _("participant")
    FACILITATOR = "FACILITATOR", _("facilitator")


class UploadSource(TextChoices):
    FILE = "FILE", _("File")
    PASTED = "PASTED", _("Pasted table")
    TYPED = "TYPED", _("Typed rows")
    API = "API", _("Machine interface")
    CASE = "CASE", _("Case about points")


class UploadStatus(TextChoices):
    RECEIVED = "RECEIVED", _("Received")  # waits to be read
    UNREADABLE = "UNREADABLE", _("Cannot be read")  # as a whole: a sentence says why
    PREVIEWED = "PREVIEWED", _("Preview")  # nothing is taken yet
    TAKING = "TAKING", _("Being taken")  # the worker writes the points
    TAKEN = "TAKEN", _("Taken")  # what was ready is pending points; the rest may be mended
    DROPPED = "DROPPED", _("Dropped")  # put aside by the provider before anything was taken


class BatchKind(TextChoices):
    """What the worker does with all certificates of an event."""

    ZIP = "ZIP", _("Zip files")
    MAIL = "MAIL", _("Messages")


class BatchStatus(TextChoices):
    MAKING = "MAKING", _("Being made")  # the worker is at it, or will be
    DONE = "DONE", _("Done")
    GIVEN_UP = "GIVEN_UP", _("Given up")  # the worker tried for too long
    REMOVED = "REMOVED", _("Removed")  # its files were kept as long as was said


class RecordKind(TextChoices):
    """What a file of an event's attendance record is."""

    SIGN_IN = "SIGN_IN", _("Sign-in list")
    EVIDENCE = "EVIDENCE", _("Evidence of completion")
    OTHER = "OTHER", _("Something else")


class Standing(TextChoices):
    """How a list of events is filtered; not a status (decisions.md 24)."""

    ALL = "all", _("All events")
    DUE = "due", _("To declare and upload")
    OVERDUE = "overdue", _("Overdue")
    LATE = "late", _("Done late")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Declaration held")
    CANCELLED = "cancelled", _("Cancelled")
    NOT_HELD = "not_held", _("Did not take place")


class Attendance(TextChoices):
    """How one takes part, for the directory; not stored."""

    VENUE = "venue", _("In person")
    ANYWHERE = "anywhere", _("From anywhere: online or distance learning")
    ONLINE = "online", _("Online at a fixed time")
    DISTANCE = "distance", _("Distance learning")
    # Reached by links alone: what a search by place cannot answer.
    UNPLACED = "unplaced", _("In person, position not known")
    UNREGIONED = "unregioned", _("In person, region not known")


class CaseKind(TextChoices):
    """What a registrant and a provider have to settle (docs/adr/0032)."""

    MISSING = "MISSING", _("Points are missing")
    QUERY = "QUERY", _("Points are queried")


class CaseStatus(TextChoices):
    """Of a case about points. The clock passes it from the provider on to staff."""

    OPEN_PROVIDER = "OPEN_PROVIDER", _("With the provider")
    OPEN_STAFF = "OPEN_STAFF", _("With GOC staff")
    ADDED = "ADDED", _("Points added")
    CORRECTED = "CORRECTED", _("Points corrected")
    REFUSED = "REFUSED", _("Answered: no change")  # the registrant may dispute it
    DISPUTED = "DISPUTED", _("Disputed")  # the registrar decides
    UPHELD = "UPHELD", _("Dispute upheld")
    DISMISSED = "DISMISSED", _("Dispute dismissed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


# Nobody else's turn: there is one of these at most for a person and an event.
CASE_OPEN = (CaseStatus.OPEN_PROVIDER, CaseStatus.OPEN_STAFF, CaseStatus.DISPUTED)


class Side(TextChoices):
    """Who speaks in a case."""

    REGISTRANT = "REGISTRANT", _("Registrant")
    PROVIDER = "PROVIDER", _("Provider")
    STAFF = "STAFF", _("GOC staff")
    PORTAL = "PORTAL", _("MyCET")


class Told(TextChoices):
    """How far people were reminded of a case's date."""

    NOT = "", _("Not yet")
    REMINDED = "REMINDED", _("Reminded")
    LATE = "LATE", _("Told that it is late")


class ReviewStatus(TextChoices):
    """Of peer review that a registrant leads (domain.md 3.12)."""

    REQUESTED = "REQUESTED", _("Requested")  # GOC staff decide, before it begins
    REFUSED = "REFUSED", _("Refused")  # can be mended and sent again
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")  # by the leader, before a decision
    NOT_DECIDED = "NOT_DECIDED", _("Not decided in time")  # by the clock: never approved afterwards
    APPROVED = "APPROVED", _("Approved")  # the leader holds and confirms it
    CANCELLED = "CANCELLED", _("Cancelled")
    NOT_HELD = "NOT_HELD", _("Did not take place")
    HELD = "HELD", _("Difference told")  # not as approved: the CET manager decides
    CONFIRMED = "CONFIRMED", _("Confirmed")  # points are on the statements
    NOT_COUNTED = "NOT_COUNTED", _("No points")


class ReviewAbout(TextChoices):
    """What a peer review is about, and with it the kind of points (docs/adr/0033)."""

    GENERAL = "GENERAL", _("General practice")
    CONTACT_LENS = "CONTACT_LENS", _("Contact lens practice")
    THERAPEUTIC = "THERAPEUTIC", _("Therapeutic prescribing")


class NonUkStatus(TextChoices):
    """Of CET outside the United Kingdom, for one registrant (domain.md 3.13)."""

    REQUESTED = "REQUESTED", _("Requested")  # GOC staff decide, before it begins
    REFUSED = "REFUSED", _("Refused")  # can be mended and sent again
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    NOT_DECIDED = "NOT_DECIDED", _("Not decided in time")  # by the clock: never approved afterwards
    APPROVED = "APPROVED", _("Approved")  # the registrant attends, and sends evidence
    NOT_ATTENDED = "NOT_ATTENDED", _("Not attended")
    EVIDENCE_SENT = "EVIDENCE_SENT", _("Evidence sent")  # GOC staff confirm it, or ask again
    CONFIRMED = "CONFIRMED", _("Confirmed")  # points are on the statement


class ForeignScheme(TextChoices):
    """Schemes of other countries that have long been accepted (domain.md 3.13)."""

    COPE = "COPE", _("COPE, United States")
    OAA = "OAA", _("OAA, Australia")
    HPCSA = "HPCSA", _("HPCSA category one, South Africa")
    NZAO = "NZAO", _("NZAO, New Zealand")
    OTHER = "OTHER", _("Another one")


class AskedStanding(TextChoices):
    """What the staff list of requests shows."""

    WAITING = "waiting", _("Waiting for staff")
    TO_CONFIRM = "to_confirm", _("Over, not confirmed")
    OVERDUE = "overdue", _("Confirmation overdue")
    ALL = "all", _("All")
