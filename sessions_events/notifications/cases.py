"""Cases about points, and lines that were declined."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.roles import Role
from cet_portal.core.notifications import Message, Recipient
from providers import queries as provider_queries
from registrants import queries as register_queries
from registrants.enums import DeclineReason
from registrants.models import PointEntry
from sessions_events.enums import CaseStatus, Side
from sessions_events.models import CaseMessage, Event, PointsCase
from sessions_events.notifications.about import AboutEvent


def staff() -> list[Recipient]:
    """Where messages to those who settle cases go."""
    return account_queries.holders_of(Role.GOC_STAFF) or account_queries.cet_managers()


class AboutCase(Message):
    """To whoever has a case, or to those that `recipients` names instead."""

    def __init__(self, case: PointsCase, message: CaseMessage | None = None):
        self.case, self.message = case, message

    def key(self):
        about = self.message.pk if self.message else f"{self.case.status}:{self.case.due_on}"
        return f"{self.case.reference}:{self.kind}:{about}"

    def path(self):
        return reverse("sessions_events:case", args=[self.case.pk])

    def of_registrant(self) -> list[Recipient]:
        return register_queries.recipients([self.case.registrant_id])

    def of_provider(self) -> list[Recipient]:
        if self.case.provider_id is None:
            return []
        return provider_queries.administrators(self.case.provider_id)

    def of_whoever_has_it(self) -> list[Recipient]:
        if self.case.status == CaseStatus.OPEN_PROVIDER:
            return self.of_provider()
        if self.case.status == CaseStatus.DISPUTED:
            return account_queries.cet_managers()
        return staff()

    def recipients(self):
        return self.of_whoever_has_it()

    def words(self) -> dict[str, str]:
        return {"number": self.case.reference, "title": self.case.title}

    def context(self):
        return {"case": self.case, "message": self.message, "deadline": self.case.deadline}


def who_has_it(case: PointsCase) -> list[Recipient]:
    """Whose clock runs: of an answer, the registrant's, who may dispute it."""
    about = AboutCase(case)
    if case.status == CaseStatus.REFUSED:
        return about.of_registrant()
    return about.of_whoever_has_it()


class CaseOpened(AboutCase):
    """To the provider, or to staff where there is none: somebody asks for points."""

    kind = "case_opened"

    def subject(self):
        return _("%(number)s: a registrant asks about points for %(title)s") % self.words()


class CaseWritten(AboutCase):
    """To the other sides: there is a new message."""

    kind = "case_written"

    def recipients(self):
        side = self.message.side if self.message else ""
        told = []
        if side != Side.REGISTRANT:
            told += self.of_registrant()
        if side != Side.PROVIDER:
            told += self.of_provider()
        if side != Side.STAFF and self.case.status != CaseStatus.OPEN_PROVIDER:
            told += self.of_whoever_has_it()
        return told

    def subject(self):
        return _("%(number)s: a new message about your points case") % self.words()


class CasePassedOn(AboutCase):
    """To all three: staff have it from now on."""

    kind = "case_passed_on"

    def recipients(self):
        return [*self.of_registrant(), *self.of_provider(), *staff()]

    def subject(self):
        return _("%(number)s: GOC staff have the case now") % self.words()


class CaseDueSoon(AboutCase):
    """To whoever has it: the last day is near."""

    kind = "case_due_soon"

    def subject(self):
        return _("%(number)s: a registrant still waits for points") % self.words()


class CaseLate(AboutCase):
    """To the CET manager: staff are late."""

    kind = "case_late"

    def recipients(self):
        return account_queries.cet_managers()

    def subject(self):
        return _("%(number)s: the case about points is late") % self.words()


class CaseSettled(AboutCase):
    """To the registrant and the provider: how it ended."""

    kind = "case_settled"

    def recipients(self):
        return [*self.of_registrant(), *self.of_provider()]

    def subject(self):
        words = {**self.words(), "status": self.case.get_status_display()}
        return _("%(number)s: %(status)s, %(title)s") % words


class CaseDisputed(AboutCase):
    """To the CET manager, for the registrar, and to the provider."""

    kind = "case_disputed"

    def recipients(self):
        return [*account_queries.cet_managers(), *self.of_provider()]

    def subject(self):
        return _("%(number)s: the answer is disputed") % self.words()


class PointsDeclined(AboutEvent):
    """To the provider: rows that registrants say are not theirs. No more than the row says."""

    kind = "points_declined"

    def __init__(self, event: Event, lines: list[PointEntry], reason: str):
        super().__init__(event)
        self.lines, self.reason = lines, reason

    def key(self):
        return f"{super().key()}:{min(line.pk for line in self.lines)}"

    def path(self):
        return reverse("sessions_events:people", args=[self.event.ev_number])

    def subject(self):
        return _("%(number)s: points were declined") % {"number": self.event.ev_number}

    def context(self):
        return {
            **super().context(),
            "numbers": [line.number for line in self.lines],
            "reason": DeclineReason(self.reason).label,
        }
