"""Certificates: issued, withdrawn, printed, made all at once, mailed; the provider's design."""

from sessions_events.services.certifying.asking import ask_for_mail, ask_for_zip
from sessions_events.services.certifying.designing import save_design
from sessions_events.services.certifying.issuing import (
    DayMissing,
    issue_certificate,
    issue_to_uploaded,
)
from sessions_events.services.certifying.printing import Printer, print_certificate
from sessions_events.services.certifying.specimen import print_specimen
from sessions_events.services.certifying.withdrawing import (
    choose_what_is_shown,
    withdraw_certificate,
)
from sessions_events.services.certifying.working import (
    make_batch,
    remove_files,
    resume_batch,
)

__all__ = [
    "DayMissing",
    "Printer",
    "ask_for_mail",
    "ask_for_zip",
    "choose_what_is_shown",
    "issue_certificate",
    "issue_to_uploaded",
    "make_batch",
    "print_certificate",
    "print_specimen",
    "remove_files",
    "resume_batch",
    "save_design",
    "withdraw_certificate",
]
