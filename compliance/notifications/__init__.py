"""Messages about the end of a cycle: letters, disputed records."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cet_portal.accounts import queries as account_queries
from cet_portal.accounts.roles import STAFF_ROLES
from cet_portal.core.notifications import Message, Recipient
from compliance.enums import RunKind, RunStatus
from compliance.models import (
    ComplianceRun,
    CycleDispute,
    Letter,
    LetterRound,
    PostFile,
)
from compliance.rules import Period
from compliance.rules.disputes import last_day_to_dispute
from registrants import queries as register_queries


class _AboutDispute(Message):
    def __init__(self, dispute: CycleDispute):
        self.dispute = dispute

    def key(self):
        return f"{self.dispute.reference}:{self.kind}:{self.dispute.status}"

    def recipients(self):
        return account_queries.cet_managers()

    def path(self):
        return reverse("compliance:dispute", args=[self.dispute.pk])

    def words(self) -> dict[str, str]:
        return {"number": self.dispute.reference, "cycle": self.dispute.cycle}

    def context(self):
        return {"dispute": self.dispute, "deadline": self.dispute.deadline}


class DisputeLodged(_AboutDispute):
    """To the CET manager, for the registrar: a record is disputed."""

    kind = "dispute_lodged"

    def subject(self):
        return _("%(number)s: a record of %(cycle)s is disputed") % self.words()


class DisputeToDecide(_AboutDispute):
    """To the CET manager: the documents are in, or their days are over."""

    kind = "dispute_to_decide"

    def subject(self):
        return _("%(number)s: a dispute about %(cycle)s is to be determined") % self.words()


class DisputeLate(_AboutDispute):
    """To the CET manager: the determination is late."""

    kind = "dispute_late"

    def subject(self):
        return _("%(number)s: the determination is late") % self.words()


class DisputeDetermined(_AboutDispute):
    """To the registrant, at once: how it ended, and why."""

    kind = "dispute_determined"

    def recipients(self):
        return register_queries.recipients([self.dispute.registrant_id])

    def subject(self):
        status = {"status": self.dispute.get_status_display()}
        return _("%(number)s: %(status)s") % {**self.words(), **status}


class PointsLapsed(Message):
    """To the registrant, once a cycle: how much lapsed, and what can be done."""

    kind = "points_lapsed"

    def __init__(
        self, registrant_id: int, period: Period, lines: int, points: int, *, recipient: Recipient
    ):
        self.registrant_id, self.period, self.recipient = registrant_id, period, recipient
        self.lines, self.points = lines, points

    def key(self):
        return f"registrant:{self.registrant_id}:{self.kind}:{self.period.name}"

    def recipients(self):
        return [self.recipient]

    def path(self):
        return f"{reverse('compliance:statement')}?cycle={self.period.name}"

    def subject(self):
        words = ngettext(
            "%(points)d CET point lapsed at the end of the cycle %(cycle)s",
            "%(points)d CET points lapsed at the end of the cycle %(cycle)s",
            self.points,
        )
        return words % {"points": self.points, "cycle": self.period.name}

    def context(self):
        return {
            "lines": self.lines,
            "points": self.points,
            "period": self.period,
            "last_day_to_dispute": last_day_to_dispute(self.period),
        }


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


class RunEnded(_AboutRun):
    """To the two people behind a real run: it is sealed, or was refused."""

    kind = "run_ended"

    def recipients(self):
        people = (self.run.started_by_id, self.run.confirmed_by_id)
        real = self.run.kind == RunKind.REAL
        return [account_queries.recipient(user_id) for user_id in people if real and user_id]

    def subject(self):
        if self.run.status == RunStatus.SEALED:
            return _("%(number)s: the run of %(cycle)s is sealed") % self.words()
        return _("%(number)s: the run of %(cycle)s was refused") % self.words()


class LetterSent(Message):
    """To the registrant: a letter is in the account. What it says is read there."""

    kind = "letter_sent"

    def __init__(self, letter: Letter, *, recipient: Recipient):
        self.letter, self.recipient = letter, recipient

    def key(self):
        return f"letter:{self.letter.round_id}:{self.letter.registrant_id}"

    def recipients(self):
        return [self.recipient]

    def path(self):
        return reverse("compliance:letter", args=[self.letter.pk])

    def subject(self):
        return self.letter.subject

    def context(self):
        return {"letter": self.letter}


class LettersWritten(Message):
    """To whoever asked for the letters, and for those of the clock to the CET manager: done."""

    kind = "letters_written"

    def __init__(self, letter_round: LetterRound, written: int, by_post: int):
        self.round, self.written, self.by_post = letter_round, written, by_post

    def key(self):
        return f"letters:{self.round.pk}:{self.kind}"

    def recipients(self):
        if self.round.made_by_id is None:
            return account_queries.cet_managers()
        return [account_queries.recipient(self.round.made_by_id)]

    def path(self):
        return reverse("compliance:letter_round", args=[self.round.pk])

    def subject(self):
        words = {"kind": self.round.get_kind_display(), "cycle": self.round.cycle}
        return _("%(kind)s, %(cycle)s: the letters are written") % words

    def context(self):
        return {"round": self.round, "written": self.written, "by_post": self.by_post}


class PostFileMade(Message):
    """To whoever asked for it: the letters for the post can be printed."""

    kind = "post_file_made"

    def __init__(self, post_file: PostFile):
        self.post_file = post_file

    def key(self):
        return f"letters:{self.post_file.round_id}:{self.kind}:{self.post_file.file_id}"

    def recipients(self):
        if self.post_file.made_by_id is None:
            return account_queries.cet_managers()
        return [account_queries.recipient(self.post_file.made_by_id)]

    def path(self):
        return reverse("compliance:letter_round", args=[self.post_file.round_id])

    def subject(self):
        return _("%(cycle)s: the letters for the post can be printed") % {
            "cycle": self.post_file.round.cycle
        }

    def context(self):
        return {"post_file": self.post_file}
