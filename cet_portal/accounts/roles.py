"""Roles and what each may do (decisions.md 10, domain.md section 2).

A role is a named set of permissions. Whether a permission applies to a certain case is for the
`may_...` functions; whether its rows are seen at all is for `visible_to`.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Noun first, then the verb."""

    APPLICATION_READ = "application_read"
    APPLICATION_WRITE = "application_write"
    APPLICATION_SUBMIT = "application_submit"
    APPLICATION_DECIDE = "application_decide"
    APPROVAL_MANAGE = "approval_manage"
    EVENT_READ = "event_read"
    EVENT_PLAN = "event_plan"
    EVENT_DECLARE = "event_declare"
    EVENT_UPLOAD = "event_upload"
    EVENT_AUDIT = "event_audit"
    EVENT_SETTLE = "event_settle"
    CERTIFICATE_ISSUE = "certificate_issue"
    RATING_READ = "rating_read"
    STATEMENT_READ_OWN = "statement_read_own"
    POINTS_ACCEPT = "points_accept"
    CET_RATE = "cet_rate"
    RATING_MODERATE = "rating_moderate"
    IMPROVEMENT_WRITE = "improvement_write"
    POINTS_ASSIST = "points_assist"
    REGISTER_KEEP = "register_keep"
    CASE_SETTLE = "case_settle"
    DISPUTE_DECIDE = "dispute_decide"
    PEER_REVIEW_ASK = "peer_review_ask"
    PEER_REVIEW_DECIDE = "peer_review_decide"
    PEOPLE_READ = "people_read"
    PEOPLE_MANAGE = "people_manage"
    LISTING_READ = "listing_read"
    LISTING_MANAGE = "listing_manage"
    LISTING_SETTLE = "listing_settle"
    FEE_READ = "fee_read"
    FEE_SETTLE = "fee_settle"
    PROVIDER_OVERSEE = "provider_oversee"
    CYCLE_REPORT = "cycle_report"
    RESULTS_READ = "results_read"
    LETTERS_WRITE = "letters_write"
    SCHEME_DRAFT = "scheme_draft"
    CALENDAR_KEEP = "calendar_keep"
    CLOCK_REHEARSE = "clock_rehearse"


P = Permission


class Role(TextChoices):
    """The roles a person can act in. The order is the order of rank inside a provider."""

    SYSTEM_ADMINISTRATOR = "SYSTEM_ADMINISTRATOR", _("CET system administrator")
    PRINCIPAL_CONTACT = "PRINCIPAL_CONTACT", _("principal contact")
    CET_AUTHOR = "CET_AUTHOR", _("CET author")
    EVENT_DELIVERER = "EVENT_DELIVERER", _("event delivery")
    APPROVER = "APPROVER", _("approver")
    REGISTRANT = "REGISTRANT", _("registrant")
    GOC_STAFF = "GOC_STAFF", _("GOC staff")
    CET_MANAGER = "CET_MANAGER", _("CET manager")


PROVIDER_ROLES = (
    Role.SYSTEM_ADMINISTRATOR,
    Role.PRINCIPAL_CONTACT,
    Role.CET_AUTHOR,
    Role.EVENT_DELIVERER,
)
STAFF_ROLES = (Role.CET_MANAGER, Role.GOC_STAFF)
# Held by the account itself and not through a provider or the register.
GLOBAL_ROLES = (Role.APPROVER, *STAFF_ROLES)
# Roles that must have set up security codes before they see a page.
SECURITY_CODE_ROLES = frozenset(GLOBAL_ROLES)

_STAFF = frozenset(
    {
        P.APPLICATION_READ,
        P.APPROVAL_MANAGE,
        P.EVENT_READ,
        P.EVENT_AUDIT,
        P.RATING_READ,
        P.RATING_MODERATE,
        P.POINTS_ASSIST,
        P.REGISTER_KEEP,
        P.CASE_SETTLE,
        P.PEER_REVIEW_DECIDE,
        P.PEOPLE_READ,
        P.LISTING_READ,
        P.LISTING_SETTLE,
        P.FEE_READ,
        P.FEE_SETTLE,
        P.PROVIDER_OVERSEE,
        P.CYCLE_REPORT,
        P.RESULTS_READ,
        P.LETTERS_WRITE,
        P.SCHEME_DRAFT,
        P.CALENDAR_KEEP,
        P.CLOCK_REHEARSE,
    }
)

# What those who answer for a provider do besides: its people, its listing, its fees.
_RESPONSIBLE = frozenset(
    {P.PEOPLE_READ, P.PEOPLE_MANAGE, P.LISTING_READ, P.LISTING_MANAGE, P.FEE_READ}
)

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {
            P.APPLICATION_READ,
            P.APPLICATION_WRITE,
            P.APPLICATION_SUBMIT,
            P.EVENT_READ,
            P.EVENT_PLAN,
            P.EVENT_DECLARE,
            P.EVENT_UPLOAD,
            P.CERTIFICATE_ISSUE,
            P.RATING_READ,
            P.IMPROVEMENT_WRITE,
            *_RESPONSIBLE,
        }
    ),
    Role.PRINCIPAL_CONTACT: frozenset(
        {P.APPLICATION_READ, P.EVENT_READ, P.RATING_READ, P.IMPROVEMENT_WRITE, *_RESPONSIBLE}
    ),
    Role.CET_AUTHOR: frozenset(
        {P.APPLICATION_READ, P.APPLICATION_WRITE, P.PEOPLE_READ, P.LISTING_READ}
    ),
    Role.EVENT_DELIVERER: frozenset(
        {P.EVENT_READ, P.CERTIFICATE_ISSUE, P.PEOPLE_READ, P.LISTING_READ}
    ),
    Role.APPROVER: frozenset({P.APPLICATION_READ, P.APPLICATION_DECIDE}),
    Role.REGISTRANT: frozenset(
        {P.STATEMENT_READ_OWN, P.POINTS_ACCEPT, P.CET_RATE, P.PEER_REVIEW_ASK}
    ),
    Role.GOC_STAFF: _STAFF,
    # What differed from the approval is for the CET manager alone (decisions.md 20), and so is what
    # goes to the registrar (docs/adr/0032).
    Role.CET_MANAGER: _STAFF | {P.EVENT_SETTLE, P.DISPUTE_DECIDE},
}


def permissions_of(*roles: str) -> frozenset[str]:
    """Everything that these roles together may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))
