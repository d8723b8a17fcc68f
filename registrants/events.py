"""What other apps may listen to, inside the transaction of the act."""

from django.dispatch import Signal

# Declined lines no longer stand: sender=PointEntry, entries= (a list), reason= (DeclineReason),
# actor=, at=.
points_declined = Signal()
# sender=PointEntry, entry=, problem= (QueryProblem), message=, actor=, at=.
points_queried = Signal()
# Their cycle ended and nobody had accepted them: sender=PointEntry, entries= (a list), actor=, at=.
points_lapsed = Signal()
# The registrant took the query back: sender=PointEntry, entry=, actor=, at=.
query_dropped = Signal()
# They are one person; what belongs to `joined` goes to `kept`: sender=Registrant, kept=,
# joined=, actor=, at=.
people_joined = Signal()
# What a line may say at most: sender=PointEntry, entry=. Who knows the event answers with
# (first day, last day, most points).
line_limits_asked = Signal()
# What in the entries of a person cannot be true at once: sender=Registrant, entries=,
# specialties=. Who knows the rules answers with sentences.
contradictions_asked = Signal()
