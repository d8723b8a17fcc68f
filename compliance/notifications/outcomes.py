"""Messages about what follows a cycle: exceptions, late points, removals, restorations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient, address_of
from compliance.enums import DISPUTE_OPEN, EXCEPTION_OPEN, BulkKind, RequirementCode, Stake
from compliance.models import BulkAct, CycleDispute, ExceptionRequest, Removal, RestorationStep
from compliance.rules.letters import units_named
from compliance.rules.ways import Ways
from registrants import queries as register_queries
from registrants.models import PointEntry


class AboutException(Message):
    """Of health it says nothing: a mail is read by others, too."""

    def __init__(self, request: ExceptionRequest):
        self.request = request

    def key(self):
        return f"{self.request.reference}:{self.kind}:{self.request.status}"

    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("compliance:exception", args=[self.request.pk])

    def words(self) -> dict[str, str]:
        return {"number": self.request.reference, "cycle": self.request.cycle}

    def context(self):
        return {"request": self.request, "deadline": self.request.deadline}


class ExceptionAsked(AboutException):
    """To the CET manager, for the registrar: somebody asks for an exception."""

    kind = "exception_asked"

    def subject(self):
        return _("%(number)s: an exception for %(cycle)s is asked for") % self.words()


class ExceptionToDecide(AboutException):
    """To the CET manager: the evidence is in, or its days are over."""

    kind = "exception_to_decide"

    def subject(self):
        return _("%(number)s: an exception for %(cycle)s is to be decided") % self.words()


class ExceptionLate(AboutException):
    """To the CET manager: the decision is late."""

    kind = "exception_late"

    def subject(self):
        return _("%(number)s: the decision about an exception is late") % self.words()


class ExceptionDecided(AboutException):
    """To the registrant, at once: how it was decided, and why."""

    kind = "exception_decided"

    def __init__(self, request: ExceptionRequest, beside: ExceptionRequest | None = None):
        super().__init__(request)
        self.beside = beside

    def context(self):
        return {**super().context(), "beside": self.beside}

    def recipients(self):
        return register_queries.recipients([self.request.registrant_id])

    def subject(self):
        status = {"status": self.request.get_status_display()}
        return _("%(number)s: %(status)s") % {**self.words(), **status}


class LateSettled(Message):
    """To the registrant: points that came after the cycle's end count now, or do not."""

    kind = "late_settled"

    def __init__(self, act: BulkAct, lines: Sequence[PointEntry], *, recipient: Recipient | None):
        # None: whoever has no account reads it on paper.
        self.act, self.lines, self.recipient = act, lines, recipient

    def key(self):
        return f"{self.act.reference}:{self.kind}:{self.lines[0].registrant_id}"

    def recipients(self):
        return [self.recipient] if self.recipient else []

    def path(self):
        return reverse("compliance:statement")

    @property
    def counts(self) -> bool:
        return self.act.kind == BulkKind.SETTLE_LATE

    def subject(self):
        points = sum(line.total for line in self.lines)
        words = (
            ngettext(
                "%(points)d CET point that came late counts",
                "%(points)d CET points that came late count",
                points,
            )
            if self.counts
            else ngettext(
                "%(points)d CET point that came late does not count",
                "%(points)d CET points that came late do not count",
                points,
            )
        )
        return words % {"points": points}

    def context(self):
        return {"lines": self.lines, "counts": self.counts, "reason": self.act.reason}


class RemovedFromRegister(Message):
    """To the registrant: the name, or a specialty, leaves the register, from when, and why."""

    kind = "removed_from_register"

    def __init__(
        self,
        removal: Removal,
        reason: str,
        ways: Ways,
        *,
        unit_names: Mapping[str, str],
        recipient: Recipient | None,
    ):
        self.removal, self.reason, self.ways = removal, reason, ways
        self.unit_names, self.recipient = unit_names, recipient

    def key(self):
        return f"{self.removal.reference}:{self.kind}"

    def recipients(self):
        return [self.recipient] if self.recipient else []

    def path(self):
        return reverse("compliance:restoration")

    def subject(self):
        words = {"cycle": self.removal.cycle}
        if self.removal.stake == Stake.NAME:
            return _("Your name is taken off the register after the cycle %(cycle)s") % words
        return _("A specialty of yours is taken off the register after %(cycle)s") % words

    def context(self):
        cycle = f"?cycle={self.removal.cycle}"
        return {
            "removal": self.removal,
            "shortfalls": [self._named(each) for each in self.removal.shortfalls],
            "is_name": self.removal.stake == Stake.NAME,
            "reason": self.reason,
            "ways": self.ways,
            "ask_exception": address_of(reverse("compliance:exception_new") + cycle),
            "dispute": address_of(reverse("compliance:dispute_new") + cycle),
        }

    def _named(self, short: dict[str, Any]) -> dict[str, Any]:
        """What is missing, as it was recorded, with the names of units."""
        if short["code"] != RequirementCode.COMPETENCY_UNITS:
            return short
        return {**short, "explanation": units_named(short["explanation"], self.unit_names)}


class RestoredToRegister(Message):
    """To the registrant: they, or a specialty, are on the register again."""

    kind = "restored_to_register"

    def __init__(self, removal: Removal, step: RestorationStep):
        self.removal, self.step = removal, step

    def key(self):
        return f"{self.removal.reference}:{self.kind}:{self.step.pk}"

    def recipients(self):
        return register_queries.recipients([self.removal.registrant_id])

    def path(self):
        return reverse("compliance:statement")

    def subject(self):
        words = {"day": date_format(self.removal.restored_on, "j F Y")}
        if self.removal.stake == Stake.NAME:
            return _("You are on the register again from %(day)s") % words
        return _("Your specialty is on the register again from %(day)s") % words

    def context(self):
        return {"removal": self.removal, "is_name": self.removal.stake == Stake.NAME}


class RemovalTakenBack(Message):
    """To the registrant: a removal that was not in force yet is taken back."""

    kind = "removal_taken_back"

    def __init__(self, removal: Removal, case: ExceptionRequest | CycleDispute):
        self.removal, self.case = removal, case

    def key(self):
        return f"{self.removal.reference}:{self.kind}"

    def recipients(self):
        return register_queries.recipients([self.removal.registrant_id])

    def path(self):
        page = "dispute" if self._is_dispute else "exception"
        return reverse(f"compliance:{page}", args=[self.case.pk])

    @property
    def _is_dispute(self) -> bool:
        return isinstance(self.case, CycleDispute)

    def subject(self):
        words = {"day": date_format(self.removal.of_day, "j F Y")}
        return _("The removal from %(day)s on is taken back") % words

    def context(self):
        return {
            "removal": self.removal,
            "is_name": self.removal.stake == Stake.NAME,
            "case": self.case,
            "is_open": self.case.status in (*DISPUTE_OPEN, *EXCEPTION_OPEN),
            "is_dispute": self._is_dispute,
        }


class ActDone(Message):
    """To whoever began it: a long act on many is done."""

    kind = "act_done"

    def __init__(self, act: BulkAct):
        self.act = act

    def key(self):
        return f"{self.act.reference}:{self.kind}"

    def recipients(self):
        return [account_queries.recipient(self.act.actor_id)]

    def path(self):
        return reverse("compliance:act", args=[self.act.pk])

    def subject(self):
        return _("Done: %(what)s") % {"what": self.act.get_kind_display()}

    def context(self):
        return {"act": self.act}
