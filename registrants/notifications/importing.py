"""Imports of the register: to whoever sent the file, and to whoever has to look at it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.notifications import Message
from registrants.enums import ImportStatus
from registrants.models import RegisterImport


class _AboutImport(Message):
    """`key` holds the instant: the same import may be shown several times."""

    def __init__(self, register_import: RegisterImport, at: datetime):
        self.register_import, self.at = register_import, at

    def key(self):
        return f"register-import:{self.register_import.pk}:{self.kind}:{self.at.timestamp():.0f}"

    def recipients(self):
        return [account_queries.recipient(self.register_import.made_by_id)]

    def path(self):
        return reverse("registrants:register_import", args=[self.register_import.pk])

    def context(self):
        return {"register_import": self.register_import}


class ImportRead(_AboutImport):
    """The worker has read a large file: its preview is there, or why there is none."""

    kind = "register_import_read"

    def subject(self):
        if self.register_import.problem:
            return _("Your import of the register cannot be used")
        return _("Your import of the register can be checked")


class ImportTakenOver(_AboutImport):
    """The worker has taken it over, or found that the register has moved on."""

    kind = "register_import_taken_over"

    def __init__(self, register_import: RegisterImport, user_id: int | None, at: datetime):
        super().__init__(register_import, at)
        self.user_id = user_id or register_import.made_by_id

    def recipients(self):
        return [account_queries.recipient(self.user_id)]

    def subject(self):
        if self.register_import.status == ImportStatus.COMMITTED:
            return _("The import of the register is taken over")
        return _("The import of the register was not taken over")

    def context(self):
        done = self.register_import.status == ImportStatus.COMMITTED
        return {**super().context(), "done": done}


class ImportToConfirm(_AboutImport):
    """To the other members of staff: this one ends much, and a second person has to look."""

    kind = "register_import_to_confirm"

    def __init__(self, register_import: RegisterImport, asked_by: str, at: datetime):
        super().__init__(register_import, at)
        self.asked_by = asked_by

    def recipients(self):
        return [each for role in STAFF_ROLES for each in account_queries.holders_of(role)]

    def subject(self):
        return _("Please look at an import of the register")

    def context(self):
        share = f"{self.register_import.share_ended / 10:g}"
        return {**super().context(), "asked_by": self.asked_by, "share": share}
