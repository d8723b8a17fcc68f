"""What is told of a listing that ends. Texts: templates/emails/."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers.models import Fee, ProviderListing
from providers.notifications.listings import AboutEntry


class _ToRenew(AboutEntry):
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
