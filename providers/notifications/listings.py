"""What is told of a listing: granted or refused, suspended, renewed. Texts: templates/emails/."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message
from providers import queries
from providers.models import ListingApplication, ProviderListing


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


class AboutEntry(_AboutListing):
    """Of one entry in the list of providers."""

    def __init__(self, entry: ProviderListing):
        self.entry = entry

    @property
    def provider_id(self):
        return self.entry.provider_id

    def key(self):
        return f"listing:{self.entry.pk}:{self.kind}"

    def context(self):
        return {"entry": self.entry, "provider": self.entry.provider}


class Suspended(AboutEntry):
    """By staff, with the reason."""

    kind = "listing_suspended"

    def key(self):
        return f"{super().key()}:{queries.changes_of(self.entry)}"

    def subject(self):
        return _("The listing of %(name)s is suspended") % {"name": self.entry.provider}


class Lifted(AboutEntry):
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


class Renewed(AboutEntry):
    """The renewal is settled: from when to when the provider is listed."""

    kind = "listing_renewed"

    def subject(self):
        return _("The listing of %(name)s is renewed until %(day)s") % {
            "name": self.entry.provider,
            "day": date_format(self.entry.end, "j F Y"),
        }
