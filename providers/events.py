"""What other apps may listen to."""

from django.dispatch import Signal

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
