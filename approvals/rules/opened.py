"""What a decision page was opened on, and whether something has overtaken it: pure."""

from django.utils.translation import gettext as _


def overtaken(
    *, read_round: int | None, round_now: int, judged: str | None, judged_now: str
) -> str | None:
    """Why a decision opened on this round and these judgements must not be confirmed now.

    `judged`: `queries.last_judged` as it was. None: not known, so nothing is said of it.
    """
    if read_round is not None and read_round != round_now:
        return _("The provider has answered since you opened this: read round %(round)d first.") % {
            "round": round_now
        }
    if judged is not None and judged != judged_now:
        return _(
            "Your judgements were changed in another window since you opened this: "
            "read them again before you decide."
        )
    return None
