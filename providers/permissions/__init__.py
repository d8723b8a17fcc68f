"""What a provider may do, and who may do what with its people, its listing and its fees."""

from providers.permissions.fees import may_settle_fee, may_waive_fee
from providers.permissions.listing import (
    may_apply,
    may_edit_details,
    may_grant,
    may_refuse,
    may_renew,
    may_suspend,
    may_withdraw_application,
)
from providers.permissions.people import (
    may_accept_invitation,
    may_manage_people,
    may_use_link,
    may_withdraw_invitation,
)
from providers.permissions.roles import not_your_role, only_the_clock
from providers.permissions.submitting import may_submit, may_submit_and_schedule, why_not_listed

__all__ = [
    "may_accept_invitation",
    "may_apply",
    "may_edit_details",
    "may_grant",
    "may_manage_people",
    "may_refuse",
    "may_renew",
    "may_settle_fee",
    "may_submit",
    "may_submit_and_schedule",
    "may_suspend",
    "may_use_link",
    "may_waive_fee",
    "may_withdraw_application",
    "may_withdraw_invitation",
    "not_your_role",
    "only_the_clock",
    "why_not_listed",
]
