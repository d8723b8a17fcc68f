"""Words of end-of-cycle runs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunKind(TextChoices):
    """A rehearsal is for looking; letters and removals follow a real run only."""

    REHEARSAL = "REHEARSAL", _("Rehearsal")
    REAL = "REAL", _("Real run")


class RunStatus(TextChoices):
    """Of an end-of-cycle run."""

    ASKED = "ASKED", _("Waits for a second person")
    RUNNING = "RUNNING", _("Running")
    SEALED = "SEALED", _("Sealed")
    REFUSED = "REFUSED", _("Refused")  # people whose data contradict themselves
    CANCELLED = "CANCELLED", _("Cancelled")


RUN_OPEN = (RunStatus.ASKED, RunStatus.RUNNING)


class Settled(TextChoices):
    """How a person came out of a run; the first three as in `Standing`."""

    MET = "met", _("Met")
    NOT_MET = "not-met", _("Not met")
    ONLY_ACCEPTANCE = "only-acceptance", _("Only acceptance missing")
    APART = "apart", _("Listed apart")  # not judged: the data contradict themselves


class RunChange(TextChoices):
    """How somebody came out of a second run, against the first."""

    NOW_APART = "NOW_APART", _("Listed apart now")  # judged in the first, not in the second
    WAS_APART = "WAS_APART", _("Listed apart before")  # not judged in the first
    NOW_MET = "NOW_MET", _("Met now")
    NOW_NOT_MET = "NOW_NOT_MET", _("Not met now")
    OTHER_OUTCOME = "OTHER_OUTCOME", _("Another outcome")
    SAME_OUTCOME = "SAME_OUTCOME", _("Other figures, same outcome")
    ONLY_BEFORE = "ONLY_BEFORE", _("Only in the first")
    ONLY_AFTER = "ONLY_AFTER", _("Only in the second")
    SAME_FIGURES = "SAME_FIGURES", _("Same figures, other data")  # only what was read differs
