"""Keys of machines that end."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cet_portal.core.notifications import Message
from sessions_events import queries
from sessions_events.models import ApiKey


class KeyEnds(Message):
    """To whose it is: the last day of a key comes, or is past."""

    kind = "key_ends"

    def __init__(self, key: ApiKey, today: date):
        self.ending, self.today = key, today

    def key(self):
        return f"key-{self.ending.pk}:{self.kind}:{self.today}"

    def recipients(self):
        return queries.owners_of(self.ending)

    def subject(self):
        words = {"name": self.ending.name, "day": date_format(self.ending.expires_on, "j F Y")}
        if self.ending.is_over(self.today):
            return _("The key “%(name)s” ended on %(day)s") % words
        return _("The key “%(name)s” ends on %(day)s") % words

    def path(self):
        return reverse("sessions_events:api_keys")

    def context(self):
        return {"key": self.ending, "is_over": self.ending.is_over(self.today)}
