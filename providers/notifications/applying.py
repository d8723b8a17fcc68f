"""What is told of an application to be listed, until it is decided. Texts: templates/emails/."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient
from providers import rules
from providers.models import ListingApplication, ListingRequest


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
