"""Tables of the kernel. None of them points at a table of an app."""

from cet_portal.core.models.calendar import BankHoliday, ClockShift, WhyOff
from cet_portal.core.models.case import StatusChange, WithDeadline, WithMaker
from cet_portal.core.models.files import StoredFile
from cet_portal.core.models.outbox import OutboxMessage
from cet_portal.core.models.running import Counter, Heartbeat, SweepRun
from cet_portal.core.models.trail import AuditEvent

__all__ = [
    "AuditEvent",
    "BankHoliday",
    "ClockShift",
    "Counter",
    "Heartbeat",
    "OutboxMessage",
    "StatusChange",
    "StoredFile",
    "SweepRun",
    "WhyOff",
    "WithDeadline",
    "WithMaker",
]
