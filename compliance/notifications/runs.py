"""About end-of-cycle runs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.notifications import Message
from compliance.enums import RunKind, RunStatus
from compliance.models import (
    ComplianceRun,
)


class _AboutRun(Message):
    def __init__(self, run: ComplianceRun):
        self.run = run

    def key(self):
        return f"{self.run.reference}:{self.kind}"

    def path(self):
        return reverse("compliance:run", args=[self.run.number])

    def words(self) -> dict[str, str]:
        return {"number": self.run.reference, "cycle": self.run.cycle}

    def context(self):
        return {"run": self.run}


class RunToConfirm(_AboutRun):
    """To the other members of staff: a second person has to look at an end-of-cycle run."""

    kind = "run_to_confirm"

    def __init__(self, run: ComplianceRun, asked_by: str):
        super().__init__(run)
        self.asked_by = asked_by

    def recipients(self):
        return [each for role in STAFF_ROLES for each in account_queries.holders_of(role)]

    def subject(self):
        return _("%(number)s: please look at the run of %(cycle)s") % self.words()

    def context(self):
        return {**super().context(), "asked_by": self.asked_by}


class _ToWhoIsBehind(_AboutRun):
    """To who started it and who confirmed it. The clock's tell nobody."""

    def recipients(self):
        people = (self.run.started_by_id, self.run.confirmed_by_id)
        return [account_queries.recipient(user_id) for user_id in people if user_id]

    def path(self):
        if self.run.variant_id:
            return reverse("compliance:rehearsal", args=[self.run.pk])
        return super().path()


class RunCancelled(_ToWhoIsBehind):
    """To the people behind a run: somebody else has cancelled it."""

    kind = "run_cancelled"

    def __init__(self, run: ComplianceRun, by: str):
        super().__init__(run)
        self.by = by

    def subject(self):
        return _("%(number)s: the run of %(cycle)s is cancelled") % self.words()

    def context(self):
        return {**super().context(), "by": self.by}


class RunEnded(_ToWhoIsBehind):
    """To the people behind a run: it is sealed, or was refused."""

    kind = "run_ended"

    def subject(self):
        if self.run.kind == RunKind.REHEARSAL and self.run.status == RunStatus.SEALED:
            return _("%(number)s: the rehearsal of %(cycle)s is done") % self.words()
        if self.run.status == RunStatus.SEALED:
            return _("%(number)s: the run of %(cycle)s is sealed") % self.words()
        return _("%(number)s: the run of %(cycle)s was refused") % self.words()
