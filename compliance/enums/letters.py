"""Words of letters about a cycle."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterKind(TextChoices):
    """What a letter about a cycle says; each is written for everybody whom it concerns."""

    POSSIBLE_SHORTFALL = "POSSIBLE_SHORTFALL", _("Notice of a possible shortfall")
    MET = "MET", _("Requirements met")
    SHORTFALL = "SHORTFALL", _("Shortfall")
    ANNUAL = "ANNUAL", _("Annual minimum not reached")
    # Of what befell single people: on paper alone, for those without an account.
    LATE = "LATE", _("Late points")
    REMOVED = "REMOVED", _("Removal from the register")
    RESTORED = "RESTORED", _("Restoration to the register")
    DETERMINED = "DETERMINED", _("Determination of a dispute")
    DECIDED = "DECIDED", _("Decision about an exception")


# What speaks of health: for its person and the CET manager alone (docs/adr/0041).
OF_HEALTH = (LetterKind.DECIDED,)


class LetterWay(TextChoices):
    """How a letter reaches its reader."""

    ACCOUNT = "ACCOUNT", _("In the account, with a message by e-mail")
    POST = "POST", _("By post: no account")


class RoundStatus(TextChoices):
    """Of the letters of one kind that are written together."""

    PLANNED = "PLANNED", _("Planned")  # by the clock, on its stored day
    WRITING = "WRITING", _("Being written")
    COLLECTING = "COLLECTING", _("Being collected")  # as acts follow one another
    WRITTEN = "WRITTEN", _("Written")
    PASSED_OVER = "PASSED_OVER", _("Not written")  # the day came when the cycle was over


class Addressed(TextChoices):
    """Whether a letter is written to somebody in a run, or why not."""

    WRITE = "WRITE", _("Letter to write")
    TOLD = "TOLD", _("Had the same letter before")
    EXCUSED = "EXCUSED", _("An exception excuses them")
    REMOVED = "REMOVED", _("Removed already")
    MADE_UP = "MADE_UP", _("Made it up by 15 March")
    GONE = "GONE", _("Not on the register any more")
    DOUBLED = "DOUBLED", _("Same person under another number")  # entries that were joined
    LEFT = "LEFT", _("Not on the register on the last day that the run counts")
    OTHERS = "OTHERS", _("Not what this letter is about")
    APART = "APART", _("Listed apart, not judged")
