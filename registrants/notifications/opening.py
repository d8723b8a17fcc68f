"""What is mailed about accounts of registrants."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message, Recipient, address_of
from cet_portal.scheme import limits
from registrants import queries
from registrants.enums import RequestOutcome
from registrants.models import AccountRequest, Registrant


class AccountAnswer(Message):
    """To the address that was typed: the link, or why there is none and what to do.

    It names no data of the register. The one with a link goes past the outbox, which would keep
    the secret; all of them go the same way.
    """

    def __init__(self, request: AccountRequest, token: str):
        self.request, self.token = request, token
        self.kind = KINDS[RequestOutcome(request.outcome)]

    def key(self):
        return f"account-request:{self.request.pk}"

    def path(self):
        if self.request.outcome == RequestOutcome.LINK:
            return reverse("registrants:open_link", args=[self.token])
        if self.request.outcome == RequestOutcome.ACCOUNT_THERE:
            return reverse("account_login")
        return reverse("registrants:open_account")

    def recipients(self):
        return [Recipient(self.request.email)]

    def subject(self):
        return _("Your account for CET points")

    def context(self):
        return {
            "last_day": queries.last_day_of_link(self.request),
            "has_number": bool(self.request.number),
            "wrong": limits.WRONG_DATES_OF_BIRTH,
            "reset_address": address_of(reverse("account_reset_password")),
            "without_number_address": address_of(reverse("registrants:open_without_number")),
        }


KINDS = {
    RequestOutcome.LINK: "account_link",
    RequestOutcome.ACCOUNT_THERE: "account_there",
    RequestOutcome.ADDRESS_TAKEN: "account_address_taken",
    RequestOutcome.STUDENT: "account_student",
    RequestOutcome.UNKNOWN_NUMBER: "account_details",
    RequestOutcome.WRONG_DATE: "account_details",
    RequestOutcome.CLOSED: "account_details",
}


class AccountOpened(Message):
    """To the new account: what it is for, and the U-reference of somebody without a number."""

    kind = "account_opened"

    def __init__(self, registrant: Registrant):
        self.registrant = registrant

    def key(self):
        return f"registrant:{self.registrant.pk}:account:{self.registrant.user_id}"

    def path(self):
        return reverse("compliance:statement")

    def recipients(self):
        user = self.registrant.user
        return [Recipient(user.email, user.pk)] if user else []

    def subject(self):
        if self.registrant.u_reference:
            return _("Your account is open: your reference is %(reference)s") % {
                "reference": self.registrant.u_reference
            }
        return _("Your account for CET points is open")

    def context(self):
        return {
            "registrant": self.registrant,
            "profile_address": address_of(reverse("registrants:profile")),
        }
