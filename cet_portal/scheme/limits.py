"""Every figure of the scheme that a clock or a form needs, with its source.

Due dates are worked out from these when a case enters a status, and stored.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_noop as _

# mission/000 "Timescales, Approval process": approvers have 10 working days, generally.
APPROVAL_WORKING_DAYS = 10
# mission/000 "Respond to requests for information": a maximum of 10 working days (decisions 12).
ANSWER_WORKING_DAYS = 10
# mission/000: "Once you respond ... the approver has three working days".
APPROVAL_AFTER_ANSWER_WORKING_DAYS = 3
# mission/000 "Fast Track": done in three days; decisions 11: working days from the payment.
FAST_TRACK_WORKING_DAYS = 3
# Decisions 13: a rejection may be appealed within 20 working days; mission/000 "Appeal": this
# process will be completed within 10 working days.
LODGE_APPEAL_WORKING_DAYS = 20
DECIDE_APPEAL_WORKING_DAYS = 10
# Reminders to whoever has the clock, in working days before the last one.
REMIND_WORKING_DAYS_BEFORE = (3, 1)
# domain.md 4.2 row 15: the provider is told so many days before an approval ends.
APPROVAL_ENDS_REMIND_DAYS = (60, 30)
# mission/000 "Declaration and Upload": 10 working days from the date of delivery (decisions 19).
DECLARE_AND_UPLOAD_WORKING_DAYS = 10
# Decisions 24: the provider is reminded so many working days before, and each working week after.
CHASE_WORKING_DAYS_BEFORE = 3
CHASE_WORKING_DAYS = 5
# Decisions 24: so late, the provider cannot submit anything new until it is done.
HOLD_WORKING_DAYS_LATE = 10
# mission/000 "two key principles": a minimum period of one hour.
LEAST_MINUTES = 60
# Decisions 8: renewal is offered 60 days before the end; domain.md 4.2 row 16 for the reminders.
RENEWAL_DAYS = 60
LISTING_REMINDER_DAYS = (60, 30, 7)
RULE_LISTING = _("A listing runs 12 months, beginning with its first day (CET guide, Providers)")
# Issue 5, "The statement": days in which a registrant may object before a standing instruction
# accepts points.
DAYS_TO_OBJECT = 7
# Ours: how long a link stays good that confirms an application to be listed, or an invitation.
LISTING_REQUEST_DAYS = 7
INVITATION_DAYS = 14
# Decisions 9 (domain.md 3.1 and 5.6), pounds: a listing for 12 months, and the fast track.
PAYMENT_DAYS = 30  # ours: an invoice is paid within so many days
LISTING_FEE = Decimal("45.00")
FAST_TRACK_FEE = Decimal("295.00")

# Pending points are mentioned a week after they arrive, then monthly, and in the last quarter of
# a cycle so many days before its last day (peers.md 3 item 16; ours).
REMIND_OF_POINTS_AFTER_DAYS = 7
REMIND_OF_POINTS_DAYS_BEFORE = (60, 30, 14, 7, 3, 1)
LAST_MONTH_DAYS = 31
# Ours: how long a registrant's link for somebody else may stay good, and is unless they choose.
SHARE_LINK_DAYS = 30
SHARE_LINK_MOST_DAYS = 365
# Ours (docs/adr/0043): how long a key of a machine works unless an earlier day is chosen, and at
# most; its owner is told so many days before its last one, and the day after.
KEY_DAYS = 365
KEY_REMIND_DAYS = (30, 7, -1)
# Ours: how many plans a registrant can keep.
MOST_PLANS = 20
# Fewer people than this are no group to be compared with (peers.md 3 item 19).
LEAST_COMPARED = 10

# The words that a due date cites: stored as they stand, translated where they are shown.
RULE_APPROVAL = _("10 working days from submission to decide (CET guide, Timescales)")
RULE_ANSWER = _("10 working days to answer a request for information (CET guide, Timescales)")
RULE_APPROVAL_AFTER_ANSWER = _("3 working days to decide after an answer (CET guide, Timescales)")
RULE_FAST_TRACK = _("Fast track: 3 working days from the recorded payment (CET guide, Timescales)")
RULE_LODGE_APPEAL = _("20 working days from a rejection to appeal (MyCET decision 13)")
RULE_DECIDE_APPEAL = _("10 working days from lodging to decide an appeal (CET guide, Appeal)")
RULE_APPROVAL_ENDS = _("Approval ends with the CET cycle (CET guide, Expiry of approval)")
RULE_DECLARE_AND_UPLOAD = _(
    "10 working days after the last day of the event to declare and upload "
    "(CET guide, Declaration and Upload)"
)
RULE_MONTHLY_UPLOAD = _(
    "Distance learning: an upload or a nil return in every calendar month in which it is open "
    "(CET guide, Declaration and Upload)"
)
RULE_LAST_UPLOAD = _(
    "Distance learning: 10 working days after closing for the last upload (MyCET decision 19)"
)
RULE_ENTERED_AFTERWARDS = _(
    "10 working days to declare and upload, counted from the day on which it was entered, because "
    "it was over by then (CET guide, Declaration and Upload)"
)
RULE_UPLOAD_AFTER_RELEASE = _(
    "10 working days to upload after a held declaration was released (CET guide, Declaration and "
    "Upload, counted from the release)"
)

# Ours (docs/adr/0034): a rating can be changed for so many days after it was given.
CHANGE_RATING_DAYS = 14

# domain.md 3.12: four to ten in a peer review, its leader among them; three interactive points.
PEER_REVIEW_LEAST_PEOPLE = 4
PEER_REVIEW_MOST_PEOPLE = 10
PEER_REVIEW_POINTS = 3
# Ours (docs/adr/0033): how far ahead registrants can ask, and the most points one event abroad
# can be given.
ASK_AHEAD_DAYS = 365
NON_UK_MOST_POINTS = 36

# Ours (docs/adr/0028): an import of the register that ends more than so many thousandths of the
# entries in force is confirmed by a second member of staff.
IMPORT_MOST_ENDED = 20

# Rule 12(2) of the 2005 Rules: 2 general points a whole month for those registered before the
# scheme began, 1 for everybody else and ever after.
LAST_DAY_BEFORE_THE_SCHEME = date(2005, 6, 30)
POINTS_A_MONTH_IF_THERE_BEFORE = 2

# The words that a requirement cites.
RULE_GENERAL_INITIAL = _(
    "CET Rules 2005, rule 12(2)(a): 2 general points for each whole month, with an entry on "
    "30 June 2005"
)
RULE_GENERAL_INITIAL_LATER = _(
    "CET Rules 2005, rule 12(2)(b): 1 general point for each whole month, without an entry on "
    "30 June 2005"
)
RULE_GENERAL = _("CET Rules 2005, rule 12(3): 1 general point for each whole month on the register")
RULE_GENERAL_ENHANCED = _(
    "Enhanced CET, CET Rules 2005, rule 12(3): 1 general point for each whole month on the register"
)
RULE_GENERAL_CONTACT_LENS = _(
    "Enhanced CET for contact lens opticians: 1 point for each whole month on the register, "
    "of which half of the months with the specialty as contact lens points"
)

# The issue "Registrants", missing points: the provider has 10 working days, then staff as many
# (docs/adr/0032); a refusal may be disputed as long as a rejection may be appealed (decisions 13).
CASE_PROVIDER_WORKING_DAYS = 10
CASE_STAFF_WORKING_DAYS = 10
CASE_DISPUTE_WORKING_DAYS = 20
CASE_DECIDE_WORKING_DAYS = 10
CASE_REMIND_WORKING_DAYS_BEFORE = 3
RULE_CASE_PROVIDER = _("10 working days for the provider to settle a case about points (MyCET)")
RULE_CASE_STAFF = _("10 working days for GOC staff to settle a case about points (MyCET)")
RULE_CASE_DISPUTE = _("20 working days to dispute an answer about points (MyCET)")
RULE_CASE_DECIDE = _("10 working days for the registrar to decide a dispute about points (MyCET)")
# Ours (docs/adr/0029): how long the link to open an account works, after how many wrong dates of
# birth a number is closed for how long, and how long what was asked for is kept.
ACCOUNT_LINK_DAYS = 7
WRONG_DATES_OF_BIRTH = 10
NUMBER_CLOSED_HOURS = 24
ACCOUNT_REQUEST_KEPT_DAYS = 30

# Rule 22 of the CET Rules 2005 (domain.md 3.14); the days are in compliance.rules.disputes.
RULE_DISPUTE_DOCUMENTS = _("Documents within 28 days of the request (CET Rules 2005, rule 22(3))")
RULE_DISPUTE_DETERMINE = _(
    "Determination within 14 days that begin with the day on which documents are due "
    "(CET Rules 2005, rule 22(5))"
)

# Rule 2(5) of the 2006 Rules (domain.md 5.3): general points in the 12 months before the month in
# which an application for restoration is received; specialist ones: rule 27 of the later rules.
RESTORATION_POINTS = 12
RESTORATION_SPECIALIST_POINTS = 6
RULE_RESTORATION = _(
    "CET Rules 2005, rule 25(2), as amended 2006: 12 general points in the 12 months before the "
    "month of the application, or 1 for each whole month since the first entry"
)
RULE_RESTORATION_SPECIALTY = _(
    "Rule 27 of the later rules: 6 specialist points in the same 12 months"
)
RULE_RESTORATION_SHORTFALL = _(
    "Enhanced CET: whoever was removed makes up what was missing as well (GOC, end of cycle)"
)

# Rule 22 of the CPD Rules 2021 (domain.md 4.2 row 19); its day is in compliance.rules.timetable.
RULE_POSSIBLE_SHORTFALL = _(
    "Notice of a possible shortfall two months before the end of the cycle (CPD Rules 2021, "
    "rule 22, as the CET Rules had)"
)
# Ours (docs/adr/0041): the days are those of a dispute, in compliance.rules.exceptions.
RULE_EXCEPTION_EVIDENCE = _("Evidence within 28 days of the request (MyCET, as for disputes)")
RULE_EXCEPTION_DECIDE = _(
    "Decision within 14 days that begin with the day on which evidence is due (MyCET, as for "
    "disputes)"
)
