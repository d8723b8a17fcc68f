"""About letters."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cet_portal.accounts import queries as account_queries
from cet_portal.core.notifications import Message, Recipient, address_of
from compliance.enums import Settled
from compliance.models import (
    ComplianceRun,
    Letter,
    LetterRound,
    PostFile,
)


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
        run = self.round.run
        apart = run.listed_apart if run else 0
        return {
            "round": self.round,
            "written": self.written,
            "by_post": self.by_post,
            "apart": apart,
            "apart_address": _listed_apart(run) if run and apart else "",
        }


def _listed_apart(run: ComplianceRun) -> str:
    """The way to whom a run did not judge, and why."""
    query = {"standing": Settled.APART.value}
    return address_of(reverse("compliance:run", args=[run.number], query=query))


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
            "cycle": self.post_file.round.cycle or str(self.post_file.round)
        }

    def context(self):
        return {"post_file": self.post_file}
