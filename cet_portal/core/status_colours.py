"""Which colour a status tag has. The words carry the meaning; colour only repeats it.

grey: not begun or over without result; blue: on its way; yellow: somebody must act;
green: done well; orange: late or lost; red: refused; purple: set aside.
"""

OTHERWISE = "grey"

COLOURS: dict[str, str] = {
    # CET applications
    "DRAFT": "grey",
    "SUBMITTED": "blue",
    "IN_REVIEW": "teal",
    "INFORMATION_REQUESTED": "yellow",
    "APPROVED": "green",
    "REJECTED": "red",
    "UNDER_APPEAL": "purple",
    "EXPIRED": "grey",
    "APPROVAL_WITHDRAWN": "orange",
    "WITHDRAWN": "grey",
    # Sessions and events
    "PLANNED": "blue",
    "DELIVERED": "yellow",
    "CANCELLED": "grey",
    "NOT_HELD": "grey",
    "DECLARED": "teal",
    "UPLOADED": "green",
    "WITHOUT_POINTS": "grey",
    "OVERDUE": "orange",
    "ON_HOLD": "red",
    "LATE": "orange",
    # Declarations and uploads
    "HELD": "purple",
    "HIDDEN": "grey",
    "REFUSED": "red",
    "READY": "blue",
    "NOTED": "teal",
    "RECEIVED": "blue",
    "UNREADABLE": "red",
    "PREVIEWED": "yellow",
    "TAKING": "blue",
    "TAKEN": "green",
    "DROPPED": "grey",
    "KNOWN": "grey",
    "UNUSABLE": "red",
    # Imports of the register, and what they change
    "READING": "blue",
    "WAITING": "purple",
    "COMMITTING": "blue",
    "COMMITTED": "green",
    "DISCARDED": "grey",
    "SENSELESS": "red",
    "LEFT": "orange",
    "RESTORED": "teal",
    "NUMBER_CHANGED": "yellow",
    "NEW": "green",
    "NAME_CHANGED": "yellow",
    "SPECIALTY_ADDED": "teal",
    "SPECIALTY_ENDED": "orange",
    "CHANGED": "blue",
    # Certificates made all at once
    "MAKING": "blue",
    "GIVEN_UP": "red",
    "REMOVED": "grey",
    # Fees and listings
    "DUE": "yellow",
    "PAID": "green",
    "WAIVED": "grey",
    "REFUNDED": "grey",
    "APPLIED": "blue",
    "GRANTED": "green",
    "LISTED": "green",
    "SUSPENDED": "orange",
    "ENDED": "grey",
    "NOT_LISTED": "grey",
    # What registrants ask for: peer review, CET outside the UK
    "REQUESTED": "blue",
    "NOT_DECIDED": "orange",
    "CONFIRMED": "green",
    "NOT_COUNTED": "red",
    "NOT_ATTENDED": "grey",
    "EVIDENCE_SENT": "blue",
    # Points on a statement
    "PENDING": "yellow",
    "ACCEPTED": "green",
    "DECLINED": "red",
    "QUERIED": "purple",
    "LAPSED": "orange",
    "REVERSED": "grey",
    "UNDECIDED": "yellow",
    # Cases and disputes about points
    "OPEN_PROVIDER": "yellow",
    "OPEN_STAFF": "blue",
    "ADDED": "green",
    "CORRECTED": "green",
    "DISPUTED": "purple",
    "UPHELD": "green",
    "DISMISSED": "red",
    "DOCUMENTS": "yellow",
    "DECIDING": "purple",
    # Drafted changes of a scheme version
    "REHEARSED": "green",
    # Requirements
    "MET": "green",
    "NOT_MET": "red",
    # Task lists
    "DONE": "green",
    "IN_PROGRESS": "teal",
    "NOT_STARTED": "blue",
    "CANNOT_START": "grey",
    "PROBLEM": "red",
}
