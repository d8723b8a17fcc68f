"""What other apps may listen to, and a question that a higher layer answers."""

from collections.abc import Callable
from datetime import date

from django.dispatch import Signal

from cet_portal.core.permissions import Refusal

# Inside the transaction in which a fee becomes PAID or WAIVED: sender=Fee, fee=, actor=, at=.
# A receiver that raises undoes the settling. The clock waives a fast track that fell away, so a
# receiver asks for `fee.status` before it starts anything.
fee_settled = Signal()

# Asked before staff settle a fee, what that will do: sender=Fee, fee=, at=. A receiver answers with
# a line of words for each thing.
fee_may_settle = Signal()

# Just before a fee is locked to be settled: sender=Fee, fee=. Whoever will act on `fee_settled`
# locks its own case here: everywhere the case is locked first, then the provider, then the fee.
fee_settling = Signal()

# Inside the transaction in which somebody comes to belong to a provider, which may be locked by
# then: sender=ProviderMembership, membership=, actor=, at=. Whoever locks cases on it waits for the
# commit.
member_joined = Signal()

# From a provider and a day: why it may not submit anything new, known to a higher layer.
WhatHolds = Callable[[int, date], Refusal | None]

_what_holds: list[WhatHolds] = []


def answer_what_holds(answer: WhatHolds) -> WhatHolds:
    """Register who knows of holds on new submissions. Called once, from an app's `ready`."""
    _what_holds[:] = [answer]
    return answer


def what_holds(provider_id: int, today: date) -> Refusal | None:
    """Why this provider may not submit anything new; None if nothing is known against it."""
    return next((why for answer in _what_holds if (why := answer(provider_id, today))), None)
