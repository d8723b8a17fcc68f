"""What other apps may listen to."""

from django.dispatch import Signal

# Inside the transaction in which staff withdraw an approval or its cycle ends:
# sender=CetApplication, application=, actor=, at=, reason=.
approval_ended = Signal()
# Asked before staff withdraw an approval, what that will stop: sender=CetApplication,
# application=, at=. A receiver answers with a line of words for each thing planned.
approval_may_end = Signal()
