"""What is told to the people of a provider. Texts: templates/emails/."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient
from providers import queries, rules
from providers.models import (
    Fee,
    Invitation,
    ListingApplication,
    ListingRequest,
    ProviderListing,
    ProviderMembership,
)


class _AboutFee(Message):
    def __init__(self, fee: Fee):
        self.fee = fee

    def key(self):
        return f"{self.fee.invoice_number}:{self.kind}:{self.fee.status}"

    def path(self):
        return reverse("providers:invoice", args=[self.fee.invoice_number])

    def recipients(self):
        return queries.responsible(self.fee.provider_id)

    def context(self):
        return {"fee": self.fee, "provider": self.fee.provider}


class FeeCharged(_AboutFee):
    """To the provider: there is an invoice to pay."""

    kind = "fee_charged"

    def subject(self):
        return _("Invoice %(number)s: £%(amount)s to pay") % {
            "number": self.fee.invoice_number,
            "amount": self.fee.amount,
        }


class FeeChanged(_AboutFee):
    """To the provider: paid, waived or refunded."""

    kind = "fee_changed"

    def subject(self):
        return _("Invoice %(number)s: %(status)s") % {
            "number": self.fee.invoice_number,
            "status": self.fee.get_status_display(),
        }

    def context(self):
        return {**super().context(), "is_new": queries.is_of_an_application(self.fee)}


class ConfirmListing(Message):
    """To the address in the form: a link that proves it. Says nothing of accounts."""

    kind = "listing_confirm"

    def __init__(self, request: ListingRequest):
        self.request = request

    def key(self):
        return f"listing-request:{self.request.pk}"

    def path(self):
        token = rules.link_token("listing", self.request.pk)
        return reverse("providers:confirm_listing", args=[token])

    def recipients(self):
        return [Recipient(self.request.email)]

    def subject(self):
        return _("Confirm that %(name)s applies to be listed") % {"name": self.request.organisation}

    def context(self):
        return {"request": self.request}


class _ToTheManager(Message):
    """To the CET manager: what became of an application to be listed."""

    def __init__(self, application: ListingApplication):
        self.application = application

    def key(self):
        return f"listing-application:{self.application.pk}:{self.kind}"

    def path(self):
        return reverse("providers:staff_provider", args=[self.application.provider_id])

    def recipients(self):
        return account_queries.cet_managers()

    def context(self):
        return {"application": self.application}


class ListingApplied(_ToTheManager):
    """Somebody applies to be listed: to be decided once the fee is settled."""

    kind = "listing_applied"

    def subject(self):
        return _("%(name)s applies to be listed") % {"name": self.application.provider}


class ListingTakenBack(_ToTheManager):
    """Nothing to decide any more."""

    kind = "listing_taken_back"

    def subject(self):
        return _("%(name)s no longer applies to be listed") % {"name": self.application.provider}


class _AboutListing(Message):
    """To those who answer for the provider; the next step is on its listing page."""

    def path(self):
        return reverse("providers:listing")

    def recipients(self):
        return queries.responsible(self.provider_id)

    @property
    def provider_id(self) -> int:
        raise NotImplementedError


class ListingDecided(_AboutListing):
    """Granted, or refused with the reason."""

    kind = "listing_decided"

    def __init__(self, application: ListingApplication):
        self.application = application
        self.entry = queries.last_listing(application.provider_id)

    @property
    def provider_id(self):
        return self.application.provider_id

    def key(self):
        return f"listing-application:{self.application.pk}:decided"

    def subject(self):
        if self.application.reasons:
            return _("%(name)s is not put on the list") % {"name": self.application.provider}
        return _("%(name)s is on the list") % {"name": self.application.provider}

    def context(self):
        return {"application": self.application, "entry": self.entry}


class _AboutEntry(_AboutListing):
    def __init__(self, entry: ProviderListing):
        self.entry = entry

    @property
    def provider_id(self):
        return self.entry.provider_id

    def key(self):
        return f"listing:{self.entry.pk}:{self.kind}"

    def context(self):
        return {"entry": self.entry, "provider": self.entry.provider}


class Suspended(_AboutEntry):
    """By staff, with the reason."""

    kind = "listing_suspended"

    def key(self):
        return f"{super().key()}:{queries.changes_of(self.entry)}"

    def subject(self):
        return _("The listing of %(name)s is suspended") % {"name": self.entry.provider}


class Lifted(_AboutEntry):
    """By staff, with the reason."""

    kind = "listing_lifted"

    def __init__(self, entry: ProviderListing, reason: str):
        super().__init__(entry)
        self.reason = reason

    def key(self):
        return f"{super().key()}:{queries.changes_of(self.entry)}"

    def subject(self):
        return _("The listing of %(name)s is in force again") % {"name": self.entry.provider}

    def context(self):
        return {**super().context(), "reason": self.reason}


class Renewed(_AboutEntry):
    """The renewal is settled: from when to when the provider is listed."""

    kind = "listing_renewed"

    def subject(self):
        return _("The listing of %(name)s is renewed until %(day)s") % {
            "name": self.entry.provider,
            "day": date_format(self.entry.end, "j F Y"),
        }


class _ToRenew(_AboutEntry):
    """`due`: the invoice of a renewal that has begun, if it has."""

    def __init__(self, entry: ProviderListing, due: Fee | None):
        super().__init__(entry)
        self.due = due

    def context(self):
        return {**super().context(), "due": self.due}


class Ending(_ToRenew):
    """60, 30 and 7 days before the end."""

    kind = "listing_ending"

    def __init__(self, entry: ProviderListing, stage: int, due: Fee | None):
        super().__init__(entry, due)
        self.stage = stage

    def key(self):
        return f"{super().key()}:{self.stage}"

    def subject(self):
        return _("The listing of %(name)s ends on %(day)s") % {
            "name": self.entry.provider,
            "day": date_format(self.entry.end, "j F Y"),
        }


class Lapsed(_ToRenew):
    """The day after the end, when it was not renewed."""

    kind = "listing_lapsed"

    def subject(self):
        return _("The listing of %(name)s has ended") % {"name": self.entry.provider}


class Invited(Message):
    """To the invited address: who invites, and a link."""

    kind = "people_invited"

    def __init__(self, invitation: Invitation):
        self.invitation = invitation

    def key(self):
        return f"invitation:{self.invitation.pk}:{self.invitation.sent}"

    def path(self):
        token = rules.link_token("invitation", self.invitation.pk, self.invitation.sent)
        return reverse("providers:invitation", args=[token])

    def recipients(self):
        return [Recipient(self.invitation.email)]

    def subject(self):
        return _("%(name)s invites you to MyCET") % {"name": self.invitation.provider}

    def context(self):
        return {"invitation": self.invitation}


class _AboutMember(Message):
    def __init__(self, membership: ProviderMembership, at: datetime):
        self.membership, self.at = membership, at

    def key(self):
        return f"membership:{self.membership.pk}:{self.kind}:{self.at.isoformat()}"

    def path(self):
        return reverse("home:dashboard")

    def recipients(self):
        user = self.membership.user
        return [Recipient(user.email, user.pk)]

    def context(self):
        return {"membership": self.membership, "provider": self.membership.provider}


class Joined(_AboutMember):
    """To those who answer for the provider: an invitation was accepted."""

    kind = "people_joined"

    def path(self):
        return reverse("providers:people")

    def recipients(self):
        return queries.responsible(self.membership.provider_id)

    def subject(self):
        return _("%(person)s has joined %(name)s") % {
            "person": self.membership.user,
            "name": self.membership.provider,
        }


class RolesChanged(_AboutMember):
    """To the person: what they may do now."""

    kind = "people_roles"

    def subject(self):
        return _("Your roles in %(name)s have changed") % {"name": self.membership.provider}


class Removed(_AboutMember):
    """To the person who no longer belongs to the provider."""

    kind = "people_removed"

    def subject(self):
        return _("You no longer belong to %(name)s") % {"name": self.membership.provider}
