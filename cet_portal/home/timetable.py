"""The timers that look for what is due. The beat table runs them, and so does a rehearsal."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Sweep:
    """One timer: the name of its task, the minute of every hour at which it runs, what it does."""

    task: str
    minute: int
    words: str
    label: str | Promise


# What else runs each night, from many rows at once and without cases to report.
NIGHTLY = ("compliance.count_figures",)

SWEEPS = (
    Sweep(
        task="approvals.reject_unanswered",
        minute=5,
        words="every hour reject applications whose information request went unanswered",
        label=_("Applications whose questions went unanswered are rejected"),
    ),
    Sweep(
        task="approvals.expire",
        minute=7,
        words="every hour end approvals whose cycle has ended",
        label=_("Approvals of an ended cycle expire"),
    ),
    Sweep(
        task="approvals.pass_on",
        minute=9,
        words="every hour give on what waits for an approver with a conflict of interest",
        label=_("Cases of approvers with a conflict of interest go to others"),
    ),
    Sweep(
        task="approvals.forget_appeals",
        minute=19,
        words="every hour remove appeals that were begun and not sent by the last day",
        label=_("Appeals that were begun and not sent by the last day are removed"),
    ),
    Sweep(
        task="approvals.remind",
        minute=12,
        words="every hour remind whoever has the clock of an application 3 and 1 days before",
        label=_("Approvers and providers are reminded of clocks that run out"),
    ),
    Sweep(
        task="approvals.tell_late",
        minute=14,
        words="every hour tell approvers, the CET manager and providers of late decisions",
        label=_("Approvers, the CET manager and providers are told of late decisions"),
    ),
    Sweep(
        task="approvals.tell_ending",
        minute=17,
        words="every hour tell providers of approvals that end in 60 and 30 days",
        label=_("Providers are told of approvals that end soon"),
    ),
    Sweep(
        task="sessions_events.tell_overdue",
        minute=10,
        words="every hour remind providers of declarations and uploads, before and after their day",
        label=_("Providers are reminded of what is due, and told what is overdue or held"),
    ),
    Sweep(
        task="sessions_events.lift_holds",
        minute=11,
        words="every hour note and tell that holds on new submissions are over",
        label=_("Holds on new submissions that are over are lifted"),
    ),
    Sweep(
        task="sessions_events.lapse_reviews",
        minute=12,
        words="every hour close requests for peer review that begin undecided",
        label=_("Requests for peer review that begin undecided are closed"),
    ),
    Sweep(
        task="sessions_events.lapse_non_uk",
        minute=13,
        words="every hour close requests for CET outside the UK that begin undecided",
        label=_("Requests for CET outside the UK that begin undecided are closed"),
    ),
    Sweep(
        task="sessions_events.remind_askers",
        minute=14,
        words="every hour remind registrants of peer review and CET abroad to be confirmed",
        label=_("Registrants are reminded to confirm peer review and CET outside the UK"),
    ),
    Sweep(
        task="sessions_events.tell_of_records",
        minute=32,
        words="every hour tell providers of attendance records whose six years end in 30 days",
        label=_("Providers are told of attendance records that will be removed"),
    ),
    Sweep(
        task="sessions_events.remove_records",
        minute=34,
        words="every hour remove files of attendance records whose six years are over",
        label=_("Attendance records whose six years are over are removed"),
    ),
    Sweep(
        task="sessions_events.remove_zip_files",
        minute=30,
        words="every hour remove zip files of certificates that were kept for 30 days",
        label=_("Zip files of certificates are removed after 30 days"),
    ),
    Sweep(
        task="sessions_events.remind_of_keys",
        minute=31,
        words="every hour tell owners of keys of machines 30 and 7 days before, and the day after",
        label=_("Owners of keys of machines are told that these end"),
    ),
    Sweep(
        task="sessions_events.pass_on_cases",
        minute=36,
        words="every hour give cases about points to staff that the provider did not settle",
        label=_("Cases about points that the provider did not settle go to staff"),
    ),
    Sweep(
        task="sessions_events.remind_of_cases",
        minute=37,
        words="every hour remind whoever has a case about points 3 working days before",
        label=_("Whoever has a case about points is reminded of its last day"),
    ),
    Sweep(
        task="sessions_events.tell_of_late_cases",
        minute=38,
        words="every hour tell the CET manager of late cases about points",
        label=_("The CET manager is told of late cases about points"),
    ),
    Sweep(
        task="compliance.close_documents",
        minute=39,
        words="every hour give disputed records to the registrar whose days for documents are over",
        label=_("Disputed records whose days for documents are over go to the registrar"),
    ),
    Sweep(
        task="compliance.tell_of_late_disputes",
        minute=41,
        words="every hour tell the CET manager of disputed records whose determination is late",
        label=_("The CET manager is told of disputed records that are late"),
    ),
    Sweep(
        task="compliance.close_evidence",
        minute=42,
        words="every hour give exceptions to the CET manager whose days for evidence are over",
        label=_("Exceptions whose days for evidence are over go to the CET manager"),
    ),
    Sweep(
        task="compliance.tell_of_late_exceptions",
        minute=43,
        words="every hour tell the CET manager of exceptions whose decision is late",
        label=_("The CET manager is told of exceptions that are late"),
    ),
    Sweep(
        task="compliance.send_notices",
        minute=43,
        words="every hour send notices of a possible shortfall, on their stored day",
        label=_("People are told of a possible shortfall two months before the cycle ends"),
    ),
    Sweep(
        task="registrants.accept_by_instruction",
        minute=13,
        words="every hour accept points under a standing instruction after the days to object",
        label=_("Points under a standing instruction are accepted"),
    ),
    Sweep(
        task="registrants.lapse_pending",
        minute=15,
        words="every hour lapse pending points of a cycle that has ended",
        label=_("Pending points of an ended cycle lapse"),
    ),
    Sweep(
        task="registrants.keep_queried",
        minute=16,
        words="every hour keep points under an open query of a cycle that has ended for staff",
        label=_("Points under an open query of an ended cycle are kept for staff"),
    ),
    Sweep(
        task="registrants.remind",
        minute=28,
        words="every hour remind people of points that wait for them, on their stored days",
        label=_("People are reminded of points that wait for them"),
    ),
    Sweep(
        task="providers.end_listings",
        minute=20,
        words="every hour end listings whose last day is past",
        label=_("Listings whose last day is past end"),
    ),
    Sweep(
        task="providers.remind_of_ends",
        minute=25,
        words="every hour remind providers whose listing ends soon",
        label=_("Providers are reminded that their listing ends"),
    ),
)
